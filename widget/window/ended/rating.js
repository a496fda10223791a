// The panel in which a visitor says how it was (spec 12.1).

import words from "words";
import { add, addButton, addIcon, say, set } from "../elements.js";

/** `domain::limit::COMMENT_CHARACTERS`. */
const LONGEST = 2000;
const HEAD = "M22 12a10 10 0 1 1-20 0a10 10 0 0 1 20 0M9 9v.01M15 9v.01";
/** By their numbers, the happiest first. */
const FACES = [
  [5, "satisfied", "M8 14s1.500 2 4 2 4-2 4-2"],
  [3, "okay", "M8 15h8"],
  [1, "dissatisfied", "M16 16s-1.500-2-4-2-4 2-4 2"],
];
const { stopPropagation } = Event.prototype;

/** Adds the panel to `place`; `ask` asks the server. */
export const makeRating = (place, ask) => {
  const panel = add(place, "div", "rating");
  const faces = add(panel, "fieldset");
  add(faces, "legend", "", words.question);
  const radios = FACES.map(([value, name, mouth]) => {
    const face = add(faces, "label", "face " + name);
    const radio = set(add(face, "input"), { type: "radio", name: "rating", value });
    addIcon(face, HEAD + mouth);
    add(face, "span", "", words[name]);
    return radio;
  });
  const note = add(panel, "label", "note", words.explain);
  const comment = set(add(note, "textarea"), { rows: 3, maxlength: LONGEST, dir: "auto" });
  const problem = set(add(panel, "p", "why"), { role: "alert" });
  const button = addButton(panel, "primary", "", words.send);
  const thanks = set(add(panel, "p"), { role: "status" });
  const after = add(panel, "div", "after");
  const review = set(add(after, "a", "link", words.review), { target: "_blank", rel: "noopener noreferrer" });
  const close = addButton(after, "link", "close", words.close);
  /** What the server knows; whether the visitor was thanked for it; one telling after the other. */
  let known = {};
  let isThanked = false;
  let hasFailed = false;
  let telling = Promise.resolve();

  const chosen = () => Number(radios.find((radio) => radio.checked)?.value);
  const draw = () => {
    const face = chosen();
    note.hidden = !face || face === 5 || isThanked;
    button.hidden = !hasFailed && note.hidden;
    say(problem, hasFailed ? words.refused : "");
    say(thanks, isThanked ? words.thanks : "");
    after.hidden = !isThanked;
    review.hidden = !known.review_link;
    if (known.review_link) review.href = known.review_link;
  };
  const take = (answer) => {
    known = answer;
    const { face, comment: text } = known.rating || {};
    for (const radio of radios) radio.checked = Number(radio.value) === face;
    comment.value ||= text || "";
  };
  /** Only what was chosen last counts, so that is what is told when its turn comes. */
  const tell = (isFinal) => {
    telling = telling.then(async () => {
      const face = chosen();
      const text = isFinal ? comment.value : known.rating?.comment || "";
      try {
        known = await ask("rate", { face, comment: face === 5 ? "" : text });
        hasFailed = false;
        isThanked = face === chosen() && (face === 5 || isFinal);
      } catch {
        hasFailed = true;
      }
      draw();
      if (isFinal && isThanked) close.focus();
    });
  };

  faces.onchange = () => {
    isThanked = false;
    draw();
    tell(false);
  };
  button.onclick = () => tell(true);
  // It is no message that is typed here.
  panel.oninput = (event) => stopPropagation.call(event);
  return {
    /** Shows what was said before, in whichever tab. */
    async show() {
      panel.hidden = false;
      isThanked = hasFailed = false;
      known = {};
      comment.value = "";
      take(known);
      draw();
      try {
        const answer = await ask("rating");
        if (chosen()) return;
        take(answer);
        isThanked = chosen() === 5;
        draw();
      } catch {
        // Then it is said anew.
      }
    },
    hide() {
      panel.hidden = true;
    },
    focus: () => (radios.find((radio) => radio.checked) || radios[0]).focus(),
  };
};
