// Files of a conversation, sent and shown (spec 6.6), a script of its own: many conversations have none.

import words from "words";
import { add, addButton, addIcon, addIconButton, say, set } from "../elements.js";
import style from "style";

/** `domain::limit::FILE_BYTES` and `FILES_AT_ONCE`. */
const LARGEST = 10_000_000;
const AT_ONCE = 10;
/** CSS pixels that a picture takes at most, in each direction. */
const WIDEST = 240;
const PAGE = "M14 3v5h5M6 3h8l5 5v13H6z";
const CROSS = "m6 6 12 12M18 6 6 18";
/** By the status of the answer. */
const WHY = { 400: "empty", 409: "ended", 413: "too_large", 415: "wrong_type", 429: "too_many" };

const named = (text, name) => text.replace("{name}", () => name);
const size = (bytes) =>
  bytes < 1e6
    ? words.kilobytes.replace("{count}", Math.ceil(bytes / 1e3))
    : words.megabytes.replace("{count}", Math.round(bytes / 1e6));

/** Lists in `place` what is being sent; `server` says where that is, who asks, and how messages are called; `grown` hears of another height. */
const makeFiles = (place, { base, memory, id }, grown, addStyle) => {
  addStyle(style);
  const list = add(place, "ul", "uploads");
  let queue = Promise.resolve();
  /** Whether there is a conversation that takes files, and what starts those that came before. */
  let isTaken = false;
  let waiting = [];

  const makeRow = (file) => {
    const row = add(list, "li");
    addIcon(row, PAGE);
    set(add(row, "span", "upload", file.name), { dir: "auto" });
    const bar = set(add(row, "progress"), { max: 1, value: 0, "aria-label": named(words.going, file.name) });
    const again = addButton(row, "link", "", words.again);
    const remove = addIconButton(row, "deed", "", named(words.remove, file.name), CROSS);
    const problem = set(add(row, "span", "why"), { role: "alert" });
    again.hidden = true;
    return { row, bar, again, remove, problem };
  };

  /** Puts a file on the list, and sends it when its turn comes unless it is known beforehand that it would be refused. */
  const take = (file, refused) => {
    const { row, bar, again, remove, problem } = makeRow(file);
    const client_id = id();
    let request;
    let isRemoved = false;
    const show = (why, mayPass) => {
      bar.hidden = !!why;
      problem.classList.toggle("waits", why === "waits");
      again.hidden = !mayPass;
      say(problem, why ? words[why] : "");
      grown();
    };
    const drop = () => {
      isRemoved = true;
      request?.abort();
      row.remove();
      grown();
    };
    const send = async () => {
      if (isRemoved) return;
      const { token, conversation } = memory();
      const query = new URLSearchParams({ conversation, client_id, name: file.name });
      request = new XMLHttpRequest();
      request.open("POST", `${base}/widget/files?${query}`);
      request.setRequestHeader("Authorization", "Bearer " + token);
      request.setRequestHeader("Content-Type", "application/octet-stream");
      request.upload.onprogress = ({ loaded, total }) => (bar.value = loaded / total);
      await new Promise((done) => {
        request.onloadend = done;
        request.send(file);
      });
      const { status } = request;
      if (isRemoved) return;
      if (status === 200) drop();
      else show(WHY[status] || "no_answer", !WHY[status] || status === 429);
    };
    const start = () => {
      bar.value = 0;
      show();
      queue = queue.then(send);
    };
    again.onclick = start;
    remove.onclick = drop;
    if (refused) show(refused);
    else if (isTaken) start();
    else {
      waiting.push(start);
      show("waits");
    }
  };

  const download = async ([key]) => {
    const { token, conversation } = memory();
    const headers = { Authorization: "Bearer " + token };
    const answer = await fetch(`${base}/widget/files/${key}?conversation=${conversation}`, { headers });
    if (!answer.ok) throw answer.status;
    return answer.blob();
  };
  const keep = (blob, name) => {
    const link = set(document.createElement("a"), { download: name });
    link.href = URL.createObjectURL(blob);
    link.click();
    // The browser has it by then.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
  /** Drawn by hand, a picture needs nothing more of the page's policy. */
  const paint = async (canvas, blob) => {
    const bitmap = await createImageBitmap(blob, {
      resizeWidth: canvas.width,
      resizeHeight: canvas.height,
      resizeQuality: "high",
    });
    canvas.getContext("2d").drawImage(bitmap, 0, 0);
    bitmap.close();
  };

  return {
    /** Sends these files, as soon as there is a conversation that takes them. */
    send(files) {
      files.forEach((file, before) => take(file, before >= AT_ONCE ? "at_once" : file.size > LARGEST ? "too_large" : ""));
    },
    /** Hears whether there is one. */
    set isTaken(isNow) {
      isTaken = isNow;
      if (!isTaken) return;
      for (const start of waiting) start();
      waiting = [];
    },
    /** Shows a file in its bubble. */
    show(bubble, file) {
      const [, name, bytes, width, height] = file;
      bubble.textContent = "";
      bubble.classList.toggle("pictured", !!width);
      const button = set(addButton(bubble, "file"), { title: named(words.download, name) });
      let loaded;
      const load = () => (loaded ||= download(file));
      const problem = set(add(bubble, "span"), { role: "status" });
      const failed = () => {
        loaded = undefined;
        say(problem, words.gone);
      };
      button.onclick = () =>
        load().then((blob) => {
          say(problem, "");
          keep(blob, name);
        }, failed);
      if (!width) {
        addIcon(button, PAGE);
        const told = add(button, "span");
        add(told, "span", "named", name);
        add(told, "small", "", size(bytes));
        return;
      }
      const scale = Math.min(1, WIDEST / Math.max(width, height));
      const [across, down] = [width, height].map((side) => Math.max(1, Math.round(side * scale)));
      const sharp = Math.min(parent.devicePixelRatio || 1, 1 / scale);
      // Its place is kept before it is there.
      const canvas = set(add(button, "canvas"), {
        width: Math.round(across * sharp),
        height: Math.round(down * sharp),
        role: "img",
        "aria-label": name,
      });
      canvas.style.width = across + "px";
      const seen = new IntersectionObserver(([entry]) => {
        if (!entry.isIntersecting) return;
        seen.disconnect();
        load().then((blob) => paint(canvas, blob)).catch(failed);
      });
      seen.observe(canvas);
      grown();
    },
  };
};

window.porchlight.makeFiles = makeFiles;
