// What a page's script tag loads. It draws the button; the rest comes only for who is about to use it, or did before.
//
// The page may have replaced `fetch`, `JSON` or `Array.prototype`, and must not be broken in turn. So the widget runs in an
// empty frame inside its own shadow root: there every global is the browser's own (`own`), and so are the methods of the
// elements made there. The button alone does without, where the page has left alone what it needs; what the page replaces
// later is not called either. Whatever fails, fails silently.
//
// Everything here runs on every page of the site, so it is short, and the button comes into the page in one piece: each
// further change would cost the page another frame.
//
// The shadow root is open: a closed one is no protection from scripts that came before it, and it would hide the widget from
// the tools with which people check pages for accessibility.
(() => {
  const NAME = "porchlight";
  const STYLE = `
:host{all:initial!important;position:fixed!important;width:0!important;height:0!important;z-index:2147483647!important;display:block!important}
*{box-sizing:border-box;margin:0;padding:0}
[hidden]{display:none!important}
.corner,.frame,.page{--mark:color-mix(in oklab,var(--header),#000 15%)}
@media (prefers-color-scheme:dark){.corner,.frame,.page{--mark:color-mix(in oklab,var(--header),#fff 55%)}}
button{font:inherit;color:inherit;background:none;border:0;cursor:pointer;-webkit-tap-highlight-color:transparent}
svg{width:20px;height:20px;stroke:currentColor;fill:none;stroke-width:1.8;stroke-linecap:round;stroke-linejoin:round;display:block;flex:none;pointer-events:none}
:focus-visible{outline:2px solid var(--mark);outline-offset:2px}
.launcher{position:fixed;inset-inline-end:clamp(8px,var(--x,20px),100% - 64px);bottom:clamp(8px,calc(var(--y,20px) + env(safe-area-inset-bottom,0px)),100% - 64px);width:56px;height:56px;border-radius:50%;background:var(--button);color:var(--on-button);display:grid;place-items:center;box-shadow:0 6px 20px #0004;contain:layout size style;touch-action:none;user-select:none;-webkit-user-select:none}
.launcher svg{width:26px;height:26px;grid-area:1/1}
.notification{position:fixed;inset-inline-end:clamp(8px,calc(var(--x,20px) + 68px),max(8px,100% - 248px));bottom:clamp(8px,calc(var(--y,20px) + 6px + env(safe-area-inset-bottom,0px)),100% - 64px);width:max-content;max-width:min(240px,100% - 96px);display:flex;align-items:start;border-radius:14px;background:Canvas;color:CanvasText;color-scheme:light dark;box-shadow:0 0 0 1px #8883,0 6px 20px #0003;font:15px/1.4 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.open .notification{display:none}
.notification button{padding:10px 0 10px 14px;padding-inline:14px 0;text-align:start;overflow-wrap:anywhere;min-width:0}
.notification button+button{padding:12px;flex:none;opacity:.7}
.notification svg{width:16px;height:16px}
@media (forced-colors:active){.launcher,.notification{border:1px solid}}`;

  const page = window;
  const tag = document.currentScript;
  const key = tag && tag.getAttribute("data-channel");
  const before = page[NAME];
  if (!key || (before && !before.q)) return;

  // Calls from before this script, as `porchlight.q`, and from before the widget wait.
  const waiting = (before && before.q) || [];
  let count = waiting.length;
  let perform = (name) => {
    waiting[count++] = [name];
  };
  page[NAME] = (name) => perform(name);

  // The browsers write their own functions in one of two ways. A bound function looks native too, but has no name.
  const source = Function.prototype.toString;
  const isNative = (name, made) => {
    const text = source.call(made);
    return text === `function ${name}() { [native code] }` || text === `function ${name}() {\n    [native code]\n}`;
  };
  const later = page.requestIdleCallback ? "requestIdleCallback" : "setTimeout";
  const isUntouched = () => {
    try {
      return (
        isNative(later, page[later]) &&
        isNative("fetch", fetch) &&
        isNative("json", Response.prototype.json) &&
        isNative("parse", JSON.parse) &&
        isNative("stringify", JSON.stringify) &&
        isNative("getItem", Storage.prototype.getItem) &&
        isNative("of", Array.of) &&
        isNative("values", Array.prototype[Symbol.iterator]) &&
        isNative("URL", URL) &&
        isNative("encodeURIComponent", encodeURIComponent) &&
        isNative("getComputedStyle", getComputedStyle) &&
        isNative("setProperty", CSSStyleDeclaration.prototype.setProperty) &&
        isNative("createElementNS", document.createElementNS) &&
        isNative("setAttribute", Element.prototype.setAttribute) &&
        isNative("appendChild", Node.prototype.appendChild) &&
        isNative("addEventListener", EventTarget.prototype.addEventListener)
      );
    } catch {
      return false;
    }
  };

  const html = document.documentElement;
  const Sheet = page.CSSStyleSheet;
  const create = document.createElement.bind(document);
  const host = create("porchlight-chat");
  const root = host.attachShadow({ mode: "open" });
  const append = root.appendChild.bind(root);

  let frame;
  let isReady = false;
  let waits;
  /** Calls back with the window of the empty frame, which costs more than all else here. */
  const enclose = (then) => {
    if (isReady) return then(frame.contentWindow);
    const before = waits;
    waits = (own) => {
      if (before) before(own);
      then(own);
    };
    if (frame) return;
    frame = create("iframe");
    frame.hidden = true;
    frame.title = "Chat";
    frame.onload = () => {
      frame.onload = null;
      isReady = true;
      waits(frame.contentWindow);
    };
    append(frame);
  };

  const begin = () => {
    // A long task would be felt: this waits until the page has nothing to do.
    if (!tag.getAttribute("data-mode") && isUntouched()) return page[later](() => bring(page), { timeout: 3000 });
    html.appendChild(host);
    enclose(bring);
  };

  const bring = async (own) => {
    try {
      await draw(own);
    } catch {
      // Without a button the page is what it would be without the tag.
    }
  };

  const draw = async (own) => {
    // What is called later is taken now: by then the page may have replaced it.
    const get = own.fetch.bind(own);
    const json = source.call.bind(own.Response.prototype.json);
    const parse = own.JSON.parse;
    const write = own.JSON.stringify;
    const encode = own.encodeURIComponent;
    const hear = source.call.bind(own.EventTarget.prototype.addEventListener);
    const now = own.Date.now;
    const jitter = own.Math.random;
    const Promise = own.Promise;
    const wait = own.setTimeout.bind(own);
    const forget = own.clearTimeout.bind(own);
    const base = new own.URL(tag.src).origin;
    const wanted = tag.getAttribute("data-mode") || "";
    const asked = wanted === "embed" && page.parent !== page && new own.URL(page.location.href).searchParams;
    const mode = wanted === "page" ? wanted : asked ? "frame" : "corner";
    // A page of our own declares nothing: it is in the visitor's language as far as it can.
    const language = (asked && asked.get("language")) || (wanted !== "page" && html.lang) || own.navigator.language || "";
    const direction = asked ? asked.get("dir") : own.getComputedStyle(html).direction;
    const about = `language=${encode(language)}`;
    const channel = encode(key);
    const above = asked ? await before.frame.meet(own, page) : {};
    let { storage, tab } = above;
    try {
      storage ||= own.localStorage;
      tab ||= own.sessionStorage;
    } catch {
      // This browser keeps nothing: the conversation lasts as long as the page.
    }
    tab ||= {};
    const here = () => above.page || page.location.href;
    let address = here();
    // Who talked here before has something to come back to; in other tabs, too.
    const memory = `${NAME}:${key}`;
    const remembered = (kept) => {
      try {
        return parse(kept) || {};
      } catch {
        return {};
      }
    };
    const kept = () => {
      try {
        // Asked for again and again, when the page may have replaced the method.
        return above.storage ? storage.getItem(memory) : storage[memory];
      } catch {
        return "";
      }
    };
    // Not under that name itself: the frame hears of both storages, and takes it for the conversation.
    const visited = memory + ":visit";
    // By what was answered last the server knows that it is the same visit, on the next page in this tab as well.
    const ask = (name) =>
      get(
        `${base}/widget/config?channel=${channel}&${about}&url=${encode(address)}&talks=${!!remembered(kept()).conversation}&${name}=${tab[visited] || ""}`,
      );
    const config = await json(await ask("visit"));
    if (!config.colours) return;

    // The frame's document makes the elements, so that their methods are the browser's own.
    const add = (parent, kind, name) => {
      const element = own.document.createElementNS(`http://www.w3.org/${kind === "svg" || kind === "path" ? "2000/svg" : "1999/xhtml"}`, kind);
      if (name) element.setAttribute("class", name);
      parent.appendChild(element);
      return element;
    };
    const sheet = new Sheet();
    own.CSSStyleSheet.prototype.replaceSync.call(sheet, STYLE);
    root.adoptedStyleSheets = own.Array.of(sheet);
    const area = add(root, "div", mode);
    area.dir = direction === "rtl" ? "rtl" : "ltr";
    area.lang = config.language;
    const put = area.style.setProperty.bind(area.style);
    const button = add(area, "button", "launcher");
    button.type = "button";
    button.setAttribute("data-do", "toggle");
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-label", config.labels.chat);
    const sign = (button, path) => {
      const icon = add(button, "svg");
      icon.setAttribute("viewBox", "0 0 24 24");
      icon.setAttribute("aria-hidden", "true");
      add(icon, "path").setAttribute("d", path);
    };
    sign(button, "M4 6h16v10H10l-4 4v-4H4z");
    const notification = add(area, "div", "notification");
    const words = add(notification, "button");
    const shut = add(notification, "button");
    words.type = shut.type = "button";
    shut.setAttribute("aria-label", config.labels.close);
    sign(shut, "m6 6 12 12M18 6 6 18");

    const setup = { area, button, button_style: sheet, storage: above.storage, config, channel: key, language, mode, base, above };
    setup.isFramed = wanted === "iframe";
    setup.embedded = `${base}/embed/${channel}?${about}&dir=${area.dir}`;
    let loading;
    let isLoaded;
    const need = (then) =>
      enclose(async (own) => {
        let command;
        try {
          loading ||= load(own, setup);
          command = await loading;
          isLoaded = true;
        } catch {
          // The next press tries again.
          loading = null;
        }
        if (command && then) then(command);
      });
    const tell = (name) => need((command) => command(name));

    const { token, waiting: isWaiting, x, y } = remembered(kept());
    // Where the visitor dragged the button to.
    if (x >= 0 && y >= 0) {
      put("--x", x + "px");
      put("--y", y + "px");
    }
    // The last pages (spec 6.14): kept here for a day, and told to nobody before there is a conversation.
    const visit = () => {
      try {
        tab[visited] = config.seen;
        if (mode !== "corner") return;
        const { pathname, search } = page.location;
        const path = pathname + search;
        const pages = [];
        const known = remembered(storage.getItem(`${memory}:pages`));
        for (let at = 0; at < known.length; at++) {
          if (known[at][1] !== path && known[at][0] > now() - 864e5) pages[pages.length] = known[at];
        }
        pages[pages.length] = [now(), path, document.title];
        const kept = [];
        for (let at = pages.length > 15 ? pages.length - 15 : 0; at < pages.length; at++) kept[kept.length] = pages[at];
        storage.setItem(`${memory}:pages`, write(kept));
      } catch {
        // Then this page is not among them.
      }
    };
    visit();
    // What a browser does once a day: whether it was done today, and that it is done now.
    const today = () => `${(now() / 864e5) | 0}`;
    const wasDone = (name) => {
      try {
        return storage.getItem(`${memory}:${name}`) === today();
      } catch {
        return false;
      }
    };
    const done = (name) => {
      try {
        storage.setItem(`${memory}:${name}`, today());
      } catch {
        // Then it is done again on the next page.
      }
    };
    let timer;
    const show = () => {
      const { button: does, colours, texts } = config;
      put("--button", colours.button);
      put("--on-button", colours.button_text);
      put("--header", colours.header);
      put("--on-header", colours.header_text);
      words.textContent = texts.notification;
      // What stands in a frame is for the page around it to announce and to open.
      notification.hidden = mode !== "corner" || does !== "notifies" || wasDone("closed");
      // Who was asked something sees it as soon as the window is there.
      if (isLoaded || config.invitation) tell("changed");
      else button.hidden = mode === "page" || does === "hidden";
      forget(timer);
      if (does.opens && mode === "corner") {
        timer = wait(() => {
          // Never on small screens, and never over a conversation (spec 4.8).
          if (page.innerWidth <= 480 || remembered(kept()).conversation || wasDone("opened")) return;
          done("opened");
          tell("show");
        }, does.opens.after_seconds * 1000);
      }
    };
    show();
    if (own === page) html.appendChild(host);
    if (mode === "page" || token || isWaiting) tell();
    else own.addEventListener("storage", ({ key, newValue }) => key === memory && remembered(newValue).token && tell());
    // A page of our own would take the button's place, and the focus with it: that waits for a press.
    button.onpointerenter = button.onfocus = () => enclose((own) => mayRun(own, setup) && need());
    button.onclick = () => tell("open");
    // Who has read it or opened the window has no more use for it.
    const dismiss = () => {
      if (notification.hidden) return;
      notification.hidden = true;
      done("closed");
    };
    button.addEventListener("click", dismiss);
    shut.onclick = dismiss;
    words.onclick = () => {
      dismiss();
      tell("open");
    };
    // What is shown here may change: the page's address, the channel's form and rules, who is there. Only a page that is looked
    // at asks, and the answer comes when there is another.
    let turn = 0;
    const watch = async () => {
      const mine = ++turn;
      let pause = 0;
      while (mine === turn) {
        try {
          const answer = await ask("seen");
          if (mine !== turn) return;
          pause = answer.ok ? 0 : 3e4;
          // There is no such channel any more, or not for this site.
          if (answer.status === 404 || answer.status === 403) {
            config.button = "hidden";
            config.seen = tab[visited] = "";
            show();
          }
          if (answer.status === 200) {
            const next = await json(answer);
            for (const name in next) config[name] = next[name];
            tab[visited] = config.seen;
            if (mine === turn) show();
          }
        } catch {
          pause = 5e3;
        }
        // Others were told at the same instant.
        await new Promise((then) => wait(then, pause + jitter() * 300));
      }
    };
    let isSeen = true;
    const look = () => {
      if (!isSeen || here() === address) return;
      address = here();
      visit();
      // The window tells the page's visit, also where nothing else is shown there.
      show();
      watch();
    };
    const seen = () => {
      isSeen = document.visibilityState !== "hidden";
      turn++;
      if (isSeen) {
        address = here();
        watch();
      }
    };
    hear(document, "visibilitychange", seen);
    // Pages that change their address without being loaded again (spec 4.9).
    if (asked) above.follow(area, button, look);
    else if (page.navigation) hear(page.navigation, "currententrychange", look);
    else own.setInterval(look, 500);
    if (document.visibilityState === "hidden") isSeen = false;
    // Whoever waits for the page to have fetched everything must not wait for this.
    else wait(() => turn || watch(), 2000);
    perform = tell;
    for (let call = 0; call < count; call++) tell(waiting[call][0]);
  };

  const mayRun = (own, { isFramed }) => {
    try {
      // The least module there is: a policy that forbids WebAssembly forbids this as well.
      return !isFramed && new own.WebAssembly.Module(own.Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
    } catch {
      return false;
    }
  };

  /** Fetches scripts for a window, of which `append` takes the elements. */
  const fetcher = (own, realm, append, base) => {
    let policy;
    return (path) =>
      new own.Promise((done, failed) => {
        policy ||= realm.trustedTypes && realm.trustedTypes.createPolicy(NAME, { createScriptURL: (url) => url });
        const element = realm === page ? create("script") : realm.document.createElement("script");
        element.nonce = tag.nonce;
        element.src = policy ? policy.createScriptURL(base + path) : base + path;
        element.onload = done;
        element.onerror = failed;
        append(element);
      });
  };

  // Everything from here on runs in the frame, as do the methods of what was made outside of it; returns what does commands.
  const load = async (own, setup) => {
    const { area, button, base } = setup;
    if (!mayRun(own, setup)) {
      // A script of the frame would be gone with what is in it now.
      await fetcher(own, page, append, base)("/frame.js");
      return page[NAME].frame.embed(setup, page, frame, `${NAME}:${key}`);
    }
    own.Object.setPrototypeOf(area, own.HTMLDivElement.prototype);
    own.Object.setPrototypeOf(button, own.HTMLButtonElement.prototype);
    const { head } = own.document;
    setup.script = fetcher(own, own, head.appendChild.bind(head), base);
    await setup.script(setup.config.window);
    button.onclick = button.onfocus = button.onpointerenter = null;
    setup.sheet = new Sheet();
    try {
      // What the frame keeps it does not hear of, as it would of what the page keeps.
      setup.storage ||= own.localStorage;
    } catch {
      // As above.
    }
    root.adoptedStyleSheets = own.Array.of(setup.button_style, setup.sheet);
    return own[NAME].begin(setup);
  };

  // Where the page has replaced even this, what it is given may never be called.
  if (document.readyState === "loading" && isNative("addEventListener", document.addEventListener)) {
    document.addEventListener("DOMContentLoaded", begin);
  } else begin();
})();
