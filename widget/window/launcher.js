// The button that opens and folds the window, and can be dragged out of the way (spec 6.2).

import words from "words";
import { add, addIcon, say, set } from "./elements.js";

/** Where the button is by itself: design, *Widget*. */
const CORNER = 20;
/** As near to an edge as it goes. */
const LEAST = 8;
/** Its size and the least distance. */
const ROOM = 64;
/** A pointer that moves less than this far presses. */
const SLACK = 6;
/** What the button shows while the window is open. */
const DOWN = "m6 9 6 6 6-6";

/** The methods of the area's style, which the page may have made, are the page's. */
const styles = CSSStyleDeclaration.prototype;

/** Takes over the button that the loader has drawn; `act` hears where it was dragged to. */
export const takeLauncher = (area, button, act) => {
  addIcon(button, DOWN);
  const badge = add(button, "span", "badge");
  // The loader has put it where the visitor left it.
  const placed = (name) => Number.parseFloat(styles.getPropertyValue.call(area.style, name)) || CORNER;
  let x = placed("--x");
  let y = placed("--y");
  let grip;
  let wasDragged = false;
  const moveTo = (right, up) => {
    [x, y] = [right, up];
    styles.setProperty.call(area.style, "--x", x + "px");
    styles.setProperty.call(area.style, "--y", y + "px");
  };
  const within = (distance, size) => Math.max(Math.min(distance, size - ROOM), LEAST);

  button.onpointerdown = (event) => {
    if (event.button) return;
    wasDragged = false;
    // Otherwise a quick pointer would run away from the button.
    button.setPointerCapture(event.pointerId);
    grip = { x: event.clientX, y: event.clientY, from: [x, y] };
  };
  button.onpointermove = (event) => {
    if (!grip) return;
    const right = event.clientX - grip.x;
    const down = event.clientY - grip.y;
    if (!wasDragged && Math.abs(right) + Math.abs(down) < SLACK) return;
    wasDragged = true;
    const inwards = area.dir === "rtl" ? right : -right;
    moveTo(within(grip.from[0] + inwards, parent.innerWidth), within(grip.from[1] - down, parent.innerHeight));
  };
  button.onpointerup = button.onpointercancel = () => {
    if (grip && wasDragged) act("drag", `[${Math.round(x)},${Math.round(y)}]`);
    grip = null;
  };

  return {
    draw({ has_launcher, is_open, unread, place }) {
      button.hidden = !has_launcher;
      say(badge, String(unread));
      badge.hidden = !unread;
      set(button, {
        "aria-expanded": is_open,
        "aria-label": unread ? `${words.chat}, ${unread} ${words.unread}` : words.chat,
      });
      if (place && !grip) moveTo(...place);
    },
    focus: () => button.focus(),
    /** Whether the press that is just over was a drag. */
    wasDragged() {
      const was = wasDragged;
      wasDragged = false;
      return was;
    },
  };
};
