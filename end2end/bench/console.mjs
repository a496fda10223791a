// How heavy is the console's first page, and how soon does it answer to clicks?

import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { bytesOf, launch, Network, signIn } from './lib/browser.mjs';
import { median, Report } from './lib/report.mjs';
import { OPERATOR, startServer } from './lib/server.mjs';

const FIRST_PAGE_BYTES = 450_000;
const RUNS = 10;
/** Pages that somebody may open first, by a link that he was sent or has kept. */
const OTHER_PAGES = [
  '/channels',
  '/sessions',
  '/sessions/contacts',
  '/reports',
  '/reports/dashboard',
  '/configuration/chatbots',
  '/settings',
  '/preferences',
];
/** Where `cargo xtask bench console` builds the empty page. */
const EMPTY_PAGE = join(import.meta.dirname, '../../target/empty-page');

const report = new Report('console');
const server = await startServer();
const empty = await openEmptyPage();
const browser = await launch();
try {
  const signedIn = await browser.newContext();
  await signIn(await signedIn.newPage(), server.url, OPERATOR);
  const cookies = await signedIn.cookies();
  await signedIn.close();

  const console_ = await measure(`${server.url}/inbox`, cookies);
  const bare = await measure(empty.url, []);
  report.add('first page, wasm', console_.wasm, 'bytes', { baseline: bare.wasm });
  report.add('first page, all that is downloaded', console_.bytes, 'bytes', { bar: FIRST_PAGE_BYTES, baseline: bare.bytes });
  report.add('first page, as a multiple of an empty page', console_.bytes / bare.bytes, 'times');
  report.add('downloaded when the browser has time, for other pages', console_.laterBytes, 'bytes');
  report.add('usable after, median', console_.time, 'ms', { baseline: bare.time });
  report.add('usable after, as a multiple of an empty page', console_.time / bare.time, 'times');
  for (const path of OTHER_PAGES) {
    const page = await measure(`${server.url}${path}`, cookies);
    report.add(`${path} opened first, all that is downloaded`, page.bytes, 'bytes', { bar: FIRST_PAGE_BYTES, baseline: bare.bytes });
    report.add(`${path} opened first, usable after, median`, page.time, 'ms', { baseline: bare.time });
  }
} finally {
  await browser.close();
  empty.close();
  await server.stop();
}
report.finish();

/** Loads the page with an empty cache, again and again. */
async function measure(url, cookies) {
  const times = [];
  let sizes;
  for (let run = 0; run < RUNS; run += 1) {
    const context = await browser.newContext();
    await context.addCookies(cookies);
    const page = await context.newPage();
    await page.addInitScript(() => {
      new MutationObserver((_, observer) => {
        if (!document.documentElement?.dataset.hydrated) return;
        window.usable = performance.now();
        observer.disconnect();
      }).observe(document, { attributes: true, childList: true, subtree: true, attributeFilter: ['data-hydrated'] });
    });
    const network = await Network.watch(page);
    await page.goto(url);
    await page.waitForFunction(() => window.usable !== undefined);
    times.push(await page.evaluate(() => window.usable));
    await network.settled();
    if (run === 0) {
      console.error(`… ${url}`);
      for (const entry of network.requests) {
        console.error(`… ${entry.bytes} bytes, ${entry.encoding ?? 'not encoded'}: ${entry.url}`);
      }
      sizes = sizesOf(network.requests);
    }
    await context.close();
  }
  return { ...sizes, time: median(times) };
}

/** What a page needs, and what it fetches for the pages after it: what was fetched ahead and then asked for, it needed. */
function sizesOf(requests) {
  const asked = new Set(requests.filter(({ isAhead }) => !isAhead).map(({ url }) => url));
  const needed = requests.filter(({ url }) => asked.has(url));
  return {
    bytes: bytesOf(needed),
    wasm: bytesOf(needed.filter(({ url }) => url.endsWith('.wasm'))),
    laterBytes: bytesOf(requests.filter(({ url }) => !asked.has(url))),
  };
}

/** Serves an empty Leptos page that was built as the console is. */
async function openEmptyPage() {
  // With the mark that Leptos expects at the end of a text whose type is erased.
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Empty</title><link rel="icon" href="data:,">
<script type="module">import start, { hydrate } from "/glue.js"; start({ module_or_path: "/empty_page_bg.wasm" }).then(hydrate);</script>
</head><body><main>Empty<!></main></body></html>`;
  const file = (name, type) => [`/${name}`, { type, body: brotliCompressSync(readFileSync(join(EMPTY_PAGE, name))) }];
  const answers = new Map([
    ['/', { type: 'text/html; charset=utf-8', body: brotliCompressSync(html) }],
    file('glue.js', 'text/javascript'),
    file('empty_page_bg.wasm', 'application/wasm'),
  ]);
  const site = createServer((request, response) => {
    const answer = answers.get(request.url);
    response.writeHead(answer ? 200 : 404, answer && { 'content-type': answer.type, 'content-encoding': 'br' });
    response.end(answer?.body);
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  return { url: `http://127.0.0.1:${site.address().port}/`, close: () => site.close() };
}
