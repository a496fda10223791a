// Conversations beside every page but the inbox, so that one goes on working while chatting.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { Console } from '../fixtures/console';
import { JONAS, MARA } from '../fixtures/people';
import { expect, picture, test, type Visitor } from '../fixtures/test';

/** A chat window, and the bubble that stands for it. */
class Chat {
  readonly window: Locator;
  readonly log: Locator;
  readonly reply: Locator;
  readonly fold: Locator;
  readonly close: Locator;
  readonly toInbox: Locator;
  readonly bubble: Locator;

  constructor(
    readonly page: Page,
    name: string | RegExp = /^Visitor/,
  ) {
    const beside = page.getByRole('complementary', { name: 'Chat windows' });
    this.window = beside.getByRole('region', { name });
    this.log = this.window.getByRole('log');
    this.reply = this.window.getByRole('textbox', { name: 'Reply' });
    this.fold = this.window.getByRole('button', { name: 'Fold to a bubble' });
    this.close = this.window.getByRole('button', { name: /^Close the chat/ });
    this.toInbox = this.window.getByRole('link', { name: 'Open in the inbox' });
    this.bubble = beside.locator('[aria-label^="Chat with"]');
  }

  async shows(text: string): Promise<void> {
    await expect(this.log.getByText(text, { exact: true })).toBeVisible();
  }
}

const messages = (page: Page) => page.getByRole('button', { name: /^Messages/ });

/** A visitor has begun a conversation with the operator, who has read it and goes to another page. */
async function begin(operator: Console, visitor: Visitor, path = 'Channels'): Promise<Chat> {
  await visitor.widget.open();
  await visitor.widget.say('Is the large grinder in stock?');
  await operator.openConversation('Is the large grinder in stock?');
  await expect(visitor.widget.log).toContainText('Seen');
  await operator.page.getByRole('link', { name: path }).click();
  await expect(operator.page.getByRole('heading', { name: path, level: 1 })).toBeVisible();
  return new Chat(operator.page);
}

test('a visitor writes while the operator is elsewhere, and is answered from there', async ({ operator, visitor }) => {
  const { page } = operator;
  const chat = await begin(operator, visitor);
  await expect(chat.window).toBeHidden();
  await visitor.widget.say('And in black?');
  await chat.shows('And in black?');
  await chat.shows('Is the large grinder in stock?');
  await expect(visitor.widget.log).toContainText('Seen');
  await picture(page, 'chat-window');
  await expectAccessible(page);

  await visitor.widget.input.pressSequentially('Or');
  await expect(chat.window).toContainText(/is typing/);
  await chat.reply.fill('In black and in red.');
  await chat.window.getByRole('button', { name: 'Send', exact: true }).click();
  await visitor.widget.shows('In black and in red.');
  await expect(chat.reply).toHaveValue('');
  await expect(chat.log).toContainText('Seen');
  await expect(page).toHaveURL(/\/channels$/);
});

test('a conversation that begins elsewhere opens a window as well', async ({ operator, visitor }) => {
  await operator.goto('/preferences');
  await visitor.widget.open();
  await visitor.widget.say('Anybody there?');
  await new Chat(operator.page).shows('Anybody there?');
});

test('a window never takes the keyboard from who writes on the page', async ({ operator, visitor }) => {
  const { page } = operator;
  await operator.goto('/preferences');
  const name = page.getByRole('textbox', { name: 'Name', exact: true });
  await name.fill('Mara');
  await visitor.widget.open();
  await visitor.widget.say('Hello');
  const chat = new Chat(page);
  await chat.shows('Hello');
  await expect(name).toBeFocused();
  await page.keyboard.type(' Klein-Berg');
  await expect(name).toHaveValue('Mara Klein-Berg');

  await page.keyboard.press('Alt+Shift+R');
  await expect(chat.reply).toBeFocused();
  await page.keyboard.type('Good morning');
  await page.keyboard.press('Enter');
  await visitor.widget.shows('Good morning');
  await expect(chat.reply).toBeFocused();
  // Tab does not lead away from the page, and Escape back to where one was.
  await page.keyboard.press('Tab');
  await expect(page).toHaveURL(/\/preferences$/);
  await page.keyboard.press('Escape');
  await expect(chat.window).toBeHidden();
  await expect(chat.bubble).toBeVisible();
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('Mara Klein-Berg');
});

