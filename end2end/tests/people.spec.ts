// Who is invited, by letter or by hand; a forgotten password; roles, groups, and the way out.

import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { Console } from '../fixtures/console';
import { MailServer, setMailServer, SilentServer } from '../fixtures/mail';
import { JONAS, MARA, signInAs } from '../fixtures/people';
import { expect, picture, test as base } from '../fixtures/test';

const test = base.extend<{ mail: MailServer }>({
  mail: async ({}, use) => {
    const mail = await MailServer.start();
    await use(mail);
    await mail.stop();
  },
});

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.').first()).toBeVisible();
}

async function invite(page: Page, name: string, email: string): Promise<void> {
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite somebody' });
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('button', { name: 'Invite', exact: true }).click();
}

test('an invitation by letter leads into the console without a script', async ({ operator, mail, browserOf, troubles }) => {
  // The link that was used up is not found.
  troubles.allow(/preloaded using link preload but not used/, /status of 404/);
  await setMailServer(operator, mail.port);
  const { page } = operator;
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText(`took a test for ${MARA.email}`)).toBeVisible();
  expect(mail.letters.at(-1)?.subject).toBe('A test from Porchlight');
  await save(page);
  await expectAccessible(page);

  await operator.goto('/users');
  await invite(page, 'Zoë Marin', 'zoe@harbour.example');
  await expect(page.getByText('Zoë Marin gets an e-mail at zoe@harbour.example.')).toBeVisible();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await expect(page.getByRole('row', { name: /Zoë Marin/ })).toContainText('Invited');

  const link = await mail.linkFor('zoe@harbour.example', '/invitation/');
  const context = await browserOf('Zoë', { javaScriptEnabled: false });
  const zoe = await context.newPage();
  await zoe.goto(link);
  await zoe.getByLabel('Password').fill('short');
  await zoe.getByRole('button', { name: 'Start' }).click();
  await expect(zoe.getByText('At least 10 characters.').last()).toBeVisible();
  await zoe.getByLabel('Password').fill('a-long-pour-over');
  await zoe.getByRole('button', { name: 'Start' }).click();
  await expect(zoe.getByRole('heading', { name: 'Inbox' })).toBeVisible();
  await zoe.goto(link);
  await expect(zoe.getByText('This link is not valid any more.')).toBeVisible();
});

test('what the mail server says stands in the form, and nothing typed is lost', async ({ operator, mail, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  mail.refusal = '5.7.1 We do not know you';
  await setMailServer(operator, mail.port);
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('The mail server says: 550 5.7.1 We do not know you')).toBeVisible();

  await page.getByLabel('Port').fill('70000');
  await page.getByLabel('Mail server', { exact: true }).fill('http://mail');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Write a number from 1 to 65535.')).toBeVisible();
  await expect(page.getByText('Write the name of a machine')).toBeVisible();
  await expect(page.getByLabel('Port')).toHaveValue('70000');
  await expectAccessible(page);

  const silent = await SilentServer.start();
  await page.getByLabel('Port').fill(String(silent.port));
  await page.getByLabel('Mail server', { exact: true }).fill('127.0.0.1');
  await page.getByRole('button', { name: 'Send a test' }).click();
  await expect(page.getByText('did not answer within 20 seconds')).toBeVisible({ timeout: 40_000 });
  silent.stop();
});

test('a letter that was refused is listed, and sent again or forgotten', async ({ operator, mail }) => {
  const { page } = operator;
  await setMailServer(operator, mail.port);
  await save(page);
  mail.refusal = 'Not today';
  await operator.goto('/users');
  await invite(page, 'Zoë Marin', 'zoe@harbour.example');
  await expect(page.getByText('Zoë Marin gets an e-mail')).toBeVisible();
  await operator.goto('/settings/mail');
  const letters = page.getByRole('region', { name: 'Waiting and failed e-mails' });
  await expect(async () => {
    await letters.getByRole('button', { name: 'Reload' }).click();
    await expect(letters).toContainText('The mail server says: 550 Not today', { timeout: 1_000 });
  }).toPass();
  await expectAccessible(page);
  mail.refusal = undefined;
  await letters.getByRole('button', { name: 'Send again the e-mail to zoe@harbour.example' }).click();
  await mail.linkFor('zoe@harbour.example', '/invitation/');
  await expect(async () => {
    await letters.getByRole('button', { name: 'Reload' }).click();
    await expect(letters).toContainText('Every e-mail has been sent.', { timeout: 1_000 });
  }).toPass();
});

