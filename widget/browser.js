// Network, timer, storage and clock, for the conversation's module (src/browser.rs), and the module for the window
// (window/main.js), which has made the global `porchlight` in their frame and at the end of which this stands. All of this runs in the widget's own empty frame,
// so every global here is the browser's and not what the page put in its place; only `parent` is the page's window.

import { act, answered, begin, closed, heard, imports, opened, sighted, start, ticked, told } from "bindings";

/** Longer than the server lets a long poll wait. */
const TIMEOUT_MS = 40_000;
/** RFC 6455: the connection was lost without a word. */
const ABNORMAL = 1006;

let socket;
let timer;

/** Makes the module of what is being fetched. */
async function init(fetched) {
  const bytes = await (await fetched).arrayBuffer();
  const { instance, module } = await WebAssembly.instantiate(bytes, imports());
  begin(instance, module);
}

/** Opens a socket in place of the present one. */
function connect(address, generation) {
  disconnect();
  try {
    socket = new WebSocket(address);
  } catch {
    return closed(generation, ABNORMAL);
  }
  socket.onopen = () => opened(generation);
  socket.onmessage = ({ data }) => heard(generation, String(data));
  socket.onclose = ({ code }) => closed(generation, code);
}

/** Closes it; one that is not open yet as soon as it is, because until then browsers warn of it in the page's console. */
function disconnect() {
  const old = socket;
  if (old?.readyState) old.close();
  else if (old) old.onopen = () => old.close();
  socket = null;
}

/** Sends a frame; one that cannot be sent is sent again on the next socket. */
function send(frame) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(frame);
}

/** Asks over HTTP; the answer carries this number, and status 0 if there is none. */
async function ask(number, address, token, body) {
  let status = 0;
  let text = "";
  try {
    const headers = { "Content-Type": "application/json" };
    if (token) headers.Authorization = "Bearer " + token;
    const answer = await fetch(address, { method: "POST", headers, body, signal: AbortSignal.timeout(TIMEOUT_MS) });
    text = await answer.text();
    status = answer.status;
  } catch {
    // No answer, or only a part of one.
  }
  answered(number, status, text);
}

/** Calls back after so many milliseconds instead of when it was to before; never, if negative. */
function wait(milliseconds) {
  clearTimeout(timer);
  if (milliseconds >= 0) timer = setTimeout(ticked, milliseconds);
}

/** Milliseconds since 1970. */
const now = () => Date.now();

/** 64 random bits. */
const random = () => crypto.getRandomValues(new BigUint64Array(1))[0];

/** The address of the page. */
const page = () => parent.location.href;

/** The name of an entry of the storage. */
const key = (place) => withStorage((storage) => storage.key(place));

/** What the storage keeps under a name. */
const kept = (name) => withStorage((storage) => storage.getItem(name));

/** Keeps something under a name, or nothing any longer. A full or forbidden storage only means that a reload forgets. */
const keep = (name, value) =>
  withStorage((storage) => (value === undefined ? storage.removeItem(name) : storage.setItem(name, value)));

/** Tells from now on when the page comes into sight or goes out of it, and what other tabs keep. */
function hearPage() {
  const look = () => sighted(!document.hidden);
  porchlight.listen(parent, "online", look);
  porchlight.listen(parent, "pageshow", look);
  porchlight.listen(document, "visibilitychange", look);
  porchlight.listen(window, "storage", ({ key }) => key && told(key));
  look();
}

function withStorage(deed) {
  try {
    return deed(porchlight.storage);
  } catch {
    // This browser keeps nothing: the conversation lasts as long as the page.
  }
}

Object.assign(porchlight, { ask, connect, disconnect, hearPage, keep, kept, key, now, page, random, send, wait });
porchlight.module = { act, init, start };
