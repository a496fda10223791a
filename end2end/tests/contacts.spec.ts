// Contacts: whoever says how he can be reached is known from then on, to operators alone.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { attach, makeChatbot } from '../fixtures/chatbots';
import type { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, picture, test, type Visitor } from '../fixtures/test';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const row = (page: Page, name: string): Locator => page.getByRole('row').filter({ hasText: name });
const field = (page: Page, name: string): Locator => page.getByRole('textbox', { name, exact: true });
const panelOf = ({ page }: Console): Locator => page.getByRole('complementary', { name: 'Information' });
const save = ({ page }: Console): Locator => page.getByRole('button', { name: 'Save', exact: true });

/** A chatbot that asks everybody for an address, a number, and what it is about. */
async function asksForAddresses(operator: Console): Promise<void> {
  await makeChatbot(operator, 'Guide', [
    { message: 'Where may we write?', type: 'email' },
    { message: 'Where may we call?', type: 'phone' },
    { message: 'What is it about?', type: 'free_input' },
  ]);
  await attach(operator, 'Guide');
}

/** Somebody who says how he can be reached, in a browser of his own. */
async function tells(visitorOf: (path: string) => Promise<Visitor>, ...words: string[]): Promise<Visitor> {
  const visitor = await visitorOf('/');
  await visitor.widget.launcher.click();
  await visitor.widget.shows('Where may we write?');
  for (const text of words) await visitor.widget.tells(text);
  return visitor;
}

/** Makes a contact by hand; its page is open then. */
async function makes({ page, dialog }: Console, fields: Record<string, string>): Promise<void> {
  await page.getByRole('button', { name: 'New contact' }).first().click();
  for (const [name, text] of Object.entries(fields)) await dialog.getByRole('textbox', { name, exact: true }).fill(text);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page).toHaveURL(/\/sessions\/contacts\/[0-9a-f-]{36}$/);
}

test('who gives his address is a contact, whose name and notes an operator keeps', async ({ operator, operatorOf, visitorOf }) => {
  await asksForAddresses(operator);
  const jonas = await operatorOf(JONAS);
  await jonas.goto('/sessions/contacts');
  await expect(jonas.page.getByRole('heading', { name: 'No contact yet' })).toBeVisible();
  await expectAccessible(jonas.page);
  await picture(jonas.page, 'contacts-none');

  const first = await tells(visitorOf, 'ada@example.org', '030 12345');
  // Nobody reloads.
  await expect(row(jonas.page, 'ada@example.org')).toContainText('030 12345');
  const second = await tells(visitorOf, 'Ada@Example.org', '0900 666');

  await operator.goto('/inbox');
  await operator.openConversation('Visitor 2');
  const panel = panelOf(operator);
  await expect(panel.getByRole('link', { name: /^View Contact/ })).toContainText('ada@example.org');
  await expect(panel).toContainText('Nobody has checked that it is his.');
  await expect(panel.getByRole('link', { name: /030 12345|What is it about/ })).toHaveCount(1);
  await expectAccessible(operator.page);
  await picture(operator.page, 'contact-panel');
  await panel.getByRole('link', { name: /^View Contact/ }).click();

  const { page } = operator;
  await expect(page.getByRole('heading', { name: 'ada@example.org', level: 1 })).toBeVisible();
  await expect(field(page, 'Phone')).toHaveValue('030 12345');
  await field(page, 'Name').fill('Ada L.');
  await field(page, 'Notes').fill('Likes tea');
  await page.getByRole('combobox', { name: 'Country' }).selectOption('United Kingdom');
  await save(operator).click();
  await expect(page.getByRole('heading', { name: 'Ada L.', level: 1 })).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'contact');
  await expect(row(jonas.page, 'Ada L.')).toContainText('United Kingdom');
  await picture(jonas.page, 'contacts');

  // Neither of them hears a word of it.
  for (const { widget } of [first, second]) await expect(widget.log).not.toContainText('Ada L.');
  await page.getByRole('listitem').filter({ hasText: /What is it about|030 12345/ }).getByRole('link').first().click();
  await expect(operator.log).toBeVisible();
});

