// Canned responses and commands: made under Configuration, used in the reply.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import type { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

class CannedPage {
  readonly make: Locator;
  readonly dialog: Locator;
  readonly shortcut: Locator;
  readonly substitution: Locator;

  constructor(readonly page: Page) {
    this.make = page.getByRole('button', { name: 'New canned response' });
    this.dialog = page.getByRole('dialog');
    this.shortcut = this.dialog.getByRole('textbox', { name: 'Shortcut' });
    this.substitution = this.dialog.getByRole('textbox', { name: 'Substitution' });
  }

  static async of(console: Console): Promise<CannedPage> {
    await console.goto('/configuration/canned');
    return new CannedPage(console.page);
  }

  row(shortcut: string): Locator {
    return this.page.getByRole('row').filter({ hasText: `:${shortcut}` });
  }

  async writes(shortcut: string, substitution: string, button = 'Save & Close'): Promise<void> {
    await this.shortcut.fill(shortcut);
    await this.substitution.fill(substitution);
    await this.dialog.getByRole('button', { name: button }).click();
  }
}

test('somebody makes canned responses, and shares one with all operators', async ({ operator, operatorOf, troubles }) => {
  troubles.allow(/status of 422/);
  const jonas = await operatorOf(JONAS);
  const theirs = await CannedPage.of(jonas);
  await expect(jonas.page.getByRole('heading', { name: 'No canned responses yet' })).toBeVisible();
  const { page } = operator;
  const canned = await CannedPage.of(operator);
  await expectAccessible(page);
  await canned.make.click();
  await canned.writes('two words', 'Dear {visitor.nam}');
  await expect(canned.dialog.getByRole('alert')).toHaveText([
    'Write one word that begins with a letter or a digit.',
    'Only {visitor.name} and {operator.name} can be filled in.',
  ]);
  await expect(canned.shortcut).toHaveValue('two words');
  await expectAccessible(page);
  await canned.dialog.getByRole('checkbox', { name: 'Operators' }).check();
  await canned.shortcut.fill(':hello');
  await canned.substitution.fill('Hello ');
  await canned.dialog.getByRole('button', { name: 'Add {visitor.name}' }).click();
  await picture(page, 'canned-dialog');
  await canned.dialog.getByRole('button', { name: 'Save & New' }).click();
  await expect(canned.shortcut).toHaveValue('');
  await expect(canned.shortcut).toBeFocused();
  await canned.writes('HELLO', 'Again');
  await expect(canned.dialog.getByRole('alert')).toHaveText('This is in use already.');
  await canned.writes('mine', 'Only for me');
  await expect(canned.dialog).toBeHidden();
  await expect(canned.row('hello')).toContainText('Hello {visitor.name}');
  await expect(canned.row('hello')).toContainText('Operators');
  await expect(canned.row('mine')).toContainText('Only you');
  await expectAccessible(page);
  await picture(page, 'canned');

  // Nobody has to reload anything.
  await expect(theirs.row('hello')).toBeVisible();
  await expect(theirs.row('mine')).toHaveCount(0);
  await expect(theirs.page.getByRole('button', { name: 'Edit hello' })).toHaveCount(0);

  await page.getByRole('button', { name: 'Edit mine' }).click();
  await expect(canned.substitution).toHaveValue('Only for me');
  await canned.writes('other', 'For me alone');
  await expect(canned.row('other')).toContainText('For me alone');
  await page.getByRole('searchbox', { name: 'Search canned responses' }).fill('ALONE');
  await expect(canned.row('hello')).toHaveCount(0);
  await page.getByRole('button', { name: 'Delete other' }).click();
  await canned.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('Nothing found.').or(canned.row('hello'))).toBeVisible();
});

/** Makes these for all operators, as their form does. */
async function make(console: Console, responses: Record<string, string>): Promise<void> {
  for (const [shortcut, substitution] of Object.entries(responses)) {
    const draft = { shortcut, substitution, groups: [{ built_in: 'operators' }] };
    const answer = await console.page.request.post('/api/canned/make', { data: { draft } });
    expect(answer.status(), await answer.text()).toBe(200);
  }
}

