// Sessions → Visitors: who is on the site, and a chat that an operator starts.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { attach, makeChatbot } from '../fixtures/chatbots';
import type { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

const ASKED = 'Can I help with the prices?';

class VisitorsPage {
  readonly rows: Locator;
  readonly dialog: Locator;
  readonly message: Locator;
  readonly nobody: Locator;

  constructor(readonly page: Page) {
    this.rows = page.getByRole('row').filter({ has: page.getByRole('cell') });
    this.dialog = page.getByRole('dialog', { name: 'Start a chat' });
    this.message = this.dialog.getByRole('textbox', { name: 'Message' });
    this.nobody = page.getByRole('heading', { name: 'Nobody is on the site' });
  }

  static async of(console: Console): Promise<VisitorsPage> {
    await console.goto('/sessions/visitors');
    return new VisitorsPage(console.page);
  }

  async ask(on: string, text: string): Promise<void> {
    await this.rows.filter({ hasText: on }).getByRole('button', { name: /^Start a chat/ }).click();
    await this.message.fill(text);
    await this.dialog.getByRole('button', { name: 'Send' }).click();
  }
}

/** What the bubble beside the button says. */
const bubble = (page: Page, text: string) => page.getByRole('status').getByRole('button', { name: text });

test('an operator sees who is on the site and starts a chat', async ({ operator, visitorOf, server, troubles }) => {
  troubles.allow(/status of 422/);
  const visitors = await VisitorsPage.of(operator);
  await expect(visitors.nobody).toBeVisible();
  await expectAccessible(visitors.page);

  const { page, widget } = await visitorOf('/products.html?token=secret');
  const row = visitors.rows.filter({ hasText: '/products.html' });
  await expect(row).toBeVisible();
  await expect(row).toContainText('Website');
  await expect(row).toContainText('now');
  await expect(row).not.toContainText('secret');
  await expect(row.getByRole('link')).toHaveAttribute('href', `${server.demoUrl}/products.html`);
  await expectAccessible(visitors.page);
  const requests: string[] = [];
  const sockets: string[] = [];
  page.on('request', (request) => requests.push(request.method()));
  page.on('websocket', (socket) => sockets.push(socket.url()));

  await row.getByRole('button', { name: /^Start a chat/ }).click();
  await expectAccessible(visitors.page);
  await visitors.dialog.getByRole('button', { name: 'Send' }).click();
  await expect(visitors.dialog.getByText('Fill this in.')).toBeVisible();
  await visitors.message.fill(ASKED);
  await visitors.dialog.getByRole('button', { name: 'Send' }).click();
  await expect(visitors.dialog).toBeHidden();
  await expect(visitors.page.getByText('The visitor sees your message.')).toBeVisible();
  await expect(row).toContainText('Sees a message');

  await expect(bubble(page, ASKED)).toBeVisible();
  await expectAccessible(page);
  // It is there on the next page of the site as well.
  await page.getByRole('link', { name: 'Contact' }).first().click();
  await expect(page).toHaveURL(/contact/);
  await expect(bubble(page, ASKED)).toBeVisible();
  await bubble(page, ASKED).click();
  await widget.shows(ASKED);
  await expect(widget.window).toContainText('Mara Klein');
  await expectAccessible(page);
  expect(requests.filter((method) => method !== 'GET'), 'nothing is stored before he answers').toEqual([]);
  expect(sockets).toEqual([]);
  await operator.goto('/inbox');
  await expect(operator.rows).toHaveCount(0);

  await widget.tells('Yes, please');
  await expect(widget.words(ASKED)).toHaveCount(1);
  await operator.openConversation('Yes, please');
  await operator.shows(ASKED);
  await operator.shows('Yes, please');
  await operator.say('They are on the page of each product.');
  await widget.shows('They are on the page of each product.');
  // The conversation is the same after a reload, and nobody is asked who talks already.
  await page.reload();
  await widget.shows('Yes, please');
  await expect(widget.words(ASKED)).toHaveCount(1);
  await expect(bubble(page, ASKED)).toBeHidden();
  await operator.goto('/sessions/visitors');
  await expect(visitors.rows).toContainText('In a conversation');
  await expect(visitors.rows.getByRole('button')).toHaveCount(0);

  await page.close();
  await expect(visitors.nobody).toBeVisible({ timeout: 30_000 });
});

test('in an open window what is asked stands in place of the welcome, and of a chatbot', async ({ operator, visitorOf }) => {
  await makeChatbot(operator, 'Guide', [{ message: 'What do you want?', type: 'Question', answers: [['Prices'], ['Nothing']] }]);
  await attach(operator, 'Guide');
  const { page, widget } = await visitorOf('/contact.html');
  await widget.launcher.click();
  await widget.shows('What do you want?');
  const visitors = await VisitorsPage.of(operator);
  await visitors.ask('/contact.html', ASKED);
  await expect(visitors.dialog).toBeHidden();
  await widget.shows(ASKED);
  await expect(widget.window).toContainText('Mara Klein');
  await expectAccessible(page);
  await widget.tells('Gladly');
  await operator.goto('/inbox');
  await operator.openConversation('Gladly');
  await operator.shows(ASKED);
});

test('what the visitor puts aside stays aside, and waits in the chat', async ({ operator, visitorOf }) => {
  const { page, widget } = await visitorOf('/contact.html');
  const visitors = await VisitorsPage.of(operator);
  await visitors.ask('/contact.html', ASKED);
  await expect(bubble(page, ASKED)).toBeVisible();
  await page.getByRole('status').getByRole('button', { name: 'Close' }).click();
  await expect(bubble(page, ASKED)).toBeHidden();
  await page.reload();
  await widget.open();
  await widget.shows(ASKED);
});

test('who leaves before he is asked is told of', async ({ operator, visitorOf, troubles }) => {
  troubles.allow(/status of 404/);
  const { page } = await visitorOf('/contact.html');
  const visitors = await VisitorsPage.of(operator);
  await visitors.rows.getByRole('button', { name: /^Start a chat/ }).click();
  await visitors.message.fill(ASKED);
  await page.close();
  await visitors.dialog.getByRole('button', { name: 'Send' }).click();
  await expect(visitors.dialog.getByText('The visitor has left the site')).toBeVisible({ timeout: 20_000 });
  await expect(visitors.message).toHaveValue(ASKED);
});

test('an operator asks on a phone, and a visitor is asked on one', async ({ operatorOf, visitorOf }) => {
  const operator = await operatorOf(JONAS, { viewport: { width: 390, height: 844 } });
  const { page } = await visitorOf('/products.html', { viewport: { width: 390, height: 844 } });
  const visitors = await VisitorsPage.of(operator);
  await expect(visitors.rows).toHaveCount(1);
  expect(await visitors.page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await visitors.ask('/products.html', ASKED);
  await expect(bubble(page, ASKED)).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
});

test('where a page forbids WebAssembly, what is asked stands in the frame', async ({ operator, visitorOf, troubles }) => {
  // The loader finds out by trying.
  troubles.allow(/WebAssembly|wasm-eval|unsafe-eval/);
  const { page } = await visitorOf('/no-wasm.html');
  const visitors = await VisitorsPage.of(operator);
  await visitors.ask('/no-wasm.html', ASKED);
  await expect(visitors.dialog).toBeHidden();
  await page.getByRole('button', { name: ASKED }).click();
  const widget = new Widget(page.frameLocator('porchlight-chat iframe'));
  await widget.shows(ASKED);
  await expect(visitors.rows).toHaveCount(1);
  await widget.tells('Yes, please');
  await operator.goto('/inbox');
  await operator.openConversation('Yes, please');
  await operator.shows(ASKED);
});
