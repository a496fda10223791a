// What typing a reply feels like while visitors write. `bench inbox` starts the server, lets them write, and calls this.

import { launch, signIn } from './lib/browser.mjs';
import { percentile } from './lib/report.mjs';

const TYPED_MS = 30_000;
const IDLE_MS = 5_000;
/** A quick typist: twelve characters a second. */
const KEY_MS = 83;
const SENTENCE = 'We have the large grinder with steel burrs in stock again, and send it today. ';
const OPENED_WITHIN_MS = 20_000;

const browser = await launch();
try {
  const idle = await browser.newPage();
  await idle.goto('data:text/html,<!doctype html><title>Idle</title>');
  const idleFrames = await watchFrames(idle, () => wait(IDLE_MS));
  await idle.close();

  const page = await browser.newPage();
  const [email, password] = [process.env.OPERATOR_EMAIL, process.env.OPERATOR_PASSWORD];
  await signIn(page, process.env.PORCHLIGHT_URL, { email, password });
  await page.locator('.group__rows a').first().click({ timeout: OPENED_WITHIN_MS });
  const reply = page.getByRole('textbox', { name: 'Reply' });
  await reply.click();
  const session = await page.context().newCDPSession(page);
  let events = 0;
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    events += JSON.parse(response.payloadData).events?.events.length ?? 0;
  });
  await session.send('Network.enable');
  await page.evaluate(() => {
    window.longTasks = 0;
    new PerformanceObserver((list) => {
      window.longTasks += list.getEntries().length;
    }).observe({ type: 'longtask' });
  });
  // What the page did before is not looked at.
  await browser.startTracing(page, { categories: ['disabled-by-default-devtools.timeline', 'toplevel'] });
  let typed = '';
  const frames = await watchFrames(page, async () => {
    const end = Date.now() + TYPED_MS;
    for (let key = 0; Date.now() < end; key += 1) {
      const due = Date.now() + KEY_MS;
      const character = SENTENCE[key % SENTENCE.length];
      await press(session, character);
      typed += character;
      await wait(Math.max(0, due - Date.now()));
    }
  });
  const trace = JSON.parse(await browser.stopTracing());
  const written = await reply.inputValue();
  if (written !== typed) throw new Error(`of ${typed.length} characters ${written.length} were written`);
  console.log(
    JSON.stringify({
      long_tasks: await page.evaluate(() => window.longTasks),
      longest_task: longestTask(trace.traceEvents),
      frame: percentile(frames, 0.99),
      idle_frame: percentile(idleFrames, 0.99),
      events,
    }),
  );
} finally {
  await browser.close();
}

function wait(milliseconds) {
  return new Promise((wake) => setTimeout(wake, milliseconds));
}

/** A key as the keyboard sends it; nobody waits for what the page makes of it. */
async function press(session, text) {
  const key = { key: text, text, unmodifiedText: text };
  await session.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key });
  await session.send('Input.dispatchKeyEvent', { type: 'keyUp', key: text });
}

/** Milliseconds between one frame and the next, as long as something goes on. */
async function watchFrames(page, goesOn) {
  await page.evaluate(() => {
    window.frames_ = [];
    const look = (now) => {
      if (window.lastFrame !== undefined) window.frames_.push(now - window.lastFrame);
      window.lastFrame = now;
      window.watching = requestAnimationFrame(look);
    };
    window.watching = requestAnimationFrame(look);
  });
  await goesOn();
  return page.evaluate(() => {
    cancelAnimationFrame(window.watching);
    return window.frames_;
  });
}

/** Milliseconds of processor time of the longest task of the thread that did most: the page's main thread. */
function longestTask(events) {
  const tasks = new Map();
  for (const { name, ph, pid, tid, dur, tdur } of events) {
    if (ph !== 'X' || !/RunTask$/.test(name)) continue;
    const thread = `${pid} ${tid}`;
    const times = tasks.get(thread) ?? [];
    // Time of the processor, so that other programs on the machine do not count.
    times.push((tdur ?? dur) / 1_000);
    tasks.set(thread, times);
  }
  const mains = new Set(
    events
      .filter(({ name, args }) => name === 'thread_name' && args.name === 'CrRendererMain')
      .map(({ pid, tid }) => `${pid} ${tid}`),
  );
  const sum = (times) => times.reduce((all, time) => all + time, 0);
  const busiest = [...tasks].filter(([thread]) => mains.has(thread)).sort((a, b) => sum(b[1]) - sum(a[1]))[0];
  if (!busiest) throw new Error('the trace tells of no main thread');
  console.error(`… ${busiest[1].length} tasks, of which ${busiest[1].filter((time) => time > 8).length} took more than 8 ms`);
  return busiest[1].reduce((longest, time) => Math.max(longest, time), 0);
}
