// The input and its buttons.

import words from "words";
import { add, addButton, addIconButton, set } from "./elements.js";

const SMILE = "M21 12a9 9 0 1 1-18 0a9 9 0 0 1 18 0M8.500 14.500c2 2.300 5 2.300 7 0M9 9.500v.01M15 9.500v.01";
const CLIP =
  "m21 11-9 9a6 6 0 0 1-8.500-8.500l8.600-8.500a4 4 0 1 1 5.700 5.600l-8.600 8.600a2 2 0 0 1-2.800-2.900l8.500-8.400";
const PLANE = "M4 12 20 4l-5 16-3-7z";
/** The input grows up to this many CSS pixels. */
const TALLEST = 120;

/**
 * Adds the composer to the window; `keepDraft` hears what stands in it, unless that changes what was said before; `sendFiles` gets
 * what is chosen; `load` brings the choice of emoji.
 */
export const makeComposer = (window, placeholder, keepDraft, sendFiles, load) => {
  let hint = placeholder;
  const form = add(window, "div", "composer");
  const editing = add(form, "div", "editing");
  add(editing, "span", "", words.editing);
  addButton(editing, "link", "cancel", words.cancel);
  const input = set(add(form, "textarea"), {
    rows: "1",
    placeholder,
    "aria-label": words.input,
    dir: "auto",
    enterkeyhint: "send",
  });
  const opener = set(addIconButton(form, "icon", "emoji", words.emoji, SMILE), { "aria-expanded": "false" });
  const clip = addIconButton(form, "icon", "attach", words.attach, CLIP);
  const sender = addIconButton(form, "icon send", "send", words.send, PLANE);

  /** The choice of emoji, while it comes and once it is here. */
  let coming;
  let emoji;
  // Held, or a browser may forget the field while files are being chosen.
  let field;
  const composer = {
    draw({ is_editing, is_ended, needs }, isAway) {
      form.hidden = !!is_ended || isAway;
      // Nothing is typed where something is to be chosen (spec 9.9).
      input.disabled = opener.disabled = clip.disabled = sender.disabled = !!needs;
      set(input, { placeholder: needs ? words[needs] : hint });
      editing.hidden = !is_editing;
    },
    isShown: () => !form.hidden && !input.disabled,
    owns: (element) => form.contains(element),
    focus: () => input.focus(),
    words: () => input.value,
    /** Lets files be chosen. */
    choose() {
      field = set(document.createElement("input"), { type: "file", multiple: "" });
      field.onchange = () => sendFiles(Array.from(field.files));
      field.click();
    },
    /** Says what could be written. */
    hint(text) {
      hint = text;
      if (!input.disabled) set(input, { placeholder: text });
    },
    /** The words are others now. */
    changed() {
      if (editing.hidden) keepDraft(input.value);
      composer.grow();
    },
    /** Makes the input as tall as its words. */
    grow() {
      input.style.height = "auto";
      const height = Math.min(input.scrollHeight, TALLEST);
      if (height) input.style.height = height + "px";
    },
    fill(text) {
      if (input.value !== text) input.value = text;
      composer.hideEmoji();
      composer.changed();
    },
    /** Puts an emoji where the caret is. */
    insert(text) {
      input.setRangeText(text, input.selectionStart, input.selectionEnd, "end");
      composer.hideEmoji();
      composer.changed();
    },
    async toggleEmoji() {
      if (composer.hideEmoji()) return;
      try {
        coming ||= load(form, input, opener);
        emoji = await coming;
        emoji.show();
      } catch {
        // The next press tries again.
        coming = null;
      }
    },
    /** Hides the emoji; `false` if they were hidden. */
    hideEmoji: () => !!emoji?.hide(),
  };
  // Shown, turned or zoomed, the same words take another height; not at once, or the change would be heard again and again.
  new ResizeObserver(() => setTimeout(composer.grow)).observe(form);
  return composer;
};
