// From an empty database to the first answer.

import { Console } from '../fixtures/console';
import { MARA } from '../fixtures/people';
import { addUser, expect, picture, test, visitorsAre } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

test('an owner sets up, a visitor asks, and the owner answers', async ({ browserOf, emptyServer: server }) => {
  const owner = await (await browserOf('owner')).newPage();
  await test.step('the first administrator is made with the printed link', async () => {
    await owner.goto(server.setupLink);
    await owner.getByRole('textbox', { name: 'Name', exact: true }).fill(MARA.name);
    await owner.getByRole('textbox', { name: 'E-mail' }).fill(MARA.email);
    await owner.getByLabel('Password', { exact: true }).fill(MARA.password);
    await owner.getByRole('button', { name: 'Create administrator' }).click();
    await expect(owner).toHaveURL(`${server.url}/inbox`);
  });
  const console = new Console(owner);
  await console.ready();
  await expect(owner.getByText('data-channel="website"')).toBeVisible();
  await picture(owner, 'inbox-empty');
  await visitorsAre(server, 'welcome');

  const shop = await (await browserOf('visitor')).newPage();
  const widget = new Widget(shop);
  await test.step('a visitor opens the chat and writes', async () => {
    await shop.goto(server.demoUrl);
    await widget.open();
    await expect(widget.window).toContainText('How may I help you?');
    await widget.say('Is the steel grinder worth it?');
    await widget.shows('Is the steel grinder worth it?');
    await expect(widget.log).toContainText('Sent');
  });

  await test.step('it appears in the inbox in bold, without a reload', async () => {
    const words = console.list.getByText('Is the steel grinder worth it?');
    await expect(words).toBeVisible();
    await expect(words).toHaveCSS('font-weight', /^[6-9]\d\d$/);
    await expect(owner).toHaveTitle(/^\(1\)/);
  });

  await test.step('each sees the other type, then read', async () => {
    await console.openConversation('Is the steel grinder worth it?');
    await console.shows('Is the steel grinder worth it?');
    await expect(widget.log).toContainText('Seen');
    await console.reply.pressSequentially('For espresso');
    await expect(widget.window).toContainText(/is typing/);
    await console.reply.fill('For espresso, yes.');
    await console.reply.press('Enter');
    await widget.shows('For espresso, yes.');
    await expect(console.log).toContainText('Seen');
    await expect(console.list.getByText('For espresso, yes.')).toHaveCSS('font-weight', /^[45]\d\d$/);
    await widget.input.pressSequentially('Filter');
    await expect(owner.getByText(/is typing/)).toBeVisible();
  });
  await picture(owner, 'first-answer-console');
  await picture(shop, 'first-answer-widget');
});

test('the set-up link works once', async ({ browserOf, emptyServer: server }) => {
  const link = server.setupLink;
  await addUser(server, MARA);
  const page = await (await browserOf('stranger')).newPage();
  await page.goto(link);
  await expect(page.getByRole('button', { name: 'Create administrator' })).toBeHidden();
  await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
});

test('a set-up form with mistakes keeps what was typed and says what is wrong', async ({ browserOf, emptyServer: server }) => {
  const page = await (await browserOf('owner')).newPage();
  await page.goto(server.setupLink);
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(MARA.name);
  await page.getByRole('textbox', { name: 'E-mail' }).fill(MARA.email);
  await page.getByLabel('Password', { exact: true }).fill('short');
  await page.getByRole('button', { name: 'Create administrator' }).click();
  await expect(page.getByText(/at least 10 characters/i).first()).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(MARA.name);
  await expect(page.getByRole('textbox', { name: 'E-mail' })).toHaveValue(MARA.email);
  await expect(page.getByLabel('Password', { exact: true })).toHaveValue('');
});
