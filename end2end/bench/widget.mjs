// What does the widget cost the page it stands on?

import { launchBare } from './lib/bare.mjs';
import { bytesOf, launch, Network, widget } from './lib/browser.mjs';
import { bePresent } from './lib/operator.mjs';
import { median, Report } from './lib/report.mjs';
import { ADMINISTRATOR, OPERATOR, startServer } from './lib/server.mjs';
import { openConsole } from './lib/session.mjs';
import { openShop } from './lib/shop.mjs';

const BUTTON_BYTES = 30_000;
const CONVERSATION_BYTES = 40_000;
const REQUESTS = 4;
const MAIN_THREAD_MS = 10;
const CHANGE_MS = 1_000;
const CHANGES = 50;
const RUNS = 20;
/** Longer than the button needs to come; the same for both pages. */
const WATCH_MS = 1_500;

const report = new Report('widget');
const server = await startServer([OPERATOR, ADMINISTRATOR]);
const shop = await openShop(server.url);
const browser = await launch();
let leave;
try {
  leave = await bePresent(server.url, OPERATOR);
  await opensAlone();
  await measureDownload();
  await measureMainThread();
  await measureTasks();
  await measureChanges();
  await measureChatbot();
} finally {
  leave?.();
  await browser.close();
  shop.close();
  await server.stop();
}
report.finish();

async function measureDownload() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      // What follows a click or key within half a second is an answer to it, and counts for nobody's layout shift.
      for (const entry of list.getEntries()) window.shift += entry.hadRecentInput ? 0 : entry.value;
    }).observe({ type: 'layout-shift', buffered: true });
  });
  const network = await Network.watch(page);
  await page.goto(`${shop.url}/with`);
  await widget.launcher(page).waitFor();
  await network.settled();
  const ours = () => network.requests.filter((entry) => !entry.url.startsWith(shop.url));
  report.add('downloaded until the button shows', bytesOf(ours()), 'bytes');
  report.add('requests until the button shows', ours().length, 'requests');

  // A button that shows can be used only once what opens the window is there, so the bar counts that too. Pointing at the
  // button brings it, and nothing else; that it suffices is what opensAlone makes sure of.
  await widget.launcher(page).hover();
  await network.settled();
  const usable = ours();
  tell(usable);
  report.add('downloaded until the button can be used', bytesOf(usable), 'bytes', { bar: BUTTON_BYTES });
  report.add('requests until the button can be used', usable.length, 'requests', { bar: REQUESTS });

  await widget.launcher(page).click();
  await widget.input(page).waitFor();
  await widget.input(page).fill('Hello, is the large grinder in stock?');
  await widget.input(page).press('Enter');
  await widget.log(page).getByText('Hello, is the large grinder in stock?').waitFor();
  await widget.log(page).getByText('Sent', { exact: true }).or(widget.log(page).getByText('Seen', { exact: true })).first().waitFor();
  await network.settled();
  const all = ours();
  tell(all.slice(usable.length));
  report.add('downloaded until a conversation runs', bytesOf(all), 'bytes', { bar: CONVERSATION_BYTES });
  const host = new URL(server.url).host;
  const foreign = all.filter((entry) => new URL(entry.url).host !== host);
  report.add('requests to other origins', foreign.length, 'requests', { bar: 0 });
  report.add('layout shift', await page.evaluate(() => window.shift), 'score', { bar: 0 });
  await context.close();
}

function tell(entries) {
  for (const { bytes, encoding, url } of entries) console.error(`… ${bytes} bytes, ${encoding ?? 'not encoded'}: ${url}`);
}

/** Makes sure that a press opens the window, with the welcome and the focus in the input, before the conversation's module has come. */
async function opensAlone() {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.route(/\/assets\/widget_/, () => {});
  await page.goto(`${shop.url}/with`);
  await widget.launcher(page).click();
  await widget.log(page).getByText('How may I help you?').waitFor();
  const isFocused = await widget.input(page).evaluate((input) => input.getRootNode().activeElement === input);
  if (!isFocused) throw new Error('the press did not bring the keyboard to the input');
  await context.close();
}

async function measureMainThread() {
  const busy = { '/with': [], '/without': [] };
  const bare = launchBare();
  try {
    // The first of each kind warms the browser up and does not count.
    for (let run = 0; run <= RUNS; run += 1) {
      for (const path of ['/without', '/with']) {
        const isThere = `document.querySelector('porchlight-chat')?.shadowRoot.querySelector('button') != null`;
        const seen = await bare.visit(`${shop.url}${path}`, WATCH_MS, isThere);
        if (seen.holds !== (path === '/with')) throw new Error(`${path}: the button came too late, or where it should not`);
        if (run > 0) busy[path].push(seen.busy);
      }
    }
  } finally {
    await bare.close();
  }
  const more = median(busy['/with']) - median(busy['/without']);
  report.add('main-thread time until the button, more than without', more, 'ms', {
    bar: MAIN_THREAD_MS,
    baseline: median(busy['/without']),
  });
}

async function measureTasks() {
  const long = { '/with': 0, '/without': 0 };
  const button = [];
  for (let run = 0; run < RUNS; run += 1) {
    for (const path of ['/without', '/with']) {
      const seen = await visit(path);
      long[path] += seen.long;
      if (path === '/with') button.push(seen.button);
    }
  }
  report.add(`long tasks in ${RUNS} visits`, long['/with'], 'tasks', { bar: 0, baseline: long['/without'] });
  report.add('button there after', median(button), 'ms');
}

