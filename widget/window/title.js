// What the page's title tells a visitor who does not look (spec 6.7).

let mark = "";

/** Puts `(2) ` before the page's title; nothing for none. */
export const count = (unread) => {
  const next = unread ? `(${unread}) ` : "";
  if (next === mark) return;
  const page = parent.document;
  const title = page.title;
  page.title = next + (title.startsWith(mark) ? title.slice(mark.length) : title);
  mark = next;
};
