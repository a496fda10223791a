// Where a page forbids WebAssembly, the chat is a page of ours in a frame (spec 6.16). What the two say to each other, on either
// side: the page fetches this when somebody is about to use the button, the page in the frame before the widget.

const NAME = "porchlight";
/** Browsers slow down a frame that nobody can see. */
const SPECK = "1px";

/**
 * Shows a page of our own in the empty frame, which does the same; returns what does commands. Browsers may keep nothing for a
 * frame of another site, so this page keeps for it what it would keep for the widget, under names that begin with `memory`.
 */
const embed = ({ area, button, base, embedded }, page, frame, memory) => {
  let isThere = false;
  let isWanted = false;
  /** What is to be done once it is there. */
  let does;
  let address;
  const isOurs = (name) => name === memory || (typeof name === "string" && name.startsWith(memory + ":"));
  const size = (width, height) => {
    frame.style.setProperty("width", width);
    frame.style.setProperty("height", height);
  };
  const kept = () => {
    const entries = [];
    for (let at = 0; at < page.localStorage.length; at++) {
      const name = page.localStorage.key(at);
      if (isOurs(name)) entries[entries.length] = [name, page.localStorage.getItem(name)];
    }
    return entries;
  };
  /** By which the server knows in the frame that it is the same visit (spec 8.10). */
  const visit = () => {
    const name = memory + ":visit";
    try {
      return [name, page.sessionStorage.getItem(name)];
    } catch {
      return [];
    }
  };
  // The keyboard goes there first: a frame that is given it later takes it from its own input.
  const take = () => isWanted && frame.focus();
  const say = (said) => frame.contentWindow.postMessage(said, base);
  /** Says it where this page has got another address without being loaded (spec 4.9), and the pages that it was on by now. */
  const move = () => {
    const { href } = page.location;
    if (!isThere || href === address) return;
    address = href;
    try {
      const key = `${memory}:pages`;
      say({ key, newValue: page.localStorage.getItem(key) });
    } catch {
      // Where nothing may be kept there are none.
    }
    say({ page: href });
  };
  page.addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== base) return;
    const said = event.data;
    const isSmall = page.innerWidth <= 480;
    try {
      if (said === NAME) {
        isThere = true;
        take();
        address = page.location.href;
        say({ page: address, kept: kept(), does, visit: visit() });
      } else if (said === "hidden" || said === "folded" || said === "open") {
        // The button there stands in the place of this page's own, whose bubble stays until the window opens.
        button.hidden = true;
        area.classList.toggle("open", said === "open");
        if (said === "hidden") size(SPECK, SPECK);
        else if (said === "folded") size("104px", "104px");
        else size(isSmall ? "100vw" : "420px", isSmall ? "100vh" : "min(744px,100vh)");
        isWanted = isWanted && said !== "open";
      }
      else if (isOurs(said[0]) && typeof said[1] === "string") page.localStorage.setItem(said[0], said[1]);
      else if (isOurs(said[0])) page.localStorage.removeItem(said[0]);
    } catch {
      // A storage that is full or forbidden only means that a reload forgets.
    }
  });
  page.addEventListener("storage", (event) => isOurs(event.key) && say({ key: event.key, newValue: event.newValue }));
  const style = frame.style;
  style.setProperty("position", "fixed");
  style.setProperty("bottom", "0");
  style.setProperty(area.dir === "rtl" ? "left" : "right", "0");
  style.setProperty("border", "0");
  style.setProperty("color-scheme", "light dark");
  // The bubble lies on the edge of the frame.
  area.style.setProperty("position", "relative");
  area.style.setProperty("z-index", "1");
  size(SPECK, SPECK);
  frame.hidden = false;
  frame.src = embedded;
  return (name) => {
    if (name === "changed") return move();
    if (name === "open" || name === "close") isWanted = name === "open";
    take();
    if (isThere) say({ does: name });
    else does = name || does;
  };
};

/** In such a frame: what the page above says about the visitor, and a storage that it keeps. */
const meet = (own, page) =>
  new own.Promise((done) => {
    const map = new own.Map();
    let above;
    let moved;
    page.addEventListener("message", (event) => {
      if (event.source !== page.parent) return;
      const { page: address, kept, key, newValue, does, visit } = event.data;
      if (does) page[NAME](does);
      if (key) {
        if (newValue === null) map.delete(key);
        else map.set(key, newValue);
        return own.dispatchEvent(new own.StorageEvent("storage", { key, newValue }));
      }
      if (!address) return;
      if (above) {
        above.page = address;
        return moved?.();
      }
      for (const [name, value] of kept) map.set(name, value);
      const tab = { [visit[0]]: visit[1] };
      const tell = (said) => page.parent.postMessage(said, event.origin);
      const storage = {
        get length() {
          return map.size;
        },
        key: (at) => own.Array.from(map.keys())[at],
        getItem: (name) => map.get(name),
        setItem: (name, value) => {
          map.set(name, value);
          tell([name, value]);
        },
        removeItem: (name) => {
          map.delete(name);
          tell([name]);
        },
      };
      /** Tells from now on how the window and the button stand, and calls `look` when the page above has another address. */
      const follow = (area, button, look) => {
        let told;
        const observed = () => {
          const now = area.classList.contains("open") ? "open" : button.hidden ? "hidden" : "folded";
          if (now !== told) tell((told = now));
        };
        const observer = new own.MutationObserver(observed);
        observer.observe(area, { attributeFilter: ["class"] });
        observer.observe(button, { attributeFilter: ["hidden"] });
        observed();
        moved = look;
        look();
      };
      above = { page: address, storage, tab, follow };
      done(above);
    });
    page.parent.postMessage(NAME, "*");
  });

(window[NAME] ||= { q: [] }).frame = { embed, meet };
