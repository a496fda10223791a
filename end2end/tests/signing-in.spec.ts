// Who gets in, who does not, and how one is put out.

import type { Page } from '@playwright/test';
import { Console } from '../fixtures/console';
import { JONAS, MARA, signIn, signInAs } from '../fixtures/people';
import { expect, test } from '../fixtures/test';

async function stillOutside(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/sign-in/);
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
}

test('a wrong password and an unknown address are told alike, and the address is kept', async ({ browserOf, server }) => {
  const page = await (await browserOf('stranger')).newPage();
  for (const email of [MARA.email, 'nobody@harbour.example']) {
    await page.goto(`${server.url}/sign-in`);
    await signIn(page, email, 'not the password');
    await stillOutside(page);
    await expect(page.getByText('E-mail or password is wrong.')).toBeVisible();
    await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(email);
    await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
  }
});

test('guessing is slowed down, even for the right password', async ({ browserOf, server, troubles }) => {
  troubles.allow(/status of 429/);
  const page = await (await browserOf('stranger')).newPage();
  await page.goto(`${server.url}/sign-in`);
  const tooMany = page.getByText(/too many/i).first();
  await expect(async () => {
    await signIn(page, JONAS.email, 'a guess, and another');
    await stillOutside(page);
    await expect(tooMany).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 100_000, intervals: [0] });
  await signIn(page, JONAS.email, JONAS.password);
  await stillOutside(page);
  await expect(tooMany).toBeVisible();
});

test('a page that needs a sign-in leads there and back', async ({ browserOf, server }) => {
  const page = await (await browserOf('Mara')).newPage();
  await page.goto(`${server.url}/preferences`);
  await stillOutside(page);
  await signIn(page, MARA.email, MARA.password);
  await expect(page).toHaveURL(`${server.url}/preferences`);
});

test('signing in never leads to another site', async ({ browserOf, server, troubles }) => {
  // The console of the round before may notice that its cookie is gone before the page changes.
  troubles.allow(/status of 401/, /WebSocket connection to .* failed/);
  const page = await (await browserOf('Mara')).newPage();
  for (const elsewhere of ['https://evil.example/', '//evil.example/', '/\\evil.example/', 'javascript:alert(1)']) {
    await page.context().clearCookies();
    await page.goto(`${server.url}/sign-in?next=${encodeURIComponent(elsewhere)}`);
    await signIn(page, MARA.email, MARA.password);
    await expect(page).toHaveURL(`${server.url}/inbox`);
  }
});

test('signing in and out works without JavaScript', async ({ browserOf, server, troubles }) => {
  // What nobody runs is told after some seconds, if the machine is slow enough for the page to live that long.
  troubles.allow(/preloaded using link preload but not used/);
  const page = await (await browserOf('Mara', { javaScriptEnabled: false })).newPage();
  await signInAs(page, server.url, MARA);
  await expect(page.getByRole('heading', { name: 'Inbox' })).toBeVisible();
});

test('signing out leads to the sign-in page and ends the session', async ({ operator, server }) => {
  const { page } = operator;
  await page.getByRole('button', { name: /your menu/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).or(page.getByRole('menuitem', { name: 'Sign out' })).click();
  await stillOutside(page);
  await page.goto(`${server.url}/inbox`);
  await stillOutside(page);
});

test('a session revoked in one browser is signed out in the other without a reload', async ({
  operator,
  browserOf,
  server,
  troubles,
}) => {
  troubles.allow(/status of 401/, /WebSocket connection to .* failed/);
  const other = await (await browserOf('Mara elsewhere')).newPage();
  await signInAs(other, server.url, MARA);
  await new Console(other).ready();

  await operator.goto('/preferences/sessions');
  await operator.page.getByRole('button', { name: /^Sign out (?!everywhere)/ }).click();
  await stillOutside(other);
  await expect(operator.page).toHaveURL(/preferences/);
});

test('a new password signs out everywhere else', async ({ operator, browserOf, server, troubles }) => {
  troubles.allow(/status of 401/, /WebSocket connection to .* failed/);
  const other = await (await browserOf('Mara elsewhere')).newPage();
  await signInAs(other, server.url, MARA);
  await new Console(other).ready();

  await operator.goto('/preferences/password');
  await operator.page.getByLabel('Present password').fill(MARA.password);
  await operator.page.getByLabel('New password').fill('another-kettle-7');
  await operator.page.getByRole('button', { name: 'Change password' }).click();
  await stillOutside(other);
  await signIn(other, MARA.email, MARA.password);
  await stillOutside(other);
  await signIn(other, MARA.email, 'another-kettle-7');
  await expect(other).toHaveURL(`${server.url}/inbox`);
});