test('without a mail server the link is handed over', async ({ operator, browserOf, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  await operator.goto('/users');
  await invite(page, 'Zoë Marin', JONAS.email);
  await expect(page.getByText('This is in use already.')).toBeVisible();
  await page.getByRole('dialog').getByLabel('E-mail').fill('zoe@harbour.example');
  await page.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
  const link = page.getByRole('group', { name: 'Invitation link' });
  await expect(link).toContainText('/invitation/');
  const zoe = await (await browserOf('Zoë')).newPage();
  await zoe.goto((await link.locator('code').textContent()) ?? '');
  await expect(zoe.getByText('Welcome, Zoë Marin.')).toBeVisible();
  await expectAccessible(zoe);
});

test('a forgotten password is replaced by a letter, and the answer tells nothing', async ({
  operator,
  mail,
  server,
  browserOf,
}) => {
  await setMailServer(operator, mail.port);
  await save(operator.page);
  const page = await (await browserOf('Jonas')).newPage();
  for (const email of ['nobody@harbour.example', JONAS.email]) {
    await page.goto(`${server.url}/sign-in`);
    await page.getByRole('link', { name: 'Forgot your password?' }).click();
    await page.getByLabel('E-mail').fill(email);
    await page.getByRole('button', { name: 'Send me a link' }).click();
    await expect(page.getByText('If somebody signs in with this e-mail')).toBeVisible();
  }
  await expectAccessible(page);
  const link = await mail.linkFor(JONAS.email, '/reset/');
  expect(mail.letters).toHaveLength(1);
  await page.goto(link);
  await page.getByLabel('Password').fill('a-new-espresso-7');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page).toHaveURL(`${server.url}/inbox`);
  const elsewhere = await (await browserOf('Jonas elsewhere')).newPage();
  await signInAs(elsewhere, server.url, { ...JONAS, password: 'a-new-espresso-7' });
});

