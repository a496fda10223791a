// What stands below a conversation that is over (spec 6.9, 12.1), a script of its own: it comes when one has ended.

import { makeCopy } from "./copy.js";
import { makeRating } from "./rating.js";
import style from "style";

/**
 * Adds the panel for a rating, which is shown when it is wanted, and below it the copy; `post` asks the server about the
 * conversation that `store` knows.
 */
const makeFarewell = (place, store, post, addStyle) => {
  const ask = (what, more) => {
    const { token, conversation } = store.memory();
    return post("/widget/" + what, { conversation, ...more }, token);
  };
  addStyle(style);
  const rating = makeRating(place, ask);
  rating.hide();
  const copy = makeCopy(place, ask);
  return {
    ...rating,
    /** Another conversation begins. */
    hide() {
      rating.hide();
      copy.begin();
    },
  };
};

window.porchlight.makeFarewell = makeFarewell;
