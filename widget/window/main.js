// What is loaded for who is about to use the button: the window. It opens at once; the conversation, a wasm module, comes while
// the visitor reads and types, and takes over from here.

import { tell } from "./alert.js";
import { listen } from "./elements.js";
import { makeEvents } from "./events.js";
import style from "./style.css";
import { makeView } from "./view.js";

/** Adds the window to the area that the loader has drawn; returns what does the page's commands. */
const begin = (setup) => {
  const { area, sheet, mode, config, base, script } = setup;
  const isPage = mode === "page";
  // A sheet is not markup: no policy of the page forbids it.
  CSSStyleSheet.prototype.replaceSync.call(sheet, style);
  /** The conversation's module, once it has taken over. */
  let core;
  let loading;
  /** While the module takes over, what it wants shown waits: the visitor must not see its first steps. */
  let isTakingOver = false;
  let latest;
  /** Until then: what was asked of the window, where the button was dragged to, what was sent. */
  let wish;
  let place;
  let sent = [];
  let notice;

  const act = (deed, value = "") => (core ? core.act(deed, value) : actAlone(deed, value));
  const view = makeView(area, config, act);
  makeEvents(area, view, act);

  const actAlone = (deed, value) => {
    const isOpen = wish === "open";
    if (deed === "open" || (deed === "toggle" && !isOpen)) wish = "open";
    else if (deed === "fold" || deed === "toggle" || deed === "close") wish = "fold";
    else if (deed === "drag") place = JSON.parse(value);
    else if (deed === "typed") notice = "";
    else if (deed === "send") send();
    drawAlone();
    if (wish === "open" && !isOpen) view.focus("input");
    if (wish === "fold" && isOpen) view.focus("launcher");
    if (deed !== "typed" && deed !== "fold") need();
  };
  const send = () => {
    const text = view.composer.words().trim();
    if (!text) return;
    sent.push({ text, at: Date.now() });
    notice = "";
    view.composer.fill("");
  };
  const drawAlone = () => {
    const is_open = isPage || wish === "open";
    const name = config.operator || config.name;
    const rows = sent.map(({ text, at }, key) => ({ key, side: "own", text: [[text]], status: "sending", is_first: !key, at }));
    rows.unshift({ key: "", side: "theirs", name, text: [[config.texts.welcome]], is_first: true });
    view.draw({
      is_open,
      has_launcher: !isPage && (is_open || config.available),
      is_closable: !isPage,
      unread: 0,
      name,
      notice,
      place,
      rows,
    });
  };

  const need = () => {
    loading ||= load().catch(() => {
      // The next press tries again, with all that was written.
      loading = null;
      if (!sent.length) return;
      const texts = sent.map(({ text }) => text);
      sent = [];
      view.composer.fill(joined([...texts, view.composer.words()]));
      notice = "refused";
      drawAlone();
    });
  };

  const load = async () => {
    const wasm = fetch(base + "/assets/widget_bg.wasm");
    // Handled below; without this the page's console would complain before.
    wasm.catch(() => {});
    await script("/assets/widget_glue.js");
    const module = porchlight.module;
    await module.init({ module_or_path: wasm });
    const { channel, language, page } = setup;
    // In the order in which the widget reads them.
    const known = [channel, language, mode, base, page, config.name, config.operator, config.available || "", config.texts.welcome, ""];
    isTakingOver = true;
    try {
      module.start(known.join("\0"));
      core = module;
      handOver();
    } finally {
      isTakingOver = false;
    }
    view.draw(latest);
  };
  const handOver = () => {
    if (place) act("drag", `[${place}]`);
    if (wish) act(wish);
    const { composer } = view;
    const rest = composer.words();
    for (const { text } of sent) {
      composer.fill(text);
      act("typed", text);
      act("send");
    }
    // What could not be sent stands in the input still.
    if (sent.length) composer.fill(joined([composer.words(), rest]));
    act("typed", composer.words());
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
    storage: setup.storage,
  });
  drawAlone();
  return (name) => act(name === "open" ? name : name === "close" ? "fold" : "load");
};

const joined = (texts) => texts.filter(Boolean).join("\n");

window.porchlight = { begin };
