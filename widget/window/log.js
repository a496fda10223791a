// The list of messages: each line is made once and then only corrected, so that screen readers read it once.

import words from "words";
import { add, addButton, addIconButton, set } from "./elements.js";

const PENCIL = "m4 20 1-4L16 5l3 3L8 19z";
const BIN = "M5 7h14M10 7V4h4v3M7 7l1 13h8l1-13";
/** Nearer to the end than this, the list follows new messages. */
const NEAR = 80;

/**
 * Adds the list to the window; `act` hears when the oldest message is in sight, `drawAnswers` what a line may have below it,
 * `drawFile` what a bubble holds that is no words.
 */
export const makeLog = (window, language, act, drawAnswers, drawFile) => {
  const list = set(add(window, "div", "log"), {
    role: "log",
    "aria-label": words.messages,
    "aria-relevant": "additions",
    tabindex: "0",
  });
  let lines = new Map();
  let rows = [];
  let isAtEnd = true;
  list.onscroll = () => {
    const top = list.scrollTop;
    isAtEnd = list.scrollHeight - top - list.clientHeight < NEAR;
    if (top < NEAR) act("top");
  };

  const setLines = (old) => {
    lines = new Map(rows.map((row) => [row.key, old.get(row.key) || makeLine(row, language)]));
    for (const [key, line] of old) if (!lines.has(key)) line.element.remove();
    let place = list.firstChild;
    for (const row of rows) {
      const line = lines.get(row.key);
      correct(line, row, drawFile);
      // The keyboard goes on from a button that can be pressed no more.
      if (drawAnswers(line, row)) list.focus();
      if (place === line.element) place = place.nextSibling;
      else list.insertBefore(line.element, place);
    }
  };

  return {
    /** Shows the messages; `isNew` if they come into sight just now. */
    draw(next, isNew) {
      if (!isNew && JSON.stringify(next) === JSON.stringify(rows)) return;
      const [first, last, newest] = [rows[0], rows.at(-1), next.at(-1)];
      const isOlder = first && first.key !== next[0]?.key && next.some((row) => row.key === first.key);
      const isOwn = newest?.side === "own" && newest.key !== last?.key;
      const { scrollHeight, scrollTop } = list;
      rows = next;
      // What was there before is not news.
      set(list, { "aria-live": isNew || isOlder ? "off" : "polite" });
      setLines(lines);
      if (isNew || isOwn) isAtEnd = true;
      else if (isOlder) list.scrollTop = scrollTop + list.scrollHeight - scrollHeight;
    },
    /** Shows the newest message, unless the visitor reads older ones. */
    stayAtEnd() {
      if (isAtEnd) list.scrollTop = list.scrollHeight;
    },
  };
};

const makeLine = (row, language) => {
  const element = document.createElement("div");
  add(element, "span", "name", row.side === "own" ? words.you : row.side === "theirs" ? row.name : "");
  const bubble = set(add(element, "div", "bubble"), { dir: "auto" });
  if (row.at) bubble.title = new Date(row.at).toLocaleString(language);
  return { element, bubble, foot: add(element, "div", "foot") };
};

const correct = (line, row, drawFile) => {
  const said = JSON.stringify([row.text, row.told, row.file, row.is_edited]);
  if (line.said !== said) fill(line.bubble, row, drawFile);
  const state = JSON.stringify([row.status, row.why, row.number]);
  if (line.state !== state) setFoot(line.foot, row);
  line.said = said;
  line.state = state;
  line.element.className = `line ${row.side}${row.is_first ? " first" : ""}${row.told === "deleted" ? " gone" : ""}`;
};

/** Text stays text; only links become elements, with the addresses that the conversation's module found safe (spec 16.4). */
const fill = (bubble, row, drawFile) => {
  bubble.textContent = row.told ? (row.side === "told" && row.name ? row.name + " " : "") + words[row.told] : "";
  for (const [text, address] of row.text || []) {
    if (address) {
      set(add(bubble, "a", "", text), { href: address, target: "_blank", rel: "noopener noreferrer nofollow" });
    } else {
      bubble.append(text);
    }
  }
  if (row.file) {
    // Until what shows it is here.
    bubble.textContent = row.file[1];
    drawFile(bubble, row.file);
  }
  if (row.is_edited) add(bubble, "small", "", words.edited);
};

const setFoot = (foot, row) => {
  foot.textContent = "";
  if (row.number) {
    const deeds = add(foot, "span", "deeds");
    if (row.text) set(addIconButton(deeds, "deed", "edit", words.edit, PENCIL), { "data-of": row.number });
    set(addIconButton(deeds, "deed", "delete", words.delete, BIN), { "data-of": row.number });
  }
  if (row.status) add(foot, "span", "status", words[row.status]);
  if (row.why) {
    add(foot, "span", "why", words[row.why]);
    set(addButton(foot, "link", "take", words.take_back), { "data-of": row.key });
  }
};
