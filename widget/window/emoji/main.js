// The choice of emoji, a script of its own: it comes when somebody wants one.

import { add, addButton, set } from "../elements.js";
import style from "style";

const EMOJI = "😀 😂 😊 😍 😉 😎 🤔 😅 😢 😮 😡 🥳 👍 👎 👋 🙏 👏 💪 ❤️ 🎉 🔥 ⭐ ✅ ❌ ❓ ☕ 📦 🚚 💳 📷 📅 🏠";

/** Adds it to the composer before the input; `opener` is the button that shows and hides it. */
const makeEmoji = (form, input, opener, addStyle) => {
  addStyle(style);
  const emoji = set(add(form, "div", "emoji"), { role: "group", "aria-label": opener.title });
  form.insertBefore(emoji, input);
  for (const text of EMOJI.split(" ")) addButton(emoji, "", "put", text);
  emoji.hidden = true;
  const show = (isShown) => {
    emoji.hidden = !isShown;
    set(opener, { "aria-expanded": isShown });
  };
  return {
    show() {
      show(true);
      emoji.firstChild.focus();
    },
    /** Hides them; `false` if they were hidden. */
    hide() {
      if (emoji.hidden) return false;
      show(false);
      input.focus();
      return true;
    },
  };
};

window.porchlight.makeEmoji = makeEmoji;