/** Visits the page with an empty cache. */
async function visit(path) {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.long = 0;
    new PerformanceObserver((list) => (window.long += list.getEntries().length)).observe({ type: 'longtask', buffered: true });
    window.button = null;
    const look = (_, observer) => {
      const root = document.querySelector('porchlight-chat')?.shadowRoot;
      if (root) observer.observe(root, { childList: true, subtree: true });
      if (!root?.querySelector('button')) return;
      window.button = performance.now();
      observer.disconnect();
    };
    new MutationObserver(look).observe(document, { childList: true, subtree: true });
  });
  await page.goto(`${shop.url}${path}`);
  await new Promise((wake) => setTimeout(wake, WATCH_MS));
  const { long, button } = await page.evaluate(() => ({ long: window.long, button: window.button }));
  if (path === '/with' && !(await widget.launcher(page).isVisible())) throw new Error('the button did not come in time');
  await context.close();
  return { long, button };
}

/**
 * From an administrator's saving to the frame in which a page that was open all the time shows it: a rule that hides and shows the
 * button, and a colour of a window that is open.
 */
async function measureChanges() {
  const ask = await openConsole(server.url, ADMINISTRATOR);
  const [{ channel }] = await ask('channels/facts');
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${shop.url}/with`);
  await widget.launcher(page).waitFor();
  // By then it waits for news.
  await new Promise((wake) => setTimeout(wake, 3_000));

  const draft = (action) => ({ action, chatbot: null, url_pattern: '', countries: [] });
  let before = await ask('channels/rules/save', JSON.stringify({ channel, before: null, draft: draft('show') }));
  const rules = [];
  for (let change = 0; change < CHANGES; change += 1) {
    const isHidden = change % 2 === 0;
    const save = () => ask('channels/rules/save', JSON.stringify({ channel, before, draft: draft(isHidden ? 'hide' : 'show') }));
    rules.push(await shownAfter(page, { part: '.launcher', hidden: isHidden }, async () => (before = await save())));
  }
  report.add(`rule shown on an open page, slowest of ${CHANGES}`, Math.max(...rules), 'ms', { bar: CHANGE_MS });
  report.add('rule shown on an open page, median', median(rules), 'ms');

  await widget.launcher(page).click();
  await widget.input(page).waitFor();
  let { channel: stored } = await ask('channels/form', new URLSearchParams({ channel }));
  const colours = [];
  for (let change = 0; change < CHANGES; change += 1) {
    const header = change % 2 === 0 ? '#004060' : '#602000';
    const { name, texts, translations, options, allowed_origins } = stored;
    const form = { name, texts, translations, options, allowed_origins, colours: { ...stored.colours, header } };
    const save = () => ask('channels/save', JSON.stringify({ channel, version: stored.version, draft: form }));
    colours.push(await shownAfter(page, { part: '.corner', header }, async () => (stored = await save())));
  }
  report.add(`colour shown in an open window, slowest of ${CHANGES}`, Math.max(...colours), 'ms', { bar: CHANGE_MS });
  report.add('colour shown in an open window, median', median(colours), 'ms');
  await context.close();
}

/** What a visitor downloads to whom a chatbot speaks, until it has answered what he chose. */
async function measureChatbot() {
  const ask = await openConsole(server.url, ADMINISTRATOR);
  const [{ channel }] = await ask('channels/facts');
  const { rules } = await ask('channels/form', new URLSearchParams({ channel }));
  for (const { id } of rules) await ask('channels/rules/remove', new URLSearchParams({ channel, rule: id }));
  const answers = ['Prices', 'Opening hours'].map((text) => ({ id: crypto.randomUUID(), text }));
  const kinds = [{ question: { answers } }, 'free_input'];
  const steps = kinds.map((kind, place) => ({ id: crypto.randomUUID(), message: `Question ${place + 1}`, kind }));
  const { id } = await ask('chatbots/make', JSON.stringify({ draft: { name: 'Guide', script: { steps } } }));
  const draft = { action: 'show', chatbot: { id, condition: 'always' }, url_pattern: '', countries: [] };
  await ask('channels/rules/save', JSON.stringify({ channel, before: null, draft }));

  const context = await browser.newContext();
  const page = await context.newPage();
  const network = await Network.watch(page);
  await page.goto(`${shop.url}/with`);
  await widget.launcher(page).click();
  await page.getByRole('button', { name: 'Prices', exact: true }).click();
  await widget.log(page).getByText('Question 2', { exact: true }).waitFor();
  await network.settled();
  const ours = network.requests.filter((entry) => !entry.url.startsWith(shop.url));
  report.add('downloaded until a conversation with a chatbot runs', bytesOf(ours), 'bytes');
  await context.close();
}

/** Milliseconds from a deed to the frame that shows what `expected` says. */
async function shownAfter(page, expected, deed) {
  // The widget asks anew a moment after each answer; a change may come before that or after it.
  await new Promise((wake) => setTimeout(wake, Math.random() * 1_000));
  await page.evaluate(({ part, hidden, header }) => {
    const element = document.querySelector('porchlight-chat').shadowRoot.querySelector(part);
    const isThere = () => (header ? element.style.getPropertyValue('--header') === header : element.hidden === hidden);
    window.shown = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (!isThere()) return;
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      });
      observer.observe(element, { attributes: true });
    });
  }, expected);
  const begun = performance.timeOrigin + performance.now();
  await deed();
  return (await page.evaluate(() => window.shown)) - begun;
}