test('a folded window counts what is unread, on every page and after a reload', async ({ operator, visitor }) => {
  const { page } = operator;
  const chat = await begin(operator, visitor);
  await visitor.widget.say('One more');
  await chat.shows('One more');
  await chat.fold.click();
  await expect(chat.window).toBeHidden();
  await visitor.widget.tells('First');
  await visitor.widget.tells('Second');
  await expect(chat.bubble).toHaveAccessibleName(/^Chat with Visitor .*, 2 unread messages$/);
  await expect(visitor.widget.log).toHaveText(/Sent$/);
  await expectAccessible(page);
  await picture(page, 'chat-bubble');

  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page).toHaveURL(/\/sessions/);
  await expect(chat.bubble).toHaveAccessibleName(/2 unread messages$/);
  await page.reload();
  await operator.ready();
  await expect(chat.bubble).toHaveAccessibleName(/2 unread messages$/);

  await chat.bubble.click();
  await expect(chat.reply).toBeFocused();
  await chat.shows('Second');
  await expect(visitor.widget.log).toHaveText(/Seen$/);
  await page.getByRole('link', { name: 'Channels' }).click();
  await expect(page).toHaveURL(/\/channels$/);
  await chat.shows('Second');
  await page.reload();
  await operator.ready();
  await chat.shows('Second');
});

test('what is half written in a window stands in the inbox, and the other way round', async ({ operator, visitor }) => {
  const { page } = operator;
  const chat = await begin(operator, visitor);
  await visitor.widget.say('In black?');
  await chat.reply.fill('In black and');
  await chat.toInbox.click();
  await expect(page).toHaveURL(/\/inbox\/.+/);
  await expect(page.getByRole('complementary', { name: 'Chat windows' })).toBeHidden();
  await expect(operator.reply).toHaveValue('In black and');
  await operator.reply.fill('In black and in red');
  await page.getByRole('link', { name: 'Channels' }).click();
  await expect(chat.reply).toHaveValue('In black and in red');
});

test('a closed window comes back with the next message, and the keyboard is not lost', async ({ operator, visitor }) => {
  const { page } = operator;
  const chat = await begin(operator, visitor);
  await visitor.widget.say('In black?');
  await chat.shows('In black?');
  // He was at the link before, and is there again.
  await chat.close.press('Enter');
  await expect(chat.window).toBeHidden();
  await expect(page.getByRole('link', { name: 'Channels' })).toBeFocused();
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page).toHaveURL(/\/sessions/);
  await page.reload();
  await operator.ready();
  await expect(chat.bubble).toBeHidden();
  await visitor.widget.say('Still there?');
  await chat.shows('Still there?');
});

test('what was unread before one came is a bubble, and is not seen by itself', async ({ operator, visitor }) => {
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.tells('Is it in stock?');
  await expect(operator.row('Is it in stock?')).toBeVisible();
  await page.getByRole('link', { name: 'Channels' }).click();
  const chat = new Chat(page);
  await expect(chat.bubble).toHaveAccessibleName(/1 unread message$/);
  await expect(chat.window).toBeHidden();
  await expect(visitor.widget.log).not.toContainText('Seen');
});

test('the message icon lists conversations, unread ones first, and opens them where one is', async ({ operator, visitor, visitorOf }) => {
  const { page } = operator;
  await messages(page).click();
  await expect(page.getByRole('menu')).toContainText('No conversations');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(messages(page)).toBeFocused();

  const chat = await begin(operator, visitor);
  const second = await visitorOf('/contact.html');
  await second.widget.open();
  await second.widget.tells('Second in line');
  await chat.fold.click();
  await second.widget.tells('Still waiting');
  await expect(messages(page)).toHaveAccessibleName('Messages, 1 conversation waits for you');
  await page.keyboard.press('Alt+Shift+W');
  const items = page.getByRole('menu').getByRole('menuitem');
  await expect(items).toHaveText([/Still waiting/, /Is the large grinder in stock\?/, /Inbox/]);
  await expect(items.first()).toBeFocused();
  await picture(page, 'message-menu');
  await expectAccessible(page);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await chat.shows('Is the large grinder in stock?');
  await expect(chat.reply).toBeFocused();
  await expect(page).toHaveURL(/\/channels$/);

  await page.getByRole('link', { name: /^Inbox/ }).click();
  await messages(page).click();
  await items.first().click();
  await expect(page).toHaveURL(/\/inbox\/.+/);
  await operator.shows('Still waiting');
});