test('of two who edit the settings the second is told, and keeps what was typed', async ({ operator, browserOf, server, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  await operator.goto('/settings');
  const context = await browserOf('Mara elsewhere', { storageState: await page.context().storageState() });
  const other = new Console(await context.newPage());
  await other.goto(`${server.url}/settings`);
  await other.page.getByLabel('Site name').fill('Pier');
  await other.page.getByLabel('Français').check();
  await save(other.page);

  await page.getByLabel('Site name').fill('Harbour');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Somebody else saved these settings')).toBeVisible();
  await expect(page.getByLabel('Site name')).toHaveValue('Harbour');
  await expectAccessible(page);
  await save(page);
  await operator.goto('/settings');
  await expect(page.getByLabel('Site name')).toHaveValue('Harbour');
  await expect(page.getByLabel('Français')).not.toBeChecked();
});

test('of two who edit a person or a group the second is told, and keeps what he chose', async ({ operator, browserOf, server, troubles }) => {
  troubles.allow(/status of (409|422)/);
  const { page } = operator;
  const context = await browserOf('Mara elsewhere', { storageState: await page.context().storageState() });
  const other = new Console(await context.newPage());
  await operator.goto('/users/groups');
  await page.getByLabel('Group name').fill('Sales');
  await page.getByRole('button', { name: 'Add group' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Sales' })).toBeVisible();
  const edit = (where: Page) => where.getByRole('button', { name: 'Edit Jonas Perrin' }).click();
  const done = (where: Page) => where.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click();

  await operator.goto('/users');
  await edit(page);
  await page.getByRole('dialog').getByLabel('Role').selectOption('administrator');
  await other.goto(`${server.url}/users`);
  await edit(other.page);
  await other.page.getByRole('dialog').getByLabel('Sales').check();
  await done(other.page);
  await expect(other.page.getByRole('row', { name: /Jonas Perrin/ })).toContainText('Sales');
  await done(page);
  await expect(page.getByText('Somebody else has changed this person meanwhile.')).toBeVisible();
  await expect(page.getByRole('dialog').getByLabel('Role')).toHaveValue('administrator');
  await expectAccessible(page);
  // Once he knows, what he chose goes over it.
  await expect(page.locator('input[name="was_groups[]"]')).toHaveCount(1);
  await done(page);
  const row = page.getByRole('row', { name: /Jonas Perrin/ });
  await expect(row).toContainText('Administrator');
  await expect(row).not.toContainText('Sales');

  await operator.goto('/users/groups');
  await page.getByRole('button', { name: 'Rename Sales' }).click();
  await page.getByRole('dialog').getByLabel('Group name').fill('Retail');
  await other.goto(`${server.url}/users/groups`);
  await other.page.getByRole('button', { name: 'Rename Sales' }).click();
  await other.page.getByRole('dialog').getByLabel('Group name').fill('Trade');
  await done(other.page);
  await expect(other.page.getByRole('listitem').filter({ hasText: 'Trade' })).toBeVisible();
  await done(page);
  await expect(page.getByText(/Somebody else has changed this meanwhile/)).toBeVisible();
  await expect(page.getByRole('dialog').getByLabel('Group name')).toHaveValue('Retail');
});

test('the last administrator stays, and who is removed is signed out at once', async ({ operator, operatorOf, troubles }) => {
  troubles.allow(/status of (401|422)/, /WebSocket connection to .* failed/);
  const jonas = await operatorOf(JONAS);
  const { page } = operator;
  await operator.goto('/users/groups');
  await page.getByLabel('Group name').fill('Sales');
  await page.getByRole('button', { name: 'Add group' }).click();
  await expect(page.getByRole('listitem').filter({ hasText: 'Sales' })).toContainText('0 members');
  await expectAccessible(page);

  await operator.goto('/users');
  const row = page.getByRole('row', { name: /Jonas Perrin/ });
  await row.getByRole('button', { name: 'Edit Jonas Perrin' }).click();
  await page.getByRole('dialog').getByLabel('Sales').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(row).toContainText('Sales');

  await page.getByRole('button', { name: `Edit ${MARA.name}` }).click();
  await page.getByRole('dialog').getByLabel('Role').selectOption('operator');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Nobody else is an administrator.')).toBeVisible();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

  await row.getByRole('button', { name: 'Edit Jonas Perrin' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove this person?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(row).toHaveCount(0);
  await expect(jonas.page).toHaveURL(/sign-in/);
});

test('operators are told that these pages are for administrators', async ({ operatorOf, troubles }) => {
  troubles.allow(/status of 403/);
  const { page } = await operatorOf(JONAS);
  await expect(page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' })).toHaveCount(0);
  for (const path of ['/users', '/users/groups', '/settings', '/settings/mail']) {
    await page.goto(path);
    await expect(page.getByText('This is for administrators')).toBeVisible();
  }
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages for administrators are accessible and fit a phone in ${colorScheme}`, async ({ operatorOf }) => {
    const operator = await operatorOf(MARA, { colorScheme });
    const { page } = operator;
    for (const path of ['/users', '/users/groups', '/settings', '/settings/mail']) {
      await page.setViewportSize({ width: 1400, height: 900 });
      await operator.goto(path);
      await expectAccessible(page);
      await picture(page, `people${path.replaceAll('/', '-')}-${colorScheme}`);
      await page.setViewportSize({ width: 390, height: 844 });
      const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
      expect(await overflow()).toBeLessThanOrEqual(0);
      await picture(page, `people${path.replaceAll('/', '-')}-${colorScheme}-phone`);
    }
  });
}

test('languages, country and time zone are kept, and a wrong time zone is told', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  await operator.goto('/settings');
  await page.getByLabel('Français').check();
  await save(page);
  await operator.goto('/preferences');
  await page.getByLabel('Online Chat Language').selectOption('Français');
  await page.getByRole('group', { name: 'Further languages' }).getByLabel('English').check();
  await page.getByLabel('Country').selectOption('Switzerland');
  await page.getByLabel('Time zone').fill('somewhere else');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Write a name like Europe/Paris.')).toBeVisible();
  await expect(page.getByLabel('Country')).toHaveValue('CH');
  await page.getByLabel('Time zone').fill('Europe/Zurich');
  await save(page);
  await operator.goto('/preferences');
  await expect(page.getByLabel('Online Chat Language')).toHaveValue('fr');
  await expect(page.getByRole('group', { name: 'Further languages' }).getByLabel('English')).toBeChecked();
  await expect(page.getByLabel('Country')).toHaveValue('CH');
  await expect(page.getByLabel('Time zone')).toHaveValue('Europe/Zurich');
  await expectAccessible(page);
  await picture(page, 'people-preferences');
});
