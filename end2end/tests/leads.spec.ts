// CRM: conversations become leads, which sales people move through their pipeline.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { attach } from '../fixtures/chatbots';
import type { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, picture, test, type Visitor } from '../fixtures/test';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

const note = ({ page }: Console): Locator => page.getByRole('note', { name: 'Only you see this' }).last();
const column = (page: Page, stage: string): Locator => page.getByRole('region', { name: stage, exact: true });
const card = (page: Page, stage: string, title: string): Locator =>
  column(page, stage).getByRole('listitem').filter({ hasText: title });

/** An administrator switches an app on and makes a team that takes what is made of conversations. */
async function switchesOn(operator: Console, app: 'CRM' | 'Helpdesk', team: string): Promise<void> {
  const { page, dialog } = operator;
  await operator.goto(`/settings/${app.toLowerCase()}`);
  await page.getByRole('switch', { name: app }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('from conversations yet')).toBeVisible();
  await page.getByRole('button', { name: 'New team' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill(team);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('row').filter({ hasText: team })).toBeVisible();
  await expect(page.getByText('from conversations yet')).toBeHidden();
}

async function asks({ widget }: Visitor, words: string): Promise<void> {
  await widget.open();
  await widget.tells(words);
}

async function makesLead(operator: Console, title: string): Promise<void> {
  await operator.say(`/lead ${title}`);
  await expect(note(operator)).toContainText(title);
}

test('a command makes a lead of what was said, which sales people move through the pipeline', async ({ operator, operatorOf, visitor }) => {
  await asks(visitor, 'We need 40 mills');
  await operator.openConversation('We need 40 mills');
  await operator.reply.fill('/lead');
  await operator.reply.press('Enter');
  await expect(note(operator)).toContainText('Usage: /lead TITLE');
  await operator.reply.fill('/lead 40 mills for a hotel');
  await operator.reply.press('Enter');
  await expect(note(operator)).toContainText('CRM has to be switched on in Settings first.');
  await expect(operator.reply).toHaveValue('/lead 40 mills for a hotel');
  await operator.reply.fill('');

  await switchesOn(operator, 'CRM', 'Hotels');
  await expectAccessible(operator.page);
  await picture(operator.page, 'crm');
  const jonas = await operatorOf(JONAS);
  await jonas.goto('/sessions/leads');
  await expect(jonas.page.getByRole('heading', { name: 'Pipeline' })).toBeVisible();
  await expect(column(jonas.page, 'New')).toContainText('0');

  await operator.goto('/inbox');
  await operator.openConversation('We need 40 mills');
  await makesLead(operator, '40 mills for a hotel');
  await expect(note(operator)).toContainText('Lead made: #1 40 mills for a hotel');
  await expectAccessible(operator.page);
  await picture(operator.page, 'lead-command');
  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  const link = panel.getByRole('link', { name: '#1 40 mills for a hotel' });
  await expect(link).toHaveAttribute('href', '/sessions/leads/1');
  await expect(visitor.widget.log).not.toContainText('lead');

  // Nobody reloads.
  const first = jonas.page;
  await expect(card(first, 'New', '40 mills')).toContainText('Hotels');
  await card(first, 'New', '40 mills').dragTo(column(first, 'Qualified'));
  await expect(card(first, 'Qualified', '40 mills')).toBeVisible();
  await expectAccessible(first);
  await card(first, 'Qualified', '40 mills').getByRole('link').click();
  await expect(first.getByRole('heading', { name: '#1 40 mills for a hotel' })).toBeVisible();
  await expect(first.getByRole('textbox', { name: 'Internal Notes' })).toHaveValue('Visitor 1:\nWe need 40 mills');
  const extra = first.getByRole('region', { name: 'Extra Information' });
  await expect(extra.getByRole('definition')).toHaveText('Livechat');
  await expect(extra.getByRole('link', { name: 'Open the conversation' })).toBeVisible();
  await first.getByRole('combobox', { name: 'Owner' }).selectOption('Jonas Perrin');
  await first.getByRole('button', { name: 'Save' }).click();
  await expect(first.getByText('Saved.')).toBeVisible();

  await first.getByRole('link', { name: 'Pipeline', exact: true }).click();
  await expect(card(first, 'Qualified', '40 mills')).toContainText('Jonas Perrin');
  const menu = first.getByRole('combobox', { name: 'Stage of #1 40 mills for a hotel' });
  await menu.selectOption('Won');
  await expect(card(first, 'Won', '40 mills')).toBeVisible();
  await expect(menu).toBeFocused();
  await expect(panel.getByText('No open lead.')).toBeVisible();
  await first.reload();
  await expect(card(first, 'Won', '40 mills')).toBeVisible();
});

test('the form of a lead is saved, and of two who edit it the second is told', async ({ operator, operatorOf, visitor, troubles }) => {
  troubles.allow(/status of 4(09|22)/);
  await asks(visitor, 'We need 40 mills');
  await switchesOn(operator, 'CRM', 'Hotels');
  await operator.goto('/inbox');
  await operator.openConversation('We need 40 mills');
  await makesLead(operator, '40 mills');
  const jonas = await operatorOf(JONAS);
  for (const console of [operator, jonas]) await console.goto('/sessions/leads/1');
  const email = ({ page }: Console) => page.getByRole('textbox', { name: 'Email' });
  const save = ({ page }: Console) => page.getByRole('button', { name: 'Save' });
  await email(operator).fill('ada');
  await save(operator).click();
  await expect(operator.page.getByText('Write an address like ada@example.org.')).toBeVisible();
  await email(operator).fill('Ada@Example.org');
  await operator.page.getByRole('textbox', { name: 'Phone' }).fill('01 23 45');
  await jonas.page.getByRole('combobox', { name: 'Stage' }).selectOption('Won');
  await expectAccessible(operator.page);
  await picture(operator.page, 'lead');
  await save(operator).click();
  await expect(operator.page.getByText('Saved.')).toBeVisible();
  await expect(email(operator)).toHaveValue('ada@example.org');

  await expect(jonas.page.getByText('Somebody else changed this lead')).toBeVisible();
  await expect(jonas.page.getByRole('definition').filter({ hasText: 'ada@example.org' })).toBeVisible();
  await expectAccessible(jonas.page);
  await jonas.page.getByRole('button', { name: 'Take theirs' }).click();
  await jonas.page.getByRole('combobox', { name: 'Stage' }).selectOption('Won');
  await save(jonas).click();
  await expect(jonas.page.getByText('Saved.')).toBeVisible();
  await operator.goto('/sessions/leads?view=list&stage=won');
  const row = operator.page.getByRole('row').filter({ hasText: '40 mills' });
  await expect(row).toContainText('ada@example.org');
  await expectAccessible(operator.page);
  await picture(operator.page, 'leads-list');
});

test('a chatbot makes a lead and a ticket, and says so where it is tried out', async ({ operator, visitorOf }) => {
  const { page, dialog } = operator;
  const types = dialog.getByLabel('Step Type').getByRole('option');
  await operator.goto('/configuration/chatbots/new');
  await page.getByRole('button', { name: 'Add a Line' }).click();
  await expect(types.filter({ hasText: 'Create' })).toHaveCount(0);
  await page.keyboard.press('Escape');
  await switchesOn(operator, 'CRM', 'Hotels');
  await switchesOn(operator, 'Helpdesk', 'Repairs');

  await operator.goto('/configuration/chatbots/new');
  await page.getByRole('textbox', { name: 'Chatbot Name' }).fill('Guide');
  await page.getByRole('button', { name: 'Add a Line' }).click();
  const steps: [message: string, type: string, label?: string, team?: string][] = [
    ['What do you need?', 'Free Input'],
    ['Where may we write?', 'Email'],
    ['A salesperson writes to you.', 'Create Lead', 'Sales Team', 'Hotels'],
    ['We look into it.', 'Create Ticket', 'Helpdesk Team', 'The first with Live Chat'],
    ['Anything else?', 'Free Input'],
  ];
  for (const [message, type, label, team] of steps) {
    await dialog.getByRole('textbox', { name: 'Message' }).fill(message);
    await dialog.getByLabel('Step Type').selectOption({ label: type });
    if (label) await dialog.getByLabel(label).selectOption(team ?? '');
    if (type === 'Create Lead') {
      await expectAccessible(page);
      await picture(page, 'step-create-lead');
    }
    await dialog.getByRole('button', { name: message === 'Anything else?' ? 'Save & Close' : 'Save & New' }).click();
  }
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page).toHaveURL(/\/configuration\/chatbots\/[0-9a-f-]{36}$/);

  await page.getByRole('button', { name: 'Test' }).click();
  const trial = page.getByRole('log', { name: 'Test' });
  for (const words of ['40 mills', 'ada@example.org']) {
    await page.getByRole('textbox', { name: 'Message of the visitor' }).fill(words);
    await page.keyboard.press('Enter');
    await expect(trial).toContainText(words);
  }
  await expect(trial).toContainText('A lead would be made here.');
  await expect(trial).toContainText('A ticket would be made here.');
  await picture(page, 'trial-create-lead');

  await attach(operator, 'Guide');
  const visitor = await visitorOf('/');
  await operator.goto('/sessions/leads');
  await expect(column(page, 'New')).toContainText('0');
  await visitor.widget.launcher.click();
  await visitor.widget.shows('What do you need?');
  await visitor.widget.say('40 mills for a hotel');
  await visitor.widget.shows('Where may we write?');
  await visitor.widget.say('ada@example.org');
  await visitor.widget.shows('Anything else?');

  // Nobody reloads.
  await expect(card(page, 'New', '40 mills for a hotel')).toContainText('ada@example.org');
  await page.getByRole('link', { name: 'Tickets', exact: true }).click();
  await expect(card(page, 'New', '40 mills for a hotel')).toContainText('Repairs');

  // Both belong to the contact that he is by now.
  for (const tab of ['Tickets', 'Pipeline']) {
    await page.getByRole('link', { name: tab, exact: true }).click();
    await card(page, 'New', '40 mills for a hotel').getByRole('link').click();
    await page.getByRole('link', { name: 'View Contact ada@example.org' }).click();
    await expect(page.getByRole('heading', { name: 'ada@example.org', level: 1 })).toBeVisible();
    const records = page.getByRole('link', { name: '#1 40 mills for a hotel' });
    await expect(records.first()).toHaveAttribute('href', '/sessions/tickets/1');
    await expect(records.last()).toHaveAttribute('href', '/sessions/leads/1');
  }
  await expectAccessible(page);
  await picture(page, 'contact-records');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`leads fit a phone in ${colorScheme}`, async ({ operator, operatorOf, visitor }) => {
    await asks(visitor, 'We need 40 mills');
    await switchesOn(operator, 'CRM', 'Hotels');
    await operator.goto('/inbox');
    await operator.openConversation('We need 40 mills');
    for (const title of ['40 mills for a hotel', 'A shop in Lyon']) await makesLead(operator, title);
    await operator.page.emulateMedia({ colorScheme });
    await operator.goto('/sessions/leads');
    await expect(card(operator.page, 'New', 'A shop in Lyon')).toBeVisible();
    await picture(operator.page, `pipeline-${colorScheme}`);
    const jonas = await operatorOf(JONAS, { ...PHONE, colorScheme });
    for (const [path, name] of [
      ['/sessions/leads', 'pipeline'],
      ['/sessions/leads?view=list', 'leads'],
      ['/sessions/leads/1', 'lead'],
    ] as const) {
      await jonas.goto(path);
      await expect(jonas.page.getByText('40 mills for a hotel').first()).toBeVisible();
      const overflow = await jonas.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow, `${path} is no wider than the phone`).toBeLessThanOrEqual(0);
      await expectAccessible(jonas.page);
      await picture(jonas.page, `phone-${name}-${colorScheme}`);
    }
  });
}
