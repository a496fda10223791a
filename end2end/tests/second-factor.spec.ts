// A second factor: set up, asked for, replaced by a recovery code, and switched off by oneself or by an administrator.

import type { Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { Authenticator } from '../fixtures/authenticator';
import { expectAccessible } from '../fixtures/axe';
import type { Console } from '../fixtures/console';
import { JONAS, MARA, signIn, type Person } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

const SECTION = '/preferences/second-factor';

/** Switches the second factor on; the app, and the recovery codes, which are not acknowledged yet. */
async function switchOn({ page }: Console, person: Person): Promise<{ app: Authenticator; codes: string[] }> {
  await page.getByLabel('Your password').fill(person.password);
  await page.getByRole('button', { name: 'Set up' }).click();
  const secret = await page.getByRole('group', { name: 'Secret for your app' }).locator('code').textContent();
  const app = new Authenticator(secret ?? '');
  await page.getByLabel('Code', { exact: true }).fill(app.code());
  await page.getByRole('button', { name: 'Switch on' }).click();
  const codes = page.getByRole('region', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  return { app, codes: await codes.allTextContents() };
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Code', { exact: true }).fill(code);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('it is set up with an app, asked for without a script, and switched off again', async ({ operatorOf, browserOf, server, troubles }) => {
  troubles.allow(/status of 422/, /preloaded using link preload but not used/);
  const operator = await operatorOf(JONAS);
  const { page } = operator;
  await operator.goto(SECTION);
  await expectAccessible(page);
  await page.getByLabel('Your password').fill('not the password');
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page.getByText('This is not your present password.')).toBeVisible();
  await page.getByLabel('Your password').fill(JONAS.password);
  await page.getByRole('button', { name: 'Set up' }).click();
  await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel('Code', { exact: true }).fill('12345');
  await page.getByRole('button', { name: 'Switch on' }).click();
  await expect(page.getByText('This code is not right')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  const { app, codes } = await switchOn(operator, JONAS);
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download' }).click();
  const kept = readFileSync(await (await download).path(), 'utf8');
  expect(kept).toContain(JONAS.email);
  for (const code of codes) expect(kept).toContain(code);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await expect(page.getByText('10 recovery codes left.')).toBeVisible();
  await expect(page.getByText(codes[0] ?? '')).toHaveCount(0);

  const other = await (await browserOf('Jonas elsewhere', { javaScriptEnabled: false })).newPage();
  await other.goto(`${server.url}/preferences`);
  await signIn(other, JONAS.email, JONAS.password);
  await expect(other.getByRole('heading', { name: 'Second step' })).toBeVisible();
  await other.goto(`${server.url}/inbox`);
  await expect(other).toHaveURL(/\/sign-in\?/);
  await other.goto(`${server.url}/sign-in/code?next=%2Fpreferences`);
  await giveCode(other, '000000');
  await expect(other.getByText('This code is not right')).toBeVisible();
  await giveCode(other, app.code());
  await expect(other).toHaveURL(`${server.url}/preferences`);
  await other.goto(`${server.url}/sign-in/code`);
  await expect(other).toHaveURL(`${server.url}/inbox`);

  const third = await (await browserOf('Jonas without his phone')).newPage();
  await third.goto(`${server.url}/sign-in`);
  await signIn(third, JONAS.email, JONAS.password);
  await expectAccessible(third);
  await giveCode(third, (codes[2] ?? '').toUpperCase());
  await expect(third).toHaveURL(`${server.url}/inbox`);

  await operator.goto(SECTION);
  await expect(page.getByText('9 recovery codes left.')).toBeVisible();
  await page.getByRole('button', { name: 'Switch off' }).click();
  const dialog = page.getByRole('dialog', { name: 'Switch off your second factor?' });
  await dialog.getByLabel('Code or password').fill('neither of them');
  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await expect(dialog.getByText('This is neither your password nor a code')).toBeVisible();
  await expectAccessible(page);
  await dialog.getByLabel('Code or password').fill(JONAS.password);
  await dialog.getByRole('button', { name: 'Switch off' }).click();
  await expect(page.getByText('Your second factor is off.')).toBeVisible();
  await expect(page.getByLabel('Your password')).toBeVisible();
});

test('new recovery codes take the place of the old ones', async ({ operator, browserOf, server }) => {
  const { page } = operator;
  await operator.goto(SECTION);
  const { codes } = await switchOn(operator, MARA);
  await page.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByRole('button', { name: 'New recovery codes' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make new recovery codes?' });
  await dialog.getByLabel('Code or password').fill(MARA.password);
  await dialog.getByRole('button', { name: 'Make new codes' }).click();
  const items = page.getByRole('region', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(items).toHaveCount(10);
  const others = await items.allTextContents();
  const elsewhere = await (await browserOf('Mara elsewhere')).newPage();
  await elsewhere.goto(`${server.url}/sign-in`);
  await signIn(elsewhere, MARA.email, MARA.password);
  await giveCode(elsewhere, codes[0] ?? '');
  await expect(elsewhere.getByText('This code is not right')).toBeVisible();
  await giveCode(elsewhere, others[0] ?? '');
  await expect(elsewhere).toHaveURL(`${server.url}/inbox`);
});

test('an administrator helps who has lost both', async ({ operator, operatorOf, browserOf, server }) => {
  const jonas = await operatorOf(JONAS);
  await jonas.goto(SECTION);
  await switchOn(jonas, JONAS);
  const { page } = operator;
  await operator.goto('/users');
  const row = page.getByRole('row', { name: /Jonas Perrin/ });
  await expect(row).toContainText('Second factor');
  await row.getByRole('button', { name: 'Edit Jonas Perrin' }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Switch off' }).click();
  await page
    .getByRole('dialog', { name: 'Switch off the second factor?' })
    .getByRole('button', { name: 'Switch off' })
    .click();
  await expect(page.getByText('The second factor is off.')).toBeVisible();
  await expect(row).not.toContainText('Second factor');
  const elsewhere = await (await browserOf('Jonas elsewhere')).newPage();
  await elsewhere.goto(`${server.url}/sign-in`);
  await signIn(elsewhere, JONAS.email, JONAS.password);
  await expect(elsewhere).toHaveURL(`${server.url}/inbox`);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages of the second factor fit a phone in ${colorScheme}`, async ({ operatorOf, browserOf, server }) => {
    const operator = await operatorOf(MARA, { colorScheme });
    const { page } = operator;
    const at = async (name: string, shown: Page = page) => {
      for (const [width, height, on] of [
        [1400, 900, ''],
        [390, 844, '-phone'],
      ] as const) {
        await shown.setViewportSize({ width, height });
        const overflow = await shown.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        expect(overflow, name).toBeLessThanOrEqual(0);
        await expectAccessible(shown);
        await picture(shown, `second-factor-${name}-${colorScheme}${on}`);
      }
    };
    await operator.goto(SECTION);
    await at('off');
    await page.getByLabel('Your password').fill(MARA.password);
    await page.getByRole('button', { name: 'Set up' }).click();
    await expect(page.getByRole('img', { name: /QR code/ })).toBeVisible();
    await at('set-up');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await switchOn(operator, MARA);
    await at('codes');
    await page.getByRole('button', { name: 'I have kept them' }).click();
    await at('on');
    const context = await browserOf('Mara elsewhere', { colorScheme });
    const elsewhere = await context.newPage();
    await elsewhere.goto(`${server.url}/sign-in`);
    await signIn(elsewhere, MARA.email, MARA.password);
    await expect(elsewhere.getByRole('heading', { name: 'Second step' })).toBeVisible();
    await at('second-step', elsewhere);
  });
}
