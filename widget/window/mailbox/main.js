// The form in which a visitor leaves a message while nobody is there (spec 4.7), a script of its own: most visitors never see it.

import words from "words";
import { add, addButton, say, set } from "../elements.js";
import style from "style";

/** `domain::limit`: characters of a name, of an e-mail address, of a message. */
const [NAME, EMAIL, MESSAGE] = [100, 254, 4000];
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Adds the form to the window; `post` sends what it says, and `store` keeps the message that stands in it. */
const makeMailbox = (window, setup, store, post, addStyle) => {
  const { keepDraft } = store;
  addStyle(style);
  const form = set(add(window, "div", "mailbox"), { role: "form", "aria-label": words.leave });
  form.hidden = true;
  const addField = (tag, label, attributes) => set(add(add(form, "label", "", label), tag), attributes);
  const name = addField("input", words.your_name, { autocomplete: "name", maxlength: NAME });
  const email = addField("input", words.your_email, { type: "email", autocomplete: "email", maxlength: EMAIL, required: "" });
  const message = addField("textarea", words.input, { rows: 4, maxlength: MESSAGE, dir: "auto", required: "" });
  const problem = set(add(form, "p", "why"), { role: "alert" });
  const button = addButton(form, "primary", "leave", words.leave_do);
  const thanks = set(add(window, "div", "ended"), { role: "status" });
  const thanked = add(thanks, "p");
  addButton(thanks, "plain", "another", words.another);
  thanks.hidden = true;
  let isLeft = false;

  /** Sent again after a failure, it is still the same message. */
  let left;
  const leave = async (message) => {
    const { channel, language, time_zone } = setup;
    if (JSON.stringify(message) !== left?.said) {
      left = { said: JSON.stringify(message), client_id: store.id(), token: left?.token };
    }
    left.token ||= store.memory().token || (await post("/widget/token", {})).token;
    const page = setup.above.page || parent.location.href;
    await post("/widget/message", { channel, client_id: left.client_id, ...message, page, language, time_zone }, left.token);
    left = undefined;
  };
  const wrong = () => {
    if (!ADDRESS.test(email.value.trim())) return [email, words.wrong_email];
    return message.value.trim() ? [] : [message, words.no_words];
  };
  const send = async () => {
    const [field, text] = wrong();
    for (const each of [email, message]) set(each, { "aria-invalid": each === field });
    say(problem, text || "");
    if (field) return field.focus();
    button.disabled = true;
    try {
      await leave({ name: name.value, email: email.value.trim(), text: message.value });
      say(thanked, words.left_for.replace("{email}", email.value.trim()));
      message.value = "";
      keepDraft("");
      isLeft = true;
      mailbox.draw(true);
      thanks.lastChild.focus();
    } catch {
      say(problem, words.refused);
    }
    button.disabled = false;
  };

  const mailbox = {
    /** Shows the form, or what came of it, if nobody is there. */
    draw(isShown) {
      form.hidden = !isShown || isLeft;
      thanks.hidden = !isShown || !isLeft;
    },
    owns: (element) => form.contains(element),
    words: () => message.value,
    fill(text) {
      message.value = text;
    },
    changed: () => keepDraft(message.value),
    focus: () => (isLeft ? thanks.lastChild : name.value ? message : name).focus(),
    /** What a button of the form does; `false` if it is none of its buttons. */
    act(deed) {
      if (deed === "another") {
        isLeft = false;
        mailbox.draw(true);
        message.focus();
      } else if (deed === "leave") send();
      else return false;
      return true;
    },
  };
  return mailbox;
};

window.porchlight.makeMailbox = makeMailbox;
