// What the form of a chatbot does at each change of its script. `bench chatbot` starts the server and calls this.

import { launch, signIn } from './lib/browser.mjs';
import { median } from './lib/report.mjs';

const CHANGES = 60;
/** A step that asks nothing, and which may stand before or behind the next one. */
const PLACE = 39;

const url = process.env.PORCHLIGHT_URL;
const browser = await launch();
try {
  const page = await browser.newPage();
  await signIn(page, url, { email: process.env.OPERATOR_EMAIL, password: process.env.OPERATOR_PASSWORD });
  await page.goto(`${url}/configuration/chatbots/${process.env.CHATBOT}`);
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
  const step = await page.locator('.rules__handle').nth(PLACE - 1).getAttribute('id');
  await page.locator(`#${step}`).focus();
  await page.evaluate(watch);
  for (let change = 0; change < CHANGES; change += 1) {
    const isDown = change % 2 === 0;
    await page.keyboard.press(isDown ? 'ArrowDown' : 'ArrowUp');
    await page.waitForFunction(stands, { step, place: isDown ? PLACE + 1 : PLACE });
  }
  const times = await page.evaluate(() => window.times);
  if (times.length !== CHANGES) throw new Error(`${times.length} changes were measured`);
  console.log(JSON.stringify({ median: median(times), slowest: Math.max(...times) }));
} finally {
  await browser.close();
}

/** In the page: how long each key keeps it busy, with all that follows before anything else can happen. */
function watch() {
  window.times = [];
  document.addEventListener('keydown', () => {
    const began = performance.now();
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.times.push(performance.now() - began);
    port2.postMessage(null);
  }, true);
}

/** In the page: whether the step has come to a place, and the keyboard with it. */
function stands({ step, place }) {
  const handle = document.getElementById(step);
  return document.activeElement === handle && handle.textContent.trim() === String(place) && window.times.length > 0;
}
