// The console and the full-page chat without a mouse.

import { expect } from '@playwright/test';
import { Console } from '../fixtures/console';
import { tabTo } from '../fixtures/focus';
import { MARA } from '../fixtures/people';
import { test, visitorsAre } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

test('an operator signs in, answers and ends by keyboard', async ({ browserOf, server, visitorOf }) => {
  const page = await (await browserOf('Mara')).newPage();
  await page.goto(`${server.url}/sign-in`);
  await tabTo(page, page.getByRole('textbox', { name: 'E-mail' }));
  await page.keyboard.type(MARA.email);
  await tabTo(page, page.getByLabel('Password', { exact: true }));
  await page.keyboard.type(MARA.password);
  await page.keyboard.press('Enter');
  const console = new Console(page);
  await console.ready();
  await visitorsAre(server, 'welcome');

  const { widget } = await visitorOf('/');
  await widget.open();
  await widget.say('Is a key enough?');
  const row = console.row('Is a key enough?');
  await expect(row).toBeVisible();
  await tabTo(page, row);
  await page.keyboard.press('Enter');
  await expect(console.log).toBeVisible();
  await tabTo(page, console.reply);
  await page.keyboard.type('It is');
  await page.keyboard.press('Enter');
  await widget.shows('It is');
  await expect(console.reply).toBeFocused();

  await tabTo(page, console.end, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(console.dialog).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(console.dialog).toBeHidden();
  await expect(console.end).toBeFocused();
  await page.keyboard.press('Enter');
  await tabTo(page, console.dialog.getByRole('button', { name: 'End conversation' }));
  await page.keyboard.press('Enter');
  await expect(widget.window).toContainText('This livechat conversation has ended');
});

test('Tab in an empty reply box goes to the next unread conversation', async ({ operator, visitorOf }) => {
  const first = await visitorOf('/');
  await first.widget.open();
  await first.widget.say('First in line');
  await operator.openConversation('First in line');
  const second = await visitorOf('/contact.html');
  await second.widget.open();
  await second.widget.say('Second in line');
  await expect(operator.row('Second in line')).toBeVisible();
  await operator.reply.focus();
  await operator.page.keyboard.press('Tab');
  await operator.shows('Second in line');
});

test('the keyboard stays on its row while others come to the top, and goes along when it does', async ({ operator, visitorOf }) => {
  const says = async (words: string) => {
    const { widget } = await visitorOf('/');
    await widget.open();
    await widget.say(words);
    await expect(operator.row(words)).toBeVisible();
    return widget;
  };
  const first = await says('First in line');
  const second = await says('Second in line');
  await says('Third in line');
  const rows = operator.page.locator('.group__rows .row');
  const inOrder = (words: string[]) => expect(rows.locator('.row__words')).toHaveText(words);
  await operator.row('Second in line').focus();
  await first.say('Still here');
  await inOrder(['Still here', 'Third in line', 'Second in line']);
  await expect(operator.row('Second in line')).toBeFocused();
  await second.say('Me too');
  await inOrder(['Me too', 'Still here', 'Third in line']);
  await expect(operator.row('Me too')).toBeFocused();
  await operator.page.keyboard.press('Enter');
  await operator.shows('Me too');
});

test('the preferences are reachable by keyboard', async ({ operator }) => {
  await operator.goto('/preferences');
  const { page } = operator;
  for (const name of ['Name', 'Online Chat Name']) {
    await tabTo(page, page.getByRole('textbox', { name, exact: true }));
  }
  await tabTo(page, page.getByRole('button', { name: /^Save/ }).first());
});

test('the full-page chat puts the reader where he writes', async ({ operator, browserOf, server }) => {
  void operator;
  const page = await (await browserOf('visitor')).newPage();
  await page.goto(`${server.url}/chat/website`);
  const widget = new Widget(page);
  await expect(widget.input).toBeVisible();
  await tabTo(page, widget.input);
  await page.keyboard.type('Here');
  await page.keyboard.press('Enter');
  await widget.shows('Here');
});