test('windows stand side by side, and what has no room waits as a bubble', async ({ operator, visitorOf }) => {
  const { page } = operator;
  await page.setViewportSize({ width: 1280, height: 800 });
  await operator.goto('/channels');
  const beside = page.getByRole('complementary', { name: 'Chat windows' });
  const regions = beside.getByRole('region');
  for (const words of ['First', 'Second', 'Third']) {
    const { widget } = await visitorOf('/');
    await widget.open();
    await widget.tells(words);
  }
  await expect(regions).toHaveCount(2);
  await expect(beside.getByRole('button', { name: /^Chat with .*1 unread message$/ })).toHaveCount(1);
  await picture(page, 'chat-windows');
  await expectAccessible(page);
  // The first is where it was; what he opens takes the place of the last.
  await beside.getByRole('button', { name: /^Chat with/ }).click();
  await expect(regions.first()).toContainText('First');
  await expect(regions.last()).toContainText('Third');
  await expect(regions.last().getByRole('textbox', { name: 'Reply' })).toBeFocused();
  await page.setViewportSize({ width: 1700, height: 800 });
  await expect(regions).toHaveCount(3);
});

test('of many that wait the last are bubbles, and the rest is counted', async ({ operator, visitorOf }) => {
  const { page } = operator;
  await page.setViewportSize({ width: 600, height: 800 });
  await operator.goto('/channels');
  for (const words of ['First', 'Second', 'Third', 'Fourth', 'Fifth', 'Sixth']) {
    const { widget } = await visitorOf('/');
    await widget.open();
    await widget.tells(words);
  }
  const beside = page.getByRole('complementary', { name: 'Chat windows' });
  await expect(beside.getByRole('link', { name: /^Chat with/ })).toHaveCount(4);
  const more = beside.getByRole('link', { name: '2 more in the inbox' });
  await picture(page, 'chat-bubbles-many');
  await expectAccessible(page);
  await more.click();
  await expect(page.getByRole('link', { name: /First/ })).toBeVisible();
});

test('what lies under a window can be scrolled out from under it', async ({ operator, visitor }) => {
  const { page } = operator;
  await operator.goto('/preferences');
  await visitor.widget.open();
  await visitor.widget.say('Hello');
  const chat = new Chat(page);
  await chat.shows('Hello');
  await page.setViewportSize({ width: 760, height: 640 });
  const last = page.getByRole('main').getByRole('button').last();
  await last.click();
});

test.describe('in the dark', () => {
  test('a window is as legible', async ({ operatorOf, visitorOf }) => {
    const operator = await operatorOf(MARA, { colorScheme: 'dark' });
    const chat = await begin(operator, await visitorOf('/'));
    const { widget } = await visitorOf('/');
    await widget.open();
    await widget.say('In the dark');
    await chat.shows('In the dark');
    await picture(operator.page, 'chat-window-dark');
    await expectAccessible(operator.page);
  });
});

test('on a phone there are bubbles, which lead to the inbox', async ({ operatorOf, visitorOf }) => {
  const operator = await operatorOf(JONAS, { viewport: { width: 390, height: 780 }, hasTouch: true });
  const { page } = operator;
  await operator.goto('/channels');
  const { widget } = await visitorOf('/');
  await widget.open();
  await widget.tells('From the road');
  const chat = new Chat(page);
  await expect(chat.bubble).toHaveAccessibleName(/1 unread message$/);
  const isWider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(isWider, 'the page is wider than the phone').toBe(false);
  await picture(page, 'chat-bubble-phone');
  await expectAccessible(page);
  await messages(page).click();
  await expect(page.getByRole('menuitem', { name: /From the road/ })).toBeVisible();
  await picture(page, 'message-menu-phone');
  await page.keyboard.press('Escape');
  await chat.bubble.click();
  await expect(page).toHaveURL(/\/inbox\/.+/);
  await operator.shows('From the road');
  await expect(widget.log).toContainText('Seen');
});
