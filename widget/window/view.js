// What the visitor sees: the window in its area, drawn from a picture that says what is shown and nothing of how.

import words from "words";
import { makeComposer } from "./composer.js";
import { add, addButton, addIconButton, say, set } from "./elements.js";
import { makeEnded } from "./ended.js";
import { takeLauncher } from "./launcher.js";
import { makeLog } from "./log.js";
import { count } from "./title.js";

const CROSS = "m6 6 12 12M18 6 6 18";
const FOLD = "m6 9 6 6 6-6";

/**
 * Adds the window to the area with the button; `act` hears what the visitor does, `keepDraft` what he has typed; `load` brings
 * what only some visitors need: the form for messages while nobody is there, what a chatbot says, what stands below a conversation
 * that is over, files.
 */
export const makeView = (area, config, base, act, keepDraft, load) => {
  const mode = area.className;
  const launcher = takeLauncher(area, area.firstElementChild, act);
  const window = set(add(area, "div", "window"), { role: "dialog", "aria-label": words.chat });
  window.hidden = true;
  const header = add(window, "div", "header");
  const initials = set(add(header, "span", "initials"), { "aria-hidden": "true" });
  const drawFace = makeFace(header, base);
  const titles = add(header, "div", "titles");
  const name = add(titles, "b");
  const below = add(titles, "small");
  addIconButton(header, "icon fold", "fold", words.fold, FOLD);
  const close = addIconButton(header, "icon close", "close", words.close, CROSS);
  const log = makeLog(window, config.language, act, (line, row) => bot?.drawAnswers(line, row), (bubble, file) =>
    withFiles((files) => files.show(bubble, file)),
  );
  const typing = set(add(window, "div", "typing"), { role: "status" });
  const notice = set(add(window, "div", "notice"), { role: "alert" });
  const { question, stay } = makeQuestion(window);
  const ended = makeEnded(window, mode === "page", load.ended, log.stayAtEnd);
  const againPlace = add(window, "div");
  const filesPlace = add(window, "div");
  /** What sends and shows files, once it is wanted. */
  let files;
  let filer;
  const withFiles = async (deed, failed) => {
    try {
      files ||= load.files(filesPlace, log.stayAtEnd);
      filer = await files;
      tellFiles();
      deed(filer);
    } catch {
      // The next one tries again.
      files = undefined;
      failed?.();
    }
  };
  const tellFiles = () => filer && (filer.isTaken = latest.is_begun && composer.isShown());
  const sendFiles = (chosen) =>
    withFiles(
      (files) => files.send(chosen),
      () => say(notice, words.refused),
    );
  const composer = makeComposer(window, config.texts.placeholder, keepDraft, sendFiles, load.emoji);
  const firstChoice = () => window.querySelector(".answer:enabled, .again:not([hidden]) button");
  let leaves = false;
  /** The form for messages, once it is here, and whether it is on its way. */
  let mailbox;
  let isComing = false;
  /** What should have the keyboard once it is drawn. */
  let moved;
  /** What a chatbot says and how, once it is here; ⟳; how what it says appears. */
  let bot;
  let again;
  let pace;
  let latest;
  let isKnown = true;

  /** Whether the keyboard is for answers that are still to be drawn. */
  let isAwaited = false;
  const focusAwaited = () => {
    const choice = isAwaited && !composer.isShown() && firstChoice();
    if (!choice) return;
    isAwaited = false;
    const focused = area.getRootNode().activeElement;
    // Nobody has moved it since the button was pressed.
    if (!focused || composer.owns(focused) || focused === area.firstElementChild) choice.focus();
  };

  /** Until the form is here, and where it does not come, one writes as ever. */
  const fetchMailbox = async () => {
    isComing = true;
    try {
      mailbox = await load.mailbox(window);
      draw(latest, false);
    } catch {
      // The next picture tries again.
    }
    isComing = false;
  };
  /** What was typed goes along when somebody comes or the last one goes, and the keyboard with it. */
  const change = (isAway) => {
    if (isAway && !mailbox && !isComing) fetchMailbox();
    if (!mailbox) return;
    if (leaves !== isAway) {
      const [from, to] = isAway ? [composer, mailbox] : [mailbox, composer];
      const focused = area.getRootNode().activeElement;
      leaves = isAway;
      if (from.words()) {
        to.fill(from.words());
        from.fill("");
        to.changed();
      }
      if (focused && from.owns(focused)) moved = to;
    }
    mailbox.draw(leaves);
  };

  /** Until something is stored, the chatbot is shown as the channel's configuration tells it. */
  const withBot = (picture) => {
    const told = config.chatbot;
    if (!told || !picture.rows || picture.rows[0]?.key !== "" || picture.is_ended) return picture;
    const [, ...rest] = picture.rows;
    const rows = [...bot.welcomeRows(told, !rest.length && !picture.is_begun), ...rest];
    return { ...picture, name: told.name, picture: told.picture, needs: bot.needsAt(told.place), rows };
  };

  const drawWindow = (picture, isKnown) => {
    const isNew = window.hidden;
    window.hidden = !picture.is_open;
    if (window.hidden) return;
    say(initials, initialsOf(picture.name));
    drawFace(picture.picture || (picture.name === config.operator && config.picture));
    if (again) again.hidden = !picture.can_restart;
    say(name, picture.name);
    say(below, picture.is_ended ? words.ended : picture.name === config.name ? "" : config.name);
    close.hidden = !picture.is_closable;
    change(!!config.takes_messages && !picture.is_under_way);
    const rows = leaves ? [{ ...picture.rows[0], key: "away", text: [[words.away]] }] : picture.rows;
    log.draw(rows, isNew || isKnown);
    say(typing, picture.typing ? `${picture.typing} ${words.typing}` : "");
    say(notice, picture.notice ? words[picture.notice] : "");
    question.hidden = !picture.is_asking;
    ended.draw(picture, config.button !== "hidden");
    composer.draw(picture, leaves);
    filesPlace.hidden = picture.is_ended;
    tellFiles();
    moved?.focus();
    moved = undefined;
    focusAwaited();
    log.stayAtEnd();
  };
  const drawAll = (picture, isKnown) => {
    area.className = picture.is_open ? mode + " open" : mode;
    launcher.draw(picture);
    count(picture.unread);
    drawWindow(picture, isKnown);
  };
  /** Whether what waits for the chatbot's script was there before, or comes into sight just now. */
  let isFirst = false;
  let isBotComing = false;
  const fetchBot = async () => {
    if (isBotComing) return;
    isBotComing = true;
    try {
      bot = await load.bot();
      again = bot.makeAgain(againPlace);
      pace = bot.makePaces(drawAll);
      if (latest) draw(latest, isKnown);
    } catch {
      // The next picture tries again.
    }
    isBotComing = false;
  };
  const draw = (picture, wasThere) => {
    latest = picture;
    isKnown = wasThere;
    isFirst ||= window.hidden || wasThere;
    const isByBot = config.chatbot || picture.rows?.some((row) => row.answers || row.is_by_bot);
    if (bot) pace(withBot(picture), isFirst);
    else if (isByBot) fetchBot();
    if (bot || !isByBot) isFirst = false;
    // Until it is here, nothing is said: the visitor must not see what it puts in the place of the welcome.
    if (!bot) drawAll(isByBot && picture.rows ? { ...picture, rows: [] } : picture, isKnown);
  };
  if (config.chatbot) fetchBot();

  return {
    composer,
    ended,
    launcher,
    get mailbox() {
      return mailbox;
    },
    draw: (picture) => draw(picture, false),
    /** Draws what another hand has drawn before: for whoever has it read aloud, nothing of it is new. */
    takeOver: (picture) => draw(picture, true),
    sendFiles,
    async toggleEmoji() {
      await composer.toggleEmoji();
      log.stayAtEnd();
    },
    /** Moves the keyboard's focus. */
    focus(spot) {
      // Who folds the window from outside keeps the focus where it is.
      if (spot === "launcher") area.getRootNode().activeElement && launcher.focus();
      else if (spot === "input") {
        (leaves ? mailbox : composer.isShown() ? composer : firstChoice() || ended).focus();
        isAwaited = (config.chatbot && !bot) || !(composer.isShown() || firstChoice());
      } else (spot === "close" ? close : stay).focus();
    },
  };
};

