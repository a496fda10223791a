// Shows what was pushed while nobody looks at a console, and leads from there to the conversation (spec 8.8). It keeps nothing and
// answers no request: pages come from the server alone.

// Other pages of this origin, such as a visitor's chat, are none.
const CONSOLE = /^\/(inbox|channels|sessions|preferences|configuration|users|settings|reports)(\/|$)/;

async function consoles() {
  const windows = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  return windows.filter(({ url }) => CONSOLE.test(new URL(url).pathname));
}

async function show({ title, body, conversation, icon }) {
  const open = await consoles();
  // A console that is seen tells by itself.
  if (open.some(({ visibilityState }) => visibilityState === 'visible')) return;
  await self.registration.showNotification(title, {
    body,
    icon,
    tag: conversation,
    renotify: true,
    data: { conversation },
  });
}

// The one that had the focus last comes first.
async function lead({ conversation }) {
  const [console] = await consoles();
  if (console === undefined) {
    await self.clients.openWindow(`/inbox/${encodeURIComponent(conversation)}`);
    return;
  }
  const focused = await console.focus();
  focused.postMessage({ conversation });
}

// A new one takes the place of the old at once: neither has anything to finish.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('push', (event) => {
  if (event.data !== null) event.waitUntil(show(event.data.json()));
});
self.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(lead(event.notification.data));
});
