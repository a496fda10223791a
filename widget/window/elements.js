// The little of the browser's document that the window needs. All of this runs in the widget's own empty frame, so every global
// here is the browser's and not what the page put in its place, and so are the methods of the elements made here. Only
// `parent` is the page's.

const SVG = "http://www.w3.org/2000/svg";

/** Adds an element at the end of another, perhaps with a class and a text. */
export const add = (parent, tag, name, text) => {
  const element = document.createElement(tag);
  if (name) element.className = name;
  if (text) element.textContent = text;
  parent.append(element);
  return element;
};

/** Sets attributes. */
export const set = (element, attributes) => {
  for (const name in attributes) element.setAttribute(name, attributes[name]);
  return element;
};

/** Sets the text of an element, unless it is that already: screen readers read every change. */
export const say = (element, text) => {
  if (element.textContent !== text) element.textContent = text;
};

/** Adds a button that does `deed`. */
export const addButton = (parent, name, deed, text) =>
  set(add(parent, "button", name, text), { type: "button", "data-do": deed });

/** Adds a drawing of 24 × 24 units. */
export const addIcon = (parent, shape) => {
  const drawing = set(document.createElementNS(SVG, "svg"), { viewBox: "0 0 24 24", "aria-hidden": "true" });
  drawing.append(set(document.createElementNS(SVG, "path"), { d: shape }));
  parent.append(drawing);
};

/** Adds a button with a drawing and a name for those who do not see it. */
export const addIconButton = (parent, name, deed, label, shape) => {
  const button = set(addButton(parent, name, deed), { "aria-label": label, title: label });
  addIcon(button, shape);
  return button;
};

/** Hears events of a kind, also from what belongs to the page, whose own methods may be others by now. */
export const listen = (target, kind, handler) => EventTarget.prototype.addEventListener.call(target, kind, handler);
