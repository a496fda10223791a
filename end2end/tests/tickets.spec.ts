// Helpdesk: conversations become tickets, which a team works through.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import type { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, picture, test, type Visitor } from '../fixtures/test';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const note = ({ page }: Console): Locator => page.getByRole('note', { name: 'Only you see this' }).last();
const column = (page: Page, state: string): Locator => page.getByRole('region', { name: state, exact: true });
const card = (page: Page, state: string, title: string): Locator =>
  column(page, state).getByRole('listitem').filter({ hasText: title });
const row = (page: Page, title: string): Locator => page.getByRole('row').filter({ hasText: title });

/** An administrator switches Helpdesk on and makes a team that takes tickets from conversations. */
async function switchesOn(operator: Console): Promise<void> {
  const { page } = operator;
  await operator.goto('/settings/helpdesk');
  await page.getByRole('switch', { name: 'Helpdesk' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('No team takes tickets from conversations yet')).toBeVisible();
  await makesTeam(operator, 'Repairs');
  await expect(page.getByText('No team takes tickets from conversations yet')).toBeHidden();
}

async function makesTeam({ page, dialog }: Console, name: string): Promise<void> {
  await page.getByRole('button', { name: 'New team' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog).toBeHidden();
  await expect(row(page, name)).toBeVisible();
}

async function asks({ widget }: Visitor, words: string): Promise<void> {
  await widget.open();
  await widget.tells(words);
}

/** Makes a ticket of the open conversation. */
async function makesTicket(operator: Console, title: string): Promise<void> {
  await operator.say(`/ticket ${title}`);
  await expect(note(operator)).toContainText(title);
}

test('an administrator switches it on, makes teams and puts them in their order', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page, dialog } = operator;
  await operator.goto('/settings/helpdesk');
  await expectAccessible(page);
  await switchesOn(operator);
  await makesTeam(operator, 'Orders');
  await page.getByRole('button', { name: 'New team' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('REPAIRS');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(dialog.getByRole('alert')).toHaveText('This is in use already.');
  await expectAccessible(page);
  await picture(page, 'helpdesk-team');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  const names = page.getByRole('row').getByRole('cell').nth(1);
  await expect(names).toHaveText('Repairs');
  await page.getByRole('button', { name: 'Priority 2' }).press('ArrowUp');
  await expect(names).toHaveText('Orders');
  await page.reload();
  await operator.ready();
  await expect(names).toHaveText('Orders');
  await expectAccessible(page);
  await picture(page, 'helpdesk');

  await page.getByRole('button', { name: 'Edit Orders' }).click();
  await dialog.getByRole('checkbox', { name: 'Live Chat' }).uncheck();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(row(page, 'Orders')).not.toContainText('Live Chat');
  await page.getByRole('button', { name: 'Delete Repairs' }).click();
  await expect(dialog).toContainText('The tickets of Repairs stay');
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(row(page, 'Repairs')).toHaveCount(0);
  await expect(page.getByText('No team takes tickets from conversations yet')).toBeVisible();
});

test('a command makes a ticket of what was said, which the team finds, moves and solves', async ({ operator, operatorOf, visitor }) => {
  await asks(visitor, 'My mill squeaks');
  await operator.openConversation('My mill squeaks');
  await operator.reply.fill('/ticket Broken mill');
  await operator.reply.press('Enter');
  await expect(note(operator)).toContainText('Helpdesk has to be switched on in Settings first.');
  await expect(operator.reply).toHaveValue('/ticket Broken mill');
  await operator.reply.fill('');

  await switchesOn(operator);
  const jonas = await operatorOf(JONAS);
  await jonas.goto('/sessions/tickets');
  await expect(jonas.page.getByRole('heading', { name: 'Tickets' })).toBeVisible();
  await expect(column(jonas.page, 'New')).toContainText('0');

  await operator.goto('/inbox');
  await operator.openConversation('My mill squeaks');
  await makesTicket(operator, 'Broken mill');
  await expect(note(operator)).toContainText('Ticket made: #1 Broken mill');
  await expectAccessible(operator.page);
  await picture(operator.page, 'ticket-command');
  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  await expect(panel.getByRole('link', { name: '#1 Broken mill' })).toHaveAttribute('href', '/sessions/tickets/1');
  await operator.say('/search_tickets squeaks');
  await expect(note(operator)).toContainText('#1 Broken mill New');
  await operator.say('/search_tickets 7');
  await expect(note(operator)).toContainText('No ticket is found by “7”.');
  await expect(visitor.widget.log).not.toContainText('ticket');

  // Nobody reloads.
  await expect(card(jonas.page, 'New', 'Broken mill')).toBeVisible();
  await expectAccessible(jonas.page);
  await card(jonas.page, 'New', 'Broken mill').getByRole('link').click();
  await expect(jonas.page.getByRole('heading', { name: '#1 Broken mill' })).toBeVisible();
  await expect(jonas.page.getByRole('link', { name: 'Tickets', exact: true })).toHaveAttribute('aria-current', 'page');
  await expect(jonas.page.getByRole('textbox', { name: 'Description' })).toHaveValue('Visitor 1:\nMy mill squeaks');
  await jonas.page.getByRole('combobox', { name: 'Assignee' }).selectOption('Jonas Perrin');
  await jonas.page.getByRole('combobox', { name: 'Priority' }).selectOption('Urgent');
  await expectAccessible(jonas.page);
  await picture(jonas.page, 'ticket');
  await jonas.page.getByRole('button', { name: 'Save' }).click();
  await expect(jonas.page.getByText('Saved.')).toBeVisible();

  await jonas.page.getByRole('link', { name: 'Tickets', exact: true }).click();
  await expect(card(jonas.page, 'New', 'Broken mill')).toContainText('Urgent');
  await card(jonas.page, 'New', 'Broken mill').dragTo(column(jonas.page, 'In progress'));
  await expect(card(jonas.page, 'In progress', 'Broken mill')).toContainText('Jonas Perrin');
  await picture(jonas.page, 'tickets-board');
  const menu = jonas.page.getByRole('combobox', { name: 'State of #1 Broken mill' });
  await menu.selectOption('Solved');
  await expect(card(jonas.page, 'Solved', 'Broken mill')).toBeVisible();
  await expect(menu).toBeFocused();
  await expect(panel.getByText('No open ticket.')).toBeVisible();
  await jonas.page.reload();
  await expect(card(jonas.page, 'Solved', 'Broken mill')).toBeVisible();
});

test('a ticket is given to a contact by hand', async ({ operator, visitor }) => {
  const { page, dialog } = operator;
  await asks(visitor, 'My mill squeaks');
  await switchesOn(operator);
  await operator.goto('/inbox');
  await operator.openConversation('My mill squeaks');
  await makesTicket(operator, 'Broken mill');
  for (const name of ['Ada Byron', 'Ben Okri']) {
    await operator.goto('/sessions/contacts');
    await page.getByRole('button', { name: 'New contact' }).first().click();
    await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await expect(page).toHaveURL(/\/sessions\/contacts\/[0-9a-f-]{36}$/);
  }
  await operator.goto('/sessions/tickets/1');
  const contact = page.getByRole('link', { name: /^View Contact/ });
  await expect(contact).toBeHidden();
  await page.getByRole('textbox', { name: 'Title' }).fill('Mill, broken');
  await page.getByRole('button', { name: 'Choose a contact' }).click();
  await expect(dialog.getByRole('button', { name: 'Ben Okri' })).toBeVisible();
  const sought = dialog.getByRole('searchbox');
  await sought.fill('nobody');
  await expect(dialog.getByText('No contact found.')).toBeVisible();
  await sought.fill('ada');
  await sought.press('Enter');
  await expect(dialog.getByRole('listitem')).toHaveText(['Ada Byron']);
  await expectAccessible(page);
  await picture(page, 'ticket-contact');
  await dialog.getByRole('button', { name: 'Ada Byron' }).click();
  await expect(dialog).toBeHidden();
  await expect(contact).toContainText('Ada Byron');
  await expect(page.getByRole('textbox', { name: 'Title' }), 'what was typed stays').toHaveValue('Mill, broken');
  await picture(page, 'ticket-of-a-contact');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { name: '#1 Mill, broken' })).toBeVisible();

  await contact.click();
  await expect(page.getByRole('link', { name: '#1 Mill, broken' })).toBeVisible();
  await operator.goto('/sessions/tickets/1');
  await page.getByRole('button', { name: 'Choose another contact' }).click();
  await dialog.getByRole('button', { name: 'No contact' }).click();
  await expect(contact).toBeHidden();
  await expect(page.getByRole('button', { name: 'Choose a contact' })).toBeVisible();
});

