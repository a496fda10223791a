// Telling a visitor who does not look: the page's title, a tone, the browser's notification (spec 6.7).

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

/** Plays a short tone and, where the visitor has allowed this site to, shows a notification. */
export const tell = (name, body) => {
  try {
    // Without a press on the page before, browsers only complain.
    if (navigator.userActivation?.hasBeenActive) play();
    if (document.hidden && Notification.permission === "granted") new Notification(name, { body });
  } catch {
    // A browser without sound stays silent; some allow notifications to service workers only.
  }
};

const play = () => {
  const context = new AudioContext();
  const tone = context.createOscillator();
  const volume = context.createGain();
  const now = context.currentTime;
  tone.frequency.value = 880;
  volume.gain.setValueAtTime(0.08, now);
  volume.gain.exponentialRampToValueAtTime(0.001, now + 0.3);
  tone.connect(volume).connect(context.destination);
  tone.start();
  tone.stop(now + 0.3);
};
