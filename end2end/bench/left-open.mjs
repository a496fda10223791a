// What a console needs that is left open. `bench inbox` starts the server, lets visitors come and go, and calls this.

import { launch, signIn } from './lib/browser.mjs';

const EVENTS = Number(process.env.EVENTS);
/** After this part of the events everything is there that the page ever needs. */
const EARLY = 0.1;
/** So many conversations the operator looks into before that, and as many again after each further part of the same length. */
const VISITS = 30;

const browser = await launch();
try {
  const page = await browser.newPage();
  // The memory of the wasm module is in no figure of the browser's.
  await page.addInitScript(() => {
    for (const name of ['instantiate', 'instantiateStreaming']) {
      const instantiate = WebAssembly[name];
      WebAssembly[name] = async (...asked) => {
        const made = await instantiate.apply(WebAssembly, asked);
        window.wasmMemory ??= (made.instance ?? made).exports.memory;
        return made;
      };
    }
  });
  const session = await page.context().newCDPSession(page);
  let events = 0;
  let snapshots = 0;
  let heard = () => {};
  session.on('Network.webSocketFrameReceived', ({ response }) => {
    const frame = JSON.parse(response.payloadData);
    events += frame.events?.events.length ?? 0;
    snapshots += frame.snapshot ? 1 : 0;
    heard();
  });
  await session.send('Network.enable');
  const hear = (count) =>
    new Promise((done) => {
      heard = () => events >= count && done();
      heard();
    });
  const [email, password] = [process.env.OPERATOR_EMAIL, process.env.OPERATOR_PASSWORD];
  await signIn(page, process.env.PORCHLIGHT_URL, { email, password });
  const work = async (part) => {
    for (let visit = 1; visit <= VISITS; visit += 1) {
      await hear(EVENTS * EARLY * (part + visit / VISITS));
      await page.locator('.row').first().click();
      await page.getByRole('textbox', { name: 'Reply' }).waitFor();
    }
    await page.getByRole('link', { name: 'Inbox' }).click();
  };
  await work(0);
  const early = await memory(page, session);
  for (let part = 1; part < 1 / EARLY; part += 1) await work(part);
  const late = await memory(page, session);
  console.log(JSON.stringify({ early: early.bytes, late: late.bytes, elements: late.elements, snapshots }));
} finally {
  await browser.close();
}

async function memory(page, session) {
  // Until the page has taken in what has arrived.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.collectGarbage');
  const heap = await session.send('Runtime.getHeapUsage');
  const { wasm, elements } = await page.evaluate(() => ({
    wasm: window.wasmMemory.buffer.byteLength,
    elements: document.querySelectorAll('*').length,
  }));
  const dom = heap.embedderHeapUsedSize ?? 0;
  console.error(`… scripts ${heap.usedSize}, document ${dom}, wasm ${wasm} bytes; ${elements} elements`);
  return { bytes: heap.usedSize + dom + wasm, elements };
}