test('a colon opens the list, and what is chosen stands in the reply', async ({ operator, visitor }) => {
  const { page, reply } = operator;
  await visitor.widget.open();
  await visitor.widget.say('Is anybody there?');
  await make(operator, { hello: 'Hello {visitor.name}, {operator.name} here.', help: 'How may I help?', chello: 'Cello' });
  await operator.openConversation('Is anybody there?');
  const list = page.getByRole('listbox', { name: 'Suggestions' });
  const offers = list.getByRole('option');

  await reply.pressSequentially('Well, :HEL');
  await expect(offers).toHaveText([/^:hello/, /^:help/, /^:chello/]);
  await expect(offers.nth(0)).toHaveAttribute('aria-selected', 'true');
  await expectAccessible(page);
  await picture(page, 'completion');
  await reply.press('ArrowDown');
  await expect(offers.nth(1)).toHaveAttribute('aria-selected', 'true');
  await reply.press('Enter');
  await expect(reply).toHaveValue('Well, How may I help?');
  await expect(list).toBeHidden();
  await reply.press('Enter');
  await visitor.widget.shows('Well, How may I help?');

  // A whole shortcut with Enter is filled in, and not sent yet.
  await reply.pressSequentially('::hello');
  await reply.press('Enter');
  await expect(reply).toHaveValue(/^Hello Visitor \d+, .* here\.$/);
  await reply.fill('');

  // A sign alone is punctuation: Enter sends.
  await reply.pressSequentially('Voici :');
  await expect(offers).toHaveCount(3);
  await reply.press('Enter');
  await visitor.widget.shows('Voici :');

  await reply.pressSequentially('Fine ::)');
  await expect(list).toBeHidden();
  await reply.press('Enter');
  await visitor.widget.shows('Fine ::)');

  await reply.pressSequentially(':hel');
  await expect(list).toBeVisible();
  await reply.press('Escape');
  await expect(list).toBeHidden();
  await reply.pressSequentially('l');
  await expect(list).toBeHidden();
  await reply.fill('');

  await page.getByRole('button', { name: 'Insert', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Insert a Canned Response' }).click();
  await offers.nth(2).click();
  await expect(reply).toHaveValue('How may I help?');
  await expect(reply).toBeFocused();
});

test('commands answer their operator alone', async ({ operator, visitor }) => {
  const { page, reply } = operator;
  await visitor.widget.open();
  await visitor.widget.say('Is anybody there?');
  await operator.openConversation('Is anybody there?');
  const list = page.getByRole('listbox', { name: 'Suggestions' });
  const notes = operator.log.getByRole('note');

  await reply.pressSequentially('/');
  await expect(list.getByRole('option')).toHaveCount(6);
  await expectAccessible(page);
  await picture(page, 'commands');
  await expect(visitor.widget.window.getByText('typing')).toHaveCount(0);
  await reply.pressSequentially('he');
  await reply.press('Enter');
  await expect(reply).toHaveValue('');
  await expect(notes).toContainText('In this conversation: Visitor');
  await expect(notes.getByRole('listitem')).toHaveText([/^@username calls/, /^\/command/, /^:shortcut/]);
  await expectAccessible(page);
  await picture(page, 'private');

  await reply.fill('/ticket');
  await reply.press('Enter');
  await expect(notes.last()).toContainText('Usage: /ticket TITLE');
  await expect(reply).toHaveValue('/ticket');
  await reply.fill('/ticket Broken mill');
  await reply.press('Enter');
  await expect(notes.last()).toContainText('Helpdesk has to be switched on in Settings first.');
  await reply.fill('/lead Café');
  await reply.press('Enter');
  await expect(notes.last()).toContainText('CRM has to be switched on in Settings first.');
  await reply.fill('/dance');
  await reply.press('Enter');
  await expect(notes.last()).toContainText('there is no such command');
  await expect(reply).toHaveValue('/dance');

  await reply.fill('/shop is broken');
  await reply.press('Enter');
  await visitor.widget.shows('/shop is broken');
  for (const command of ['/help', '/ticket', 'Broken mill', '/dance']) {
    await expect(visitor.widget.log.getByText(command)).toHaveCount(0);
  }

  const count = await notes.count();
  await notes.first().getByRole('button', { name: 'Close' }).click();
  await expect(notes).toHaveCount(count - 1);

  await reply.fill('/leave');
  await reply.press('Enter');
  await operator.shows('You left');
  await expect(reply).toHaveValue('');
  await reply.fill('/leave');
  await reply.press('Enter');
  await expect(notes.last()).toContainText('You are not in this conversation');
  await expect(reply).toHaveValue('');
});

test('/history shows the last pages of the visitor as links, newest first', async ({ operator, visitor, server }) => {
  const { page, widget } = visitor;
  const { reply } = operator;
  const notes = operator.log.getByRole('note');
  await page.goto('/contact.html?ref=1');
  await expect(widget.launcher).toBeVisible();
  await page.goto('/');
  await widget.open();
  await widget.say('Is anybody there?');
  await operator.openConversation('Is anybody there?');
  const links = async () => {
    await reply.fill('/history');
    await reply.press('Enter');
    return notes.last().getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
  };
  await expect.poll(links).toEqual([`${server.demoUrl}/`, `${server.demoUrl}/contact.html?ref=1`]);
  await expectAccessible(operator.page);
  await picture(operator.page, 'history');

  // What comes while the conversation goes on is told as well: another page, and one that is not loaded anew.
  await page.goto('/products.html');
  await expect.poll(links).toEqual([
    `${server.demoUrl}/products.html`,
    `${server.demoUrl}/`,
    `${server.demoUrl}/contact.html?ref=1`,
  ]);
  await page.evaluate(() => history.pushState({}, '', '/products.html?sort=price'));
  await expect.poll(async () => (await links())[0]).toBe(`${server.demoUrl}/products.html?sort=price`);
});
