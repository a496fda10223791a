// Draws the pictures of the README from what `porchlight demo` fills a database with. PORCHLIGHT_BINARY names the program.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, signIn, widget } from './bench/lib/browser.mjs';
import { freePort } from './bench/lib/server.mjs';

const READY_WITHIN_MS = 30_000;
const SIZE = { width: 1440, height: 900 };
const IMAGES = join(import.meta.dirname, '../docs/images');

const binary = process.env.PORCHLIGHT_BINARY ?? join(import.meta.dirname, '../target/release/porchlight');
const folder = mkdtempSync(join(tmpdir(), 'porchlight-pictures-'));
const [address, shop] = [`127.0.0.1:${await freePort()}`, `127.0.0.1:${await freePort()}`];
const env = {
  ...process.env,
  PORCHLIGHT_ADDRESS: address,
  PORCHLIGHT_DEMO_ADDRESS: shop,
  PORCHLIGHT_PUBLIC_URL: `http://${address}`,
  PORCHLIGHT_DATABASE_URL: `sqlite://${join(folder, 'porchlight.db')}`,
  PORCHLIGHT_LOG_LEVEL: 'warn',
};
const url = `http://${address}`;

const filled = spawnSync(binary, ['demo'], { env, encoding: 'utf8' });
if (filled.status !== 0) throw new Error(`porchlight demo: ${filled.stderr}`);
const [, email, password] = /^ +(mara@\S+) +(\S+)$/m.exec(filled.stdout);
const server = spawn(binary, ['serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
const browser = await launch();
try {
  await ready();
  const operator = await browser.newPage({ viewport: SIZE });
  await signIn(operator, url, { email, password });

  const visitor = await browser.newPage({ viewport: SIZE });
  await visitor.goto(`http://${shop}/product.html`);
  await widget.launcher(visitor).click();
  await say(visitor, 'Hello! Does the filter fit the older pot too?');
  const row = operator.getByRole('link', { name: /older pot/ });
  await row.click();
  await operator.getByText('Who was asked').first().waitFor();
  await operator.getByRole('textbox', { name: 'Reply' }).fill('It does, with the adapter that comes with it.');
  await operator.keyboard.press('Enter');
  await widget.log(visitor).getByText('with the adapter').waitFor();
  await say(visitor, 'Lovely. And how long until it is in Lisbon?');
  await operator.getByText('in Lisbon?').last().waitFor();
  await operator.getByRole('textbox', { name: 'Reply' }).fill('Three days. ');
  await picture(visitor, 'widget');
  await picture(operator, 'console');

  await operator.goto(`${url}/reports`);
  await operator.locator('html[data-hydrated]').waitFor({ state: 'attached' });
  await operator.locator('figure svg').first().waitFor();
  await picture(operator, 'reports');
} finally {
  await browser.close();
  const ended = once(server, 'close');
  server.kill('SIGTERM');
  await ended;
  rmSync(folder, { recursive: true });
}

async function ready() {
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await fetch(`${url}/readyz`).catch(() => undefined))?.ok) {
    if (Date.now() > deadline) throw new Error('porchlight serve did not become ready');
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

async function say(page, text) {
  await widget.input(page).fill(text);
  await page.keyboard.press('Enter');
  await widget.log(page).getByText(text).waitFor();
}

async function picture(page, name) {
  await page.screenshot({ path: join(IMAGES, `${name}.png`), animations: 'disabled' });
}