/** Draws the picture of who answers over his initials: drawn by hand, it needs nothing more of the page's policy. */
const makeFace = (header, base) => {
  const face = set(add(header, "canvas"), { width: 256, height: 256, "aria-hidden": "true" });
  let shown;
  face.hidden = true;
  return async (id) => {
    if (id === shown) return;
    shown = id;
    face.hidden = true;
    if (!id) return;
    try {
      const bitmap = await createImageBitmap(await (await fetch(`${base}/pictures/${id}`)).blob());
      if (id !== shown) return;
      const pen = face.getContext("2d");
      pen.clearRect(0, 0, 256, 256);
      pen.drawImage(bitmap, 0, 0);
      face.hidden = false;
    } catch {
      // The initials stay.
    }
  };
};

const makeQuestion = (window) => {
  const question = set(add(window, "div", "question"), { role: "alertdialog", "aria-label": words.leaving });
  add(question, "p", "", words.leaving);
  const choices = add(question, "div", "choices");
  addButton(choices, "primary", "yes", words.yes);
  return { question, stay: addButton(choices, "plain", "no", words.no) };
};

/** Up to two first letters; the style makes them capitals. */
const initialsOf = (name) => {
  const letters = name.split(" ").filter(Boolean).map((word) => Array.from(word)[0]);
  return letters.length > 1 ? letters[0] + letters.at(-1) : letters.join("");
};
