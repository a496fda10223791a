// Which table tells the countries of addresses, and a file in its place.

import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { countryTable } from '../fixtures/countries';
import { JONAS, MARA } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

const PAGE = '/settings/countries';
const MADE_AT = new Date('2026-03-04T12:00:00Z');

/** A table takes the place of the built-in one in which half of all addresses are in France. */
async function handInFrance(page: Page): Promise<void> {
  await page
    .getByLabel('An .mmdb file in its place')
    .setInputFiles({ name: 'fr.mmdb', mimeType: '', buffer: countryTable('FR', MADE_AT) });
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByRole('region', { name: 'In use' })).toContainText('fr.mmdb');
}

test('a file takes the place of the built-in table, and what is none changes nothing', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  await operator.goto(PAGE);
  const inUse = page.getByRole('region', { name: 'In use' });
  await expect(inUse).toContainText('The built-in table');
  await page.getByRole('button', { name: 'Upload' }).click();
  await expect(page.getByText('Fill this in.')).toBeVisible();

  const file = page.getByLabel('An .mmdb file in its place');
  const send = async (name: string, buffer: Buffer) => {
    await file.setInputFiles({ name, mimeType: 'application/octet-stream', buffer });
    await page.getByRole('button', { name: 'Upload' }).click();
  };
  await send('page.mmdb', Buffer.from('<html>Sign in to download</html>'));
  await expect(page.getByText('This is not an .mmdb file. Nothing was changed.')).toBeVisible();
  await expectAccessible(page);
  await send('large.mmdb', Buffer.alloc(32 * 1024 * 1024 + 1));
  await expect(page.getByText('At most 32 MB.')).toBeVisible();
  await expect(inUse).toContainText('The built-in table');

  await send('été.mmdb', countryTable('FR', MADE_AT));
  await expect(inUse).toContainText('été.mmdb');
  await expect(inUse).toContainText('Test-Country');
  await expect(inUse).toContainText(MARA.name);
  await expect(page.getByText('This is not an .mmdb file.')).toHaveCount(0);
  await expectAccessible(page);
  await page.reload();
  await operator.ready();
  await expect(inUse).toContainText('été.mmdb');

  await inUse.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await expect(inUse).toContainText('The built-in table');
});

test('operators are told that this is for administrators', async ({ operatorOf, troubles }) => {
  troubles.allow(/status of 403/);
  const { page } = await operatorOf(JONAS);
  await page.goto(PAGE);
  await expect(page.getByText('This is for administrators')).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page of the countries fits a phone in ${colorScheme}`, async ({ operatorOf }) => {
    const operator = await operatorOf(MARA, { colorScheme });
    const { page } = operator;
    await operator.goto(PAGE);
    await handInFrance(page);
    for (const [width, height, on] of [
      [1400, 900, ''],
      [390, 844, '-phone'],
    ] as const) {
      await page.setViewportSize({ width, height });
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
      await expectAccessible(page);
      await picture(page, `countries-${colorScheme}${on}`);
    }
  });
}

test.describe('behind a proxy', () => {
  test.use({ settings: { PORCHLIGHT_TRUSTED_PROXIES: '127.0.0.1' } });

  test('the card of a session tells the country of its visitor', async ({ operator, server, browserOf }) => {
    const { page } = operator;
    await operator.goto(PAGE);
    await handInFrance(page);
    const visitor = await browserOf('visitor', { extraHTTPHeaders: { 'X-Forwarded-For': '2.2.2.2' } });
    const chat = await visitor.newPage();
    await chat.goto(`${server.url}/chat/website`);
    await new Widget(chat).say('Bonjour');
    await expect(chat.getByText('Sent')).toBeVisible();
    await operator.goto('/sessions');
    await expect(page.getByRole('main').getByRole('article')).toContainText('France');
  });
});