test('a list is searched and filtered, and its address says so', async ({ operator, visitor }) => {
  await asks(visitor, 'Three questions');
  await switchesOn(operator);
  await operator.goto('/inbox');
  await operator.openConversation('Three questions');
  for (const title of ['Broken mill', 'Lost <b>parcel</b>', 'Blunt blades']) await makesTicket(operator, title);
  const { page } = operator;
  await operator.goto('/sessions/tickets?view=list');
  const rows = page.getByRole('row').filter({ has: page.getByRole('cell') });
  await expect(rows).toHaveCount(3);
  await expect(rows.first()).toContainText('#3 Blunt blades');
  await expect(rows.nth(1)).toContainText('#2 Lost <b>parcel</b>');
  await expectAccessible(page);
  await picture(page, 'tickets-list');

  const search = page.getByRole('searchbox', { name: 'Number or words' });
  await search.fill('PARC');
  await search.press('Enter');
  await expect(rows).toHaveCount(1);
  await expect(page).toHaveURL(/\/sessions\/tickets\?q=PARC&view=list$/);
  await expect(search).toBeFocused();
  await search.fill('#1');
  await search.press('Enter');
  await expect(rows).toHaveText([/#1 Broken mill/]);
  await page.reload();
  await operator.ready();
  await expect(search).toHaveValue('#1');
  await expect(rows).toHaveText([/#1 Broken mill/]);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(rows).toHaveCount(3);
  await expect(search).toHaveValue('');
  await page.getByRole('checkbox', { name: 'Assigned to me' }).check();
  await expect(page.getByRole('heading', { name: 'No ticket found' })).toBeVisible();
  await page.getByRole('checkbox', { name: 'Assigned to me' }).uncheck();
  await page.getByRole('combobox', { name: 'State' }).selectOption('Solved');
  await expect(page.getByRole('heading', { name: 'No ticket found' })).toBeVisible();
  await page.getByRole('combobox', { name: 'State' }).selectOption('New');
  await page.getByRole('combobox', { name: 'Team' }).selectOption('Repairs');
  await expect(rows).toHaveCount(3);
});

test('of two who edit one ticket the second is told, and both texts are in sight', async ({ operator, operatorOf, visitor, troubles }) => {
  troubles.allow(/status of 409/);
  await asks(visitor, 'My mill squeaks');
  await switchesOn(operator);
  await operator.goto('/inbox');
  await operator.openConversation('My mill squeaks');
  await makesTicket(operator, 'Broken mill');
  const jonas = await operatorOf(JONAS);
  const title = ({ page }: Console) => page.getByRole('textbox', { name: 'Title' });
  const save = ({ page }: Console) => page.getByRole('button', { name: 'Save' });
  for (const console of [operator, jonas]) await console.goto('/sessions/tickets/1');
  await title(jonas).fill('Mill of Ada');
  await title(operator).fill('Broken mill, red');
  await save(operator).click();
  await expect(operator.page.getByRole('heading', { name: '#1 Broken mill, red' })).toBeVisible();

  await expect(jonas.page.getByText('Somebody else changed this ticket')).toBeVisible();
  await expect(jonas.page.getByText('Broken mill, red', { exact: true })).toBeVisible();
  await expect(title(jonas)).toHaveValue('Mill of Ada');
  await expectAccessible(jonas.page);
  await picture(jonas.page, 'ticket-conflict');
  await save(jonas).click();
  await expect(jonas.page.getByRole('heading', { name: '#1 Mill of Ada' })).toBeVisible();
  // Who has typed nothing sees it.
  await expect(title(operator)).toHaveValue('Mill of Ada');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`tickets fit a phone in ${colorScheme}`, async ({ operator, operatorOf, visitor }) => {
    await asks(visitor, 'My mill squeaks');
    await switchesOn(operator);
    await operator.goto('/inbox');
    await operator.openConversation('My mill squeaks');
    for (const title of ['Broken mill', 'Lost parcel']) await makesTicket(operator, title);
    const jonas = await operatorOf(JONAS, { ...PHONE, colorScheme });
    for (const [path, name] of [
      ['/sessions/tickets', 'board'],
      ['/sessions/tickets?view=list', 'list'],
      ['/sessions/tickets/1', 'ticket'],
    ] as const) {
      await jonas.goto(path);
      await expect(jonas.page.getByText('Broken mill').first()).toBeVisible();
      const overflow = await jonas.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${path} is no wider than the phone`).toBeLessThanOrEqual(0);
      await expectAccessible(jonas.page);
      await picture(jonas.page, `phone-tickets-${name}-${colorScheme}`);
    }
    await operator.goto('/settings/helpdesk');
    await operator.page.setViewportSize(PHONE.viewport);
    await picture(operator.page, `phone-helpdesk-${colorScheme}`);
  });
}
