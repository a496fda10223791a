// What a page's script tag loads: finds the page a quiet moment, then brings the widget (product: the visitor's widget).
//
// The widget must not trust the page it stands on, which may have replaced `fetch`, `JSON` or `Array.prototype`. So it runs
// in an empty frame inside its own shadow root: there every global is the browser's own. Before that frame exists, only the
// few calls below touch the page's globals; whatever fails, fails silently, and the page goes on.
//
// The shadow root is open: a closed one is no protection from scripts that came before it, and it would hide the widget from
// the tools with which people check pages for accessibility.
(() => {
  const NAME = "porchlight";
  const tag = document.currentScript;
  const key = tag && tag.getAttribute("data-channel");
  const before = window[NAME];
  if (!key || (before && !before.q)) return;

  const waiting = (before && before.q) || [];
  let count = waiting.length;
  let perform = (name) => {
    waiting[count++] = [name];
  };
  window[NAME] = (name) => perform(name);

  const begin = () => {
    const page = window;
    const html = document.documentElement;
    const host = document.createElement("porchlight-chat");
    const style = host.style;
    style.setProperty("all", "initial", "important");
    style.setProperty("position", "fixed", "important");
    const root = host.attachShadow({ mode: "open" });
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = "Porchlight";
    frame.tabIndex = -1;
    frame.onload = () => {
      frame.onload = null;
      const own = frame.contentWindow;
      // A long task would be felt: the rest waits until the page has nothing to do.
      const idle = own.requestIdleCallback || own.setTimeout;
      idle.call(own, () => bring(own, page, html, root, frame), { timeout: 3000 });
    };
    root.appendChild(frame);
    html.appendChild(host);
  };

  const bring = async (own, page, html, root, frame) => {
    const base = new own.URL(tag.src).origin;
    const language = html.lang || own.navigator.language || "";
    const mode = tag.getAttribute("data-mode") || "";
    const query = `channel=${own.encodeURIComponent(key)}&language=${own.encodeURIComponent(language)}`;
    try {
      if (mode === "iframe") throw mode;
      const config = own.fetch(`${base}/widget/config?${query}`).then((answer) => answer.text());
      const wasm = own.fetch(base + "__WIDGET_WASM__");
      // Handled below; without this the page's console would complain before.
      config.catch(() => {});
      wasm.catch(() => {});
      const glue = own.document.createElement("script");
      const policy = own.trustedTypes && own.trustedTypes.createPolicy(NAME, { createScriptURL: (url) => url });
      const address = base + "__WIDGET_JS__";
      glue.nonce = tag.nonce;
      glue.src = policy ? policy.createScriptURL(address) : address;
      const loaded = new own.Promise((done, failed) => {
        glue.onload = done;
        glue.onerror = failed;
      });
      own.document.head.appendChild(glue);
      await loaded;
      const widget = own[NAME];
      const options = new own.Object();
      options.module_or_path = wasm;
      await widget.default(options);
      const sheet = new page.CSSStyleSheet();
      root.adoptedStyleSheets = own.Array.of(sheet);
      const rtl = own.getComputedStyle(html).direction === "rtl";
      const setup = { channel: key, language, mode, base, rtl, page: arrived.url };
      if (!widget.start(root, sheet, own.JSON.stringify(setup), await config)) return;
      perform = (name) => widget.command(name);
    } catch {
      return;
    }
    for (let call = 0; call < count; call++) perform(waiting[call][0]);
  };
  const arrived = {};

  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", begin);
  else begin();
})();
