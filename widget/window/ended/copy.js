// What was said, for the visitor to keep: by e-mail, or as a file (spec 6.9).

import words from "words";
import { add, addButton, say, set } from "../elements.js";

/** `domain::limit::EMAIL_CHARACTERS`. */
const LONGEST = 254;
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
/** Why the server did not send it. */
const REFUSALS = { 400: words.wrong_email, 409: words.no_mail, 429: words.too_often };
/** A browser needs the file for so many milliseconds. */
const HANDED_OVER = 60_000;
const { preventDefault, stopPropagation } = Event.prototype;

/** Adds it to `place`; `ask` asks the server. */
export const makeCopy = (place, ask) => {
  const panel = add(place, "div", "copy");
  const label = add(panel, "label", "", words.copy);
  const address = add(panel, "div", "to");
  const email = set(add(address, "input"), {
    id: "copy-email", type: "email", autocomplete: "email", maxlength: LONGEST, placeholder: words.email, "aria-describedby": "copy-why",
  });
  set(label, { for: "copy-email" });
  const button = addButton(address, "plain", "", words.send_copy);
  const problem = set(add(panel, "p", "why"), { id: "copy-why", role: "alert" });
  const thanks = set(add(panel, "p"), { role: "status" });
  const download = addButton(panel, "link", "", words.download);

  const tell = (wrong, right) => {
    set(email, { "aria-invalid": wrong === words.wrong_email });
    say(problem, wrong);
    say(thanks, right);
  };
  const send = async () => {
    const typed = email.value.trim();
    if (!ADDRESS.test(typed)) {
      tell(words.wrong_email, "");
      return email.focus();
    }
    button.disabled = true;
    try {
      await ask("copy", { email: typed });
      tell("", words.copy_sent.replace("{email}", typed));
    } catch (status) {
      tell(REFUSALS[status] || words.copy_refused, "");
    }
    button.disabled = false;
  };
  const save = async () => {
    download.disabled = true;
    try {
      const { html } = await ask("transcript");
      const link = add(panel, "a");
      link.href = URL.createObjectURL(new Blob([html], { type: "text/html;charset=utf-8" }));
      link.download = words.file + ".html";
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(link.href), HANDED_OVER);
      tell("", "");
    } catch {
      tell(words.no_download, "");
    }
    download.disabled = false;
  };

  button.onclick = send;
  download.onclick = save;
  email.onkeydown = (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    preventDefault.call(event);
    if (!button.disabled) send();
  };
  // It is no message that is typed here.
  panel.oninput = (event) => stopPropagation.call(event);
  return {
    /** Nothing is told of the conversation before; the address stays. */
    begin: () => tell("", ""),
  };
};