test('contacts are made by hand and found, and two records of one person are merged', async ({ operator, visitorOf, troubles }) => {
  troubles.allow(/status of 422/);
  const { page, dialog } = operator;
  await asksForAddresses(operator);
  await tells(visitorOf, 'ada@home.example', '030 12345');
  await page.getByRole('link', { name: 'Sessions' }).first().click();
  await page.getByRole('link', { name: 'Contacts' }).click();
  await page.getByRole('button', { name: 'New contact' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'contact-new');
  await page.keyboard.press('Escape');
  await makes(operator, { Name: 'Ada L.', 'E-mail': 'ada@work.example', Phone: '(030) 123-45', Company: 'Engines' });

  const alike = page.getByRole('button', { name: 'Merge with ada@home.example' });
  await expect(alike).toBeVisible();
  await field(page, 'Notes').fill('At work');
  await expect(alike, 'what is typed would be lost').toBeDisabled();
  await save(operator).click();
  await expect(alike).toBeEnabled();
  await expectAccessible(page);
  await picture(page, 'contact-alike');
  await alike.click();
  await expect(dialog).toContainText('move to Ada L.');
  await expectAccessible(page);
  await dialog.getByRole('button', { name: 'Merge' }).click();
  await expect(field(page, 'Notes')).toHaveValue('At work\nada@home.example\n030 12345');
  await expect(page.getByText('Perhaps the same person')).toBeHidden();
  await expect(page.getByText('Nobody has checked that it is theirs.')).toBeVisible();

  await page.getByRole('link', { name: 'Contacts' }).click();
  await makes(operator, { Name: 'Bob' });
  await page.getByRole('link', { name: 'Contacts' }).click();
  const rows = page.getByRole('rowgroup').last().getByRole('row');
  await expect(rows).toHaveCount(2);
  const search = page.getByRole('searchbox', { name: 'Name, e-mail, phone or company' });
  await search.fill('engin');
  await search.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL('/sessions/contacts?q=engin');
  await rows.getByRole('link', { name: 'Ada L.' }).click();
  await expect(field(page, 'Company')).toHaveValue('Engines');
});

test('of two who edit one contact the second is told, and both texts are in sight', async ({ operator, operatorOf, troubles }) => {
  troubles.allow(/status of 409/);
  await operator.goto('/sessions/contacts');
  await makes(operator, { Name: 'Ada' });
  const jonas = await operatorOf(JONAS);
  await jonas.goto(new URL(operator.page.url()).pathname);
  await field(jonas.page, 'Notes').fill('Moves in May');
  await field(operator.page, 'Name').fill('Ada L.');
  await save(operator).click();
  await expect(jonas.page.getByText('Somebody else changed this contact')).toBeVisible();
  await expect(jonas.page.getByText('Ada L.', { exact: true })).toBeVisible();
  await expect(field(jonas.page, 'Notes')).toHaveValue('Moves in May');
  await expectAccessible(jonas.page);
  await save(jonas).click();
  await expect(field(operator.page, 'Notes')).toHaveValue('Moves in May');
});

test('a person is forgotten with all that he said, by an administrator alone', async ({ operator, operatorOf, visitorOf, troubles }) => {
  // Whoever has his page open asks how he is now.
  troubles.allow(/status of 404/);
  await asksForAddresses(operator);
  await tells(visitorOf, 'ada@example.org', '030 12345');
  const jonas = await operatorOf(JONAS);
  for (const console of [jonas, operator]) {
    await console.goto('/sessions/contacts');
    await row(console.page, 'ada@example.org').getByRole('link').click();
    await console.page.getByRole('button', { name: 'Delete contact' }).click();
    await expect(console.dialog.getByRole('button', { name: 'Delete the contact' })).toBeVisible();
  }
  const all = ({ dialog }: Console) => dialog.getByRole('button', { name: 'Erase it with its conversations' });
  await expect(all(jonas)).toHaveCount(0);
  await expectAccessible(operator.page);
  await picture(operator.page, 'contact-delete');
  await all(operator).click();
  await expect(operator.page.getByRole('heading', { name: 'No contact yet' })).toBeVisible();
  await expect(jonas.page.getByText('Somebody else has deleted this contact')).toBeVisible();
  await operator.goto('/inbox');
  await expect(operator.row('Visitor 1')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`contacts fit a phone in ${colorScheme}`, async ({ operator, operatorOf }) => {
    await operator.goto('/sessions/contacts');
    await makes(operator, { Name: 'Ada Lovelace', 'E-mail': 'ada@example.org', Phone: '+44 20 7946 0000', Company: 'Analytical Engines' });
    const path = new URL(operator.page.url()).pathname;
    await operator.page.getByRole('link', { name: 'Contacts' }).click();
    await makes(operator, { Name: 'Ada L.', 'E-mail': 'ada@example.org' });
    const jonas = await operatorOf(JONAS, { ...PHONE, colorScheme });
    for (const [address, name] of [
      ['/sessions/contacts', 'list'],
      [path, 'contact'],
    ] as const) {
      await jonas.goto(address);
      await expect(jonas.page.getByText('Ada L.').first()).toBeVisible();
      const overflow = await jonas.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${address} is no wider than the phone`).toBeLessThanOrEqual(0);
      await expectAccessible(jonas.page);
      await picture(jonas.page, `phone-contacts-${name}-${colorScheme}`);
    }
  });
}
