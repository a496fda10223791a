// Chromium, the people in front of it, and what goes over its network.

import { chromium } from 'playwright';

export const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';

export const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export function launch() {
  return chromium.launch({ executablePath: executable, args: ARGUMENTS });
}

/** Signs in on the console and waits until it answers to clicks. */
export async function signIn(page, url, { email, password }) {
  await page.goto(`${url}/sign-in`);
  await page.locator('input[name=email]').fill(email);
  await page.locator('input[name=password]').fill(password);
  await page.locator('input[name=password]').press('Enter');
  await page.waitForURL(`${url}/inbox`);
  await page.locator('html[data-hydrated]').waitFor({ state: 'attached' });
}

/** The parts of the widget that a measurement touches. */
export const widget = {
  launcher: (page) => page.getByRole('button', { name: /^Chat/ }),
  input: (page) => page.getByRole('textbox', { name: 'Message' }),
  log: (page) => page.getByRole('log'),
};

/** Counts what a page loads: requests, and the bytes of their bodies as they come over the network. */
export class Network {
  requests = [];
  #session;
  #open = new Map();

  static async watch(page) {
    const network = new Network();
    network.#session = await page.context().newCDPSession(page);
    const session = network.#session;
    session.on('Network.requestWillBeSent', ({ requestId, request }) => {
      if (request.url.startsWith('data:') || request.url.startsWith('blob:')) return;
      const isAhead = Object.entries(request.headers).some(([name, value]) => /purpose$/i.test(name) && value === 'prefetch');
      const entry = { url: request.url, isAhead, bytes: 0, encoding: null, isFinished: false };
      network.#open.set(requestId, entry);
      network.requests.push(entry);
    });
    session.on('Network.responseReceived', ({ requestId, response }) => {
      const entry = network.#open.get(requestId);
      if (!entry) return;
      const encoding = Object.entries(response.headers).find(([name]) => name.toLowerCase() === 'content-encoding');
      entry.encoding = encoding?.[1] ?? null;
      entry.headerBytes = response.encodedDataLength;
    });
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      const entry = network.#open.get(requestId);
      if (!entry) return;
      entry.bytes = Math.max(0, encodedDataLength - (entry.headerBytes ?? 0));
      entry.isFinished = true;
    });
    session.on('Network.webSocketCreated', ({ requestId, url }) => {
      const entry = { url, isAhead: false, bytes: 0, encoding: null, isFinished: true };
      network.#open.set(requestId, entry);
      network.requests.push(entry);
    });
    session.on('Network.webSocketFrameReceived', ({ requestId, response }) => {
      const entry = network.#open.get(requestId);
      if (entry) entry.bytes += Buffer.byteLength(response.payloadData);
    });
    await session.send('Network.enable');
    return network;
  }

  /** Waits until nothing that was asked for is on its way. */
  async settled(milliseconds = 500) {
    let quietSince = Date.now();
    while (Date.now() - quietSince < milliseconds) {
      if (this.requests.some((entry) => !entry.isFinished)) quietSince = Date.now();
      await new Promise((wake) => setTimeout(wake, 50));
    }
  }
}

export const bytesOf = (requests) => requests.reduce((sum, entry) => sum + entry.bytes, 0);
