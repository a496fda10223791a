// What is kept until the conversation's module takes over, on this page or on the next one: under the names and in the form in
// which the module keeps it (src/storage.rs, src/memory.rs).

/** What is kept of a channel in `storage`. */
export const makeStore = (storage, channel) => {
  const name = "porchlight:" + channel;
  const draft = name + ":draft";
  let last = 0;

  const read = (key) => {
    try {
      return JSON.parse(storage.getItem(key)) || {};
    } catch {
      return {};
    }
  };
  const keep = (key, value) => {
    try {
      if (value) storage.setItem(key, JSON.stringify(value));
      else storage.removeItem(key);
    } catch {
      // Full or forbidden: then it is kept as long as the page.
      storage = withoutBrowser(storage);
      keep(key, value);
    }
  };
  const newId = () => {
    // After all others, so that their order is that of their ids.
    for (const { key } of unsent()) last = Math.max(last, timeOf(key));
    last = Math.max(Date.now(), last + 1);
    return uuid(last);
  };
  const unsent = () =>
    entries(storage)
      .filter(([key]) => key.startsWith(name + ":"))
      .map(([key]) => ({ ...read(key), key: key.slice(name.length + 1) }))
      .filter(({ key, text }) => UUID.test(key) && text)
      .sort((a, b) => (a.key < b.key ? -1 : 1));

  return {
    /** The id of something new that is sent. */
    id: newId,
    /** Where the module finds it. */
    storage: () => storage,
    /** What was written and is not with the server, oldest first. */
    unsent,
    /** Keeps a message, perhaps the choice of an answer; its id. */
    add(text, choice) {
      const key = newId();
      keep(name + ":" + key, { text, at: Date.now(), choice });
      return key;
    },
    drop: (key) => keep(name + ":" + key),
    memory: () => read(name),
    /** The last pages (spec 6.14), as the server is told of them. */
    pages() {
      const kept = read(name + ":pages");
      return Array.isArray(kept) ? kept.map(([at, path, title]) => ({ at, path, title })) : [];
    },
    /** Lets the next page show the window as it is here, and send what waits; the module says more once there is a token. */
    remember(isOpen) {
      const { token, x, y } = read(name);
      if (token) return;
      const waiting = unsent().length > 0;
      keep(name, (waiting || x >= 0) && { x, y, open: isOpen, waiting });
    },
    /** What stood in the input of this tab. */
    draft() {
      try {
        return sessionStorage.getItem(draft) || "";
      } catch {
        return "";
      }
    },
    keepDraft(words) {
      try {
        if (words) sessionStorage.setItem(draft, words);
        else sessionStorage.removeItem(draft);
      } catch {
        // It is gone with the page.
      }
    },
  };
};

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/;

/** A `UUIDv7`, as the server wants them of a sender. */
const uuid = (milliseconds) => {
  const random = Array.from(crypto.getRandomValues(new Uint16Array(5)), (part) => part.toString(16).padStart(4, "0")).join("");
  const time = milliseconds.toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${random.slice(0, 3)}-8${random.slice(3, 6)}-${random.slice(6, 18)}`;
};

const timeOf = (id) => Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);

const entries = (storage) => {
  const found = [];
  try {
    for (let place = 0; place < storage.length; place++) {
      const key = storage.key(place);
      found.push([key, storage.getItem(key)]);
    }
  } catch {
    // This browser keeps nothing.
  }
  return found;
};

/** The same for as long as the page. */
const withoutBrowser = (storage) => {
  const map = new Map(entries(storage));
  return {
    get length() {
      return map.size;
    },
    key: (place) => Array.from(map.keys())[place],
    getItem: (key) => map.get(key),
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
  };
};
