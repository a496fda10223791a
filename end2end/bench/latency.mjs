// From the visitor's key press to the operator's screen, in two browsers. `bench load` starts the server and calls this.

import { launch, signIn, widget } from './lib/browser.mjs';
import { percentile } from './lib/report.mjs';
import { openShop } from './lib/shop.mjs';

const SAMPLES = 100;
const ARRIVES_WITHIN_MS = 10_000;

const url = process.env.PORCHLIGHT_URL;
const shop = await openShop(url);
// A process of its own each, as on two people's machines.
const [visitors, operators] = await Promise.all([launch(), launch()]);
try {
  const operator = await operators.newPage();
  await signIn(operator, url, { email: process.env.OPERATOR_EMAIL, password: process.env.OPERATOR_PASSWORD });
  const visitor = await visitors.newPage();
  await visitor.goto(`${shop.url}/with`);
  await widget.launcher(visitor).click();
  const input = widget.input(visitor);
  await input.fill('Hello');
  await input.press('Enter');
  await operator.getByRole('link').filter({ hasText: 'Hello' }).first().click();
  await operator.getByRole('log').getByText('Hello', { exact: true }).waitFor();

  await visitor.evaluate(() => {
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Enter') window.pressed = performance.timeOrigin + event.timeStamp;
    }, true);
  });
  const times = [];
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const words = `Question ${sample} about the grinder`;
    await input.fill(words);
    const arrived = operator.evaluate(seen, { words, within: ARRIVES_WITHIN_MS });
    await input.press('Enter');
    const at = await arrived;
    times.push(at - (await visitor.evaluate(() => window.pressed)));
    await new Promise((wake) => setTimeout(wake, 50 + Math.random() * 100));
  }
  console.log(JSON.stringify({ p50: percentile(times, 0.5), p95: percentile(times, 0.95) }));
} finally {
  await Promise.all([visitors.close(), operators.close()]);
  shop.close();
}

/** In the operator's page: when the words stand in the log. */
function seen({ words, within }) {
  return new Promise((resolve, reject) => {
    const log = document.querySelector('[role=log]');
    const timer = setTimeout(() => reject(new Error(`not seen: ${words}`)), within);
    const look = () => {
      if (!log.textContent.includes(words)) return;
      clearTimeout(timer);
      observer.disconnect();
      resolve(performance.timeOrigin + performance.now());
    };
    const observer = new MutationObserver(look);
    observer.observe(log, { childList: true, subtree: true, characterData: true });
    look();
  });
}
