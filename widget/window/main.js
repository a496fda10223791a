// What is loaded for who is about to use the button: the window. It opens at once; the conversation, a wasm module, comes while
// the visitor reads and types, and takes over from here.

import { listen } from "./elements.js";
import { makeEvents } from "./events.js";
import { makeStore } from "./store.js";
import style from "style";
import { makeView } from "./view.js";

/** `domain::limit::MESSAGE_CHARACTERS`. */
const LONGEST = 4000;
/** `domain::limit::OUTBOX_MESSAGES`. */
const MOST = 100;
/** A page that is being left is gone after so many milliseconds. */
const LEAVES = 1000;

/** Adds the window to the area that the loader has drawn; returns what does the page's commands. */
const begin = (setup) => {
  const { area, sheet, mode, config, base, script } = setup;
  const isPage = mode === "page";
  setup.time_zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  let rules = "";
  /** A sheet is not markup: no policy of the page forbids it. */
  const addStyle = (more) => CSSStyleSheet.prototype.replaceSync.call(sheet, (rules += more));
  addStyle(style);
  const store = makeStore(setup.storage, setup.channel);
  /** The conversation's module, once it has taken over. */
  let core;
  let loading;
  /** While the module takes over, what it wants shown waits: the visitor must not see its first steps. */
  let isTakingOver = false;
  let latest;
  /** Until then: what was asked of the window, where the button was dragged to, what was written here. */
  let wish;
  let place;
  let written = [];
  let notice;

  const act = (deed, value = "") => {
    if (deed === "choose" && !porchlight.bot.isChosen(JSON.parse(value), setup, store, act)) return;
    if (core) core.act(deed, value);
    else actAlone(deed, value);
  };
  const post = async (path, body, token) => {
    const headers = { "Content-Type": "application/json" };
    if (token) headers.Authorization = "Bearer " + token;
    const answer = await fetch(base + path, { method: "POST", headers, body: JSON.stringify(body) });
    if (!answer.ok) throw answer.status;
    return answer.status === 204 ? {} : answer.json();
  };
  /** What only some visitors need comes when it is wanted: under a name, from an address. */
  const loaded = async (name, path) => {
    if (!porchlight[name]) await script(path);
    return porchlight[name];
  };
  const load = {
    ended: async (place) => (await loaded("makeFarewell", ENDED))(place, store, post, addStyle),
    async files(place, grown) {
      const makeFiles = await loaded("makeFiles", FILES);
      return makeFiles(place, { base, memory: store.memory, id: store.id }, grown, addStyle);
    },
    mailbox: async (place) => (await loaded("makeMailbox", MAILBOX))(place, setup, store, post, addStyle),
    async bot() {
      const bot = await loaded("bot", CHATBOT);
      addStyle(bot.style);
      return bot;
    },
    emoji: async (...places) => (await loaded("makeEmoji", EMOJI))(...places, addStyle),
  };
  const attempt = async (name, path, ...about) => {
    try {
      (await loaded(name, path))(...about);
    } catch {
      // The title tells what is told; what was asked stands in the window.
    }
  };
  const tell = (name, text) => attempt("alert", ALERT, name, text);
  const view = makeView(area, config, base, act, store.keepDraft, load);
  makeEvents(area, view, act);

  const actAlone = (deed, value) => {
    const isOpen = wish === "open" || wish === "show";
    if (deed === "show") wish = isOpen ? wish : deed;
    else if (deed === "open" || (deed === "toggle" && !isOpen)) wish = "open";
    else if (deed === "fold" || deed === "toggle" || deed === "close") wish = "fold";
    else if (deed === "drag") place = JSON.parse(value);
    else if (deed === "typed") notice = "";
    else if (deed === "send") send();
    else if (deed === "choose") {
      const [answer, text] = JSON.parse(value);
      if (!store.unsent().length) written.push(store.add(text, answer));
    }
    if (wish && deed !== "typed") store.remember(wish !== "fold");
    drawAlone();
    if (deed !== "show" && wish === "open" && !isOpen) view.focus("input");
    if (wish === "fold" && isOpen) view.focus("launcher");
    // Where nobody is there, nobody is to be talked to.
    const isAway = config.takes_messages && !store.unsent().length && !store.memory().token;
    if (!isAway && deed !== "typed" && deed !== "fold" && deed !== "changed") need();
  };
  const send = () => {
    const text = view.composer.words().trim();
    if (!text) return;
    notice = Array.from(text).length > LONGEST ? "too_long" : store.unsent().length < MOST ? "" : "too_many";
    if (notice) return;
    written.push(store.add(text));
    view.composer.fill("");
  };
  const drawAlone = () => {
    const is_open = isPage || wish === "open" || wish === "show";
    const name = config.operator || config.name;
    const line = { is_edited: false, is_first: true };
    const rows = store.unsent().map(({ key, text, at }, before) => ({
      ...line, key, side: "own", text: [[text]], status: "sending", is_first: !before, at,
    }));
    rows.unshift({ ...line, key: "", side: "theirs", name, text: [[config.texts.welcome]] });
    view.draw({
      is_open,
      has_launcher: !isPage && (is_open || config.button !== "hidden" || rows.length > 1),
      is_closable: !isPage,
      is_under_way: rows.length > 1,
      unread: 0,
      name,
      notice,
      place,
      rows,
    });
  };

  const need = () => {
    loading ||= loadCore().catch(async () => {
      // A page that is left stops what it fetches, and the next one sends what waits: nothing must be taken back from it.
      await new Promise((done) => setTimeout(done, LEAVES));
      // The next press tries again, with all that was written.
      loading = null;
      const back = store.unsent().filter(({ key }) => written.includes(key));
      if (!back.length) return;
      for (const { key } of back) store.drop(key);
      written = [];
      store.remember(wish !== "fold");
      view.composer.fill([...back.map(({ text }) => text), view.composer.words()].filter(Boolean).join("\n"));
      notice = "refused";
      drawAlone();
    });
  };

  /** What the module knows of all this, in the order in which it reads it. */
  const known = () => {
    const { channel, language, above, time_zone } = setup;
    const isShown = config.button === "hidden" ? "" : 1;
    const { name, operator, texts, chatbot } = config;
    const bot = chatbot ? JSON.stringify(chatbot.shown) : "";
    return [channel, language, mode, base, above.page, name, operator, isShown, texts.welcome, bot, time_zone, ""].join("\0");
  };

  const loadCore = async () => {
    const wasm = fetch(base + "/assets/widget_bg.wasm");
    // Handled below; without this the page's console would complain before.
    wasm.catch(() => {});
    const { module } = porchlight;
    await module.init(wasm);
    porchlight.storage = store.storage();
    isTakingOver = true;
    try {
      // What was sent meanwhile it finds where it is kept.
      module.start(known());
      core = module;
      if (place) act("drag", `[${place}]`);
      if (wish) act(wish);
      act("typed", view.composer.words());
    } finally {
      isTakingOver = false;
    }
    view.takeOver(latest);
  };

  // What the conversation's module does to the window.
  Object.assign(porchlight, {
    show(picture) {
      latest = JSON.parse(picture);
      if (!isTakingOver) view.draw(latest);
    },
    focus: (spot) => isTakingOver || view.focus(spot),
    fill: view.composer.fill,
    tell,
    listen,
    pages: () => JSON.stringify(store.pages()),
  });
  const { open: wasOpen, waiting: isWaiting } = store.memory();
  if (isWaiting && wasOpen) wish = "open";
  view.composer.fill(store.draft());
  drawAlone();
  return (name) => {
    if (name === "changed") {
      view.composer.hint(config.texts.placeholder);
      if (config.invitation) attempt("invite", INVITE, setup, store, tell);
      return act(name, known());
    }
    act(name === "open" || name === "show" ? name : name === "close" ? "fold" : "load");
  };
};

window.porchlight = { begin };
