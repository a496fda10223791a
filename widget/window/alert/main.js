// A tone and the browser's notification for a visitor who does not look (spec 6.7), a script of its own: most answers come while he
// does.

/** Plays a short tone and, where the visitor has allowed this site to, shows a notification. */
const tell = (name, body) => {
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

window.porchlight.alert = tell;
