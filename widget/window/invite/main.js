// What an operator asks a visitor who has written nothing yet (spec 8.10), a script of its own: few are asked. What he asked stands in
// the window in place of the welcome, as the channel's configuration tells it; here it is made known, and goes along with the first
// message.

/**
 * Makes known what was asked, once in this tab and until it is read or put aside; `store` knows what the visitor has written, `tell`
 * tells who does not look.
 */
const invite = ({ area, config, channel, mode }, store, tell) => {
  const { invitation, operator, texts } = config;
  carry(config);
  const [launcher, notification] = area.children;
  const [words, shut] = notification.children;
  // The line of the welcome was made when somebody else may have been shown.
  const name = area.querySelector(".log .line.first .name");
  if (name && !store.memory().conversation) name.textContent = operator;
  const key = `porchlight:${channel}:invited`;
  const known = kept(key);
  if (known === invitation || store.memory().conversation || store.unsent().length) return;
  for (const button of [launcher, words, shut]) button.addEventListener("click", () => keep(key, invitation), { once: true });
  // Said to who has it read aloud: what is changed in a place that is known as one for news.
  notification.setAttribute("role", "status");
  words.textContent = "";
  notification.hidden = mode !== "corner";
  words.textContent = texts.notification;
  if (known !== TOLD + invitation) tell(operator, texts.welcome);
  keep(key, TOLD + invitation);
};

/** Before what was told and is not read. */
const TOLD = "told ";

let isCarried = false;
/** Lets the first message carry what was asked, as long as it holds. */
const carry = (config) => {
  if (isCarried) return;
  isCarried = true;
  const { porchlight } = window;
  const { ask } = porchlight;
  porchlight.ask = (number, address, ...more) => {
    const { invitation } = config;
    const isFirst = invitation && address.endsWith("/widget/start");
    return ask(number, isFirst ? `${address}?invitation=${invitation}` : address, ...more);
  };
};

const kept = (key) => {
  try {
    return sessionStorage.getItem(key);
  } catch {
    // Then it is made known on each page.
  }
};

const keep = (key, value) => {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // As above.
  }
};

window.porchlight.invite = invite;
