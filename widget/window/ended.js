// What stands below a conversation that is over (spec 6.8, 6.9). The panel in which it is rated and taken along comes with its end.

import words from "words";
import { add, addButton, set } from "./elements.js";

/** Adds it to the window; `load` brings the panel into a place, and there is no ✕ on `isPage`; `grown` hears of another height. */
export const makeEnded = (window, isPage, load, grown) => {
  const ended = set(add(window, "div", "ended"), { tabindex: "-1" });
  add(ended, "p", "", words.ended);
  const place = add(ended, "div");
  const renew = addButton(ended, "primary", "renew", words.renew);
  let panel;
  let coming;
  /** Whether the visitor has just said that he leaves; whether he has come to the panel. */
  let isLeaving = false;
  let isRating = false;
  new ResizeObserver(grown).observe(ended);

  // Without it the next ✕ closes, and the next picture tries again.
  const need = () => (coming ||= load(place).then((come) => (panel = come), () => (coming = null)));
  const rate = async (isAsked) => {
    isRating = true;
    renew.className = "plain";
    await need();
    if (!isRating || !panel) return;
    panel.show();
    if (isAsked) panel.focus();
  };

  return {
    draw({ is_ended, is_under_way }, canRenew) {
      ended.hidden = !is_ended;
      renew.hidden = !canRenew && !isPage;
      if (is_ended) need();
      else {
        isRating = false;
        renew.className = "primary";
        panel?.hide();
      }
      if (is_ended && !isRating && (isLeaving || isPage)) rate(isLeaving);
      if (is_ended || !is_under_way) isLeaving = false;
    },
    /** Takes note of what the visitor does; `true` if nobody else has to. */
    act(deed) {
      if (deed === "yes") isLeaving = true;
      if (deed !== "close" || ended.hidden || isRating) return false;
      rate(true);
      return true;
    },
    focus: () => (isRating && panel ? panel : renew.hidden ? ended : renew).focus(),
  };
};
