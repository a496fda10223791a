// The code of every page but the inbox comes later: when it is needed, before it is, or not at all.

import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { Console } from '../fixtures/console';
import { expect, test } from '../fixtures/test';
import { AWAY } from '../fixtures/troubles';

const LATER = /\/split_pages\.[0-9a-f]+\.wasm$/;
/** What the browser and the loader say of a file that does not come. */
const MISSING = [...AWAY, /Failed to fetch/, /status of 404/, /HTTP status code is not ok/, /failed to load split module/];

const channels = (page: Page) => page.getByRole('heading', { name: 'Channels', level: 1 });

test('the inbox needs nothing of the other pages, and the browser fetches them when it has time', async ({ operator }) => {
  const { page } = operator;
  const fetched = page.waitForRequest(LATER);
  await page.reload();
  expect((await (await fetched).response())?.status()).toBe(200);
  const links = page.locator('link[href*="split_pages"]');
  await expect(links).toHaveAttribute('rel', 'prefetch');
  await operator.ready();
  await page.getByRole('link', { name: 'Channels' }).click();
  await expect(channels(page)).toBeVisible();
});

test('a page whose code does not come says so, keeps what was written, and comes once it can', async ({ visitor, operator, troubles }) => {
  troubles.allow(...MISSING);
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.say('Do you ship to Ghent?');
  await page.route(LATER, (route) => route.abort('connectionrefused'));
  await page.reload();
  await operator.ready();
  await operator.openConversation('Do you ship to Ghent?');
  await operator.reply.fill('Half an answer');

  await page.getByRole('link', { name: 'Channels' }).click();
  const notice = page.getByRole('heading', { name: 'This page could not be loaded' });
  const again = page.getByRole('button', { name: 'Try again' });
  await expect(notice).toBeVisible();
  await expectAccessible(page);
  await page.unrouteAll();
  // As if the program had been replaced by a newer one.
  await page.route(LATER, (route) => route.fulfill({ status: 404 }));
  const refused = page.waitForResponse(LATER);
  await again.press('Enter');
  expect((await refused).status()).toBe(404);
  await expect(again).toBeFocused();

  await page.goBack();
  await expect(operator.reply).toHaveValue('Half an answer');
  await page.goForward();
  await expect(notice).toBeVisible();
  await page.unrouteAll();
  await again.click();
  await expect(channels(page)).toBeVisible();
  await page.goBack();
  await expect(operator.reply).toHaveValue('Half an answer');
});

test('a page of the server whose code does not come says that it is not complete', async ({ operator, troubles }) => {
  troubles.allow(...MISSING);
  const { page } = operator;
  const incomplete = page.getByRole('alert').filter({ hasText: 'nothing on it works yet' });
  await expect(incomplete).toBeHidden();
  await page.route(LATER, (route) => route.abort('connectionrefused'));
  await page.goto('/channels');
  await expect(incomplete).toBeVisible();
  await expect(channels(page)).toBeVisible();
  await expectAccessible(page);

  await page.unrouteAll();
  await incomplete.getByRole('link', { name: 'Reload' }).click();
  await operator.ready();
  await expect(incomplete).toBeHidden();
});

for (const [what, paths] of Object.entries({
  'each page that operators have': [
    '/channels',
    '/sessions',
    '/sessions/looking-for-help',
    '/sessions/visitors',
    '/preferences',
    '/preferences/password',
    '/preferences/sessions',
  ],
  'each page that administrators have': [
    '/configuration/expertise',
    '/configuration/chatbots',
    '/configuration/chatbots/new',
    '/users',
    '/users/groups',
    '/settings',
    '/settings/conversations',
    '/settings/mail',
  ],
  'each report': ['/reports', '/reports/operators', '/reports/ratings', '/reports/dashboard'],
})) {
  test(`${what} is taken over as the server drew it`, async ({ operator }) => {
    const { page } = operator;
    for (const path of paths) {
      await new Console(page).goto(path);
      await expect(page.getByRole('heading', { level: 1 }), path).toBeVisible();
      await page.getByRole('link', { name: 'Inbox' }).click();
      await expect(page).toHaveURL(/\/inbox$/);
    }
  });
}
