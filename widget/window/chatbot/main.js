// A chatbot in the window (spec 9.5–9.10): its welcome before anything is stored, the answers under its questions, where they lead,
// and the pauses in which it types. A script of its own: most channels have none.

import words from "words";
import { add, addButton, addIcon, listen, set } from "../elements.js";
import style from "style";

const AGAIN = "M4 12a8 8 0 1 1 2.500 5.800M4 19v-5h5";
/** How long it types, and how long it waits between two steps: milliseconds (spec 9.9). */
const [TYPES, WAITS] = [400, 500];
/** A page that an answer leads to is there after so many milliseconds, or does not come. */
const ARRIVES = 6000;

/** The lines that it shows before anything is stored, under the ids that they will have; `isNew` if nothing was answered. */
const welcomeRows = ({ name, says, place }, isNew) =>
  says.map(([key, { text, question }], before) => ({
    key,
    side: "theirs",
    name,
    text: [[text || question.text]],
    is_first: !before,
    is_by_bot: true,
    is_welcome: true,
    is_new: isNew,
    is_open: isNew && !!place.asks,
    answers: question?.answers.map(({ id, text, link }) => [id, text, ...(link ? [link] : [])]),
  }));

/**
 * What the visitor is to do at a place of its script that is shown before anything is stored. Where it asks nothing, his first words
 * begin the conversation.
 */
const needsAt = (place) => (place.asks ? "choice" : "");

/** Shows the answers of a question as buttons, which can be pressed while they are asked for. */
const drawAnswers = (line, row) => {
  const said = JSON.stringify([row.answers, row.is_open]);
  if (!row.answers || line.answered === said) return;
  line.answered = said;
  line.answers ||= set(add(line.element, "div", "answers"), { role: "group", "aria-label": words.answers });
  const focused = line.answers.getRootNode().activeElement;
  const hadFocus = focused && line.answers.contains(focused);
  line.answers.textContent = "";
  for (const answer of row.answers) {
    const button = addButton(line.answers, "answer", "choose", answer[1]);
    set(button, { "data-of": JSON.stringify(answer) }).disabled = !row.is_open;
  }
  return hadFocus && !row.is_open;
};

/** Adds ⟳, which begins the script again. */
const makeAgain = (window) => {
  const again = add(window, "div", "again");
  const button = addButton(again, "plain", "restart");
  addIcon(button, AGAIN);
  button.append(words.restart);
  again.hidden = true;
  return again;
};

/** Ends the leaving of the page for where an answer leads, while that page is awaited. */
let stay;
let isHeard = false;

/** Keeps an answer for the page that it leads to. Where none comes, since the link was a file, or the visitor stayed or came back, it is chosen here. */
const leave = (answer, text, store, act) => {
  const kept = store.add(text, answer);
  store.remember(true);
  const timer = setTimeout(() => stay(), ARRIVES);
  stay = () => {
    clearTimeout(timer);
    stay = undefined;
    // What is not kept any more was chosen by the page to which it led, or by another.
    if (!store.unsent().some(({ key }) => key === kept)) return;
    store.drop(kept);
    act("choose", JSON.stringify([answer, text]));
  };
  if (!isHeard) listen(parent, "pageshow", ({ persisted }) => persisted && stay?.());
  isHeard = true;
};

/**
 * Takes the visitor to where an answer leads, if it does; whether it is chosen at once. Elsewhere on the site, it is chosen once that
 * page is there, and nothing else until then.
 */
const isChosen = ([answer, text, link], { mode, above }, store, act) => {
  if (stay || !link) return !stay;
  const here = new URL(above.page || parent.location.href);
  const there = new URL(link, here);
  if (mode !== "corner" || there.origin !== here.origin) {
    parent.open(there.href, "_blank", "noopener");
    return true;
  }
  const isHere = there.hash && there.pathname + there.search === here.pathname + here.search;
  if (!isHere) leave(answer, text, store, act);
  parent.location.href = there.href;
  return isHere;
};

/** Lets what the bot says appear step by step; `draw` shows a picture. */
const makePaces = (draw) => {
  // Who drives the browser, as tests do, is not kept waiting.
  const pace = navigator.webdriver ? 0 : 1;
  const known = new Set();
  let latest;
  let timer;
  let pause = 0;
  const show = (isKnown) => {
    const isHidden = (row) => row.is_by_bot && !known.has(row.key);
    // Behind a folded window nobody sees it type.
    const next = latest.is_open && latest.rows?.find(isHidden);
    if (!next) {
      pause = 0;
      return draw(latest, isKnown);
    }
    const rows = latest.rows.filter((row) => !isHidden(row));
    draw({ ...latest, rows, typing: next.name, needs: latest.needs && "choice" }, isKnown);
    timer ||= setTimeout(() => {
      timer = 0;
      known.add(next.key);
      pause = WAITS;
      show(false);
    }, TYPES + pause);
  };
  /** Shows a picture; what stands in one that `isKnown` is shown at once, but not a welcome that nobody has seen to its end. */
  return (picture, isKnown) => {
    latest = picture;
    const isUnseen = (row) => row.is_welcome && (row.is_new || timer);
    for (const row of picture.rows || []) if (!pace || (isKnown && !isUnseen(row))) known.add(row.key);
    show(isKnown);
  };
};

window.porchlight.bot = { drawAnswers, isChosen, makeAgain, makePaces, needsAt, style, welcomeRows };
