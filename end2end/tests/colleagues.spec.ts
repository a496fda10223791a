// Operators beside one another: in one conversation, and among the people of the console.

import { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, test } from '../fixtures/test';

test('two operators see each other write, type and read', async ({ visitor, operator, operatorOf }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('A question for two');
  await operator.openConversation('A question for two');
  await operator.say('I will ask Jonas');

  const colleague = await operatorOf(JONAS);
  await colleague.openConversation('I will ask Jonas');
  await colleague.reply.pressSequentially('I am here');
  await expect(operator.page.getByText(/Jonas.* is typing/)).toBeVisible();
  await colleague.reply.press('Enter');
  await operator.shows('I am here');
  await widget.shows('I am here');
  await expect(operator.log).toContainText(/Jonas.* joined/);
  await expect(widget.log).toContainText(/Jonas.* joined/);

  await operator.reply.pressSequentially('Over to');
  await expect(colleague.page.getByText(/Mara.* is typing/)).toBeVisible();
  await operator.reply.pressSequentially(' you');
  await operator.reply.press('Enter');
  await colleague.shows('Over to you');
  await expect(operator.page.getByText('Read by Jonas')).toBeVisible();
  await colleague.goto('/inbox');
  await operator.say('Still there?');
  await expect(operator.page.getByText('Read by Jonas')).toBeHidden();
  await colleague.openConversation('Still there?');
  await expect(operator.page.getByText('Read by Jonas')).toBeVisible();
});

test('one operator in two windows stays in step', async ({ visitor, operator }) => {
  await visitor.widget.open();
  await visitor.widget.say('Seen twice?');
  const page = await operator.page.context().newPage();
  const second = new Console(page);
  await second.goto('/inbox');
  await expect(second.page).toHaveTitle(/^\(1\)/);
  await operator.openConversation('Seen twice?');
  await expect(second.page).not.toHaveTitle(/^\(1\)/);
  await operator.say('Said once');
  await expect(second.row('Said once')).toBeVisible();
});

test('who is new, called otherwise, promoted or removed is known without a reload', async ({ operator, operatorOf, troubles }) => {
  troubles.allow(/status of 401/, /WebSocket connection to .* failed/);
  const jonas = await operatorOf(JONAS);
  const { page } = operator;
  await operator.goto('/users');
  const row = (name: string) => page.getByRole('row', { name: new RegExp(name) });
  await jonas.goto('/preferences');
  await jonas.page.getByLabel('Name', { exact: true }).fill('Jonas Pellerin');
  await jonas.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(row('Jonas Pellerin')).toBeVisible();

  // Whose role is another one finds the pages that go with it.
  const settings = jonas.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Settings' });
  await expect(settings).toHaveCount(0);
  await row('Jonas Pellerin').getByRole('button', { name: /Edit/ }).click();
  await page.getByRole('dialog').getByLabel('Role').selectOption('administrator');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await settings.click();
  await expect(jonas.page.getByLabel('Site name')).toBeVisible();

  await jonas.page.getByRole('link', { name: 'Users' }).click();
  await jonas.page.getByRole('button', { name: 'Invite', exact: true }).click();
  await jonas.page.getByRole('dialog').getByLabel('Name').fill('Zoë Marin');
  await jonas.page.getByRole('dialog').getByLabel('E-mail').fill('zoe@harbour.example');
  await jonas.page.getByRole('dialog').getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(row('Zoë Marin')).toBeVisible();
  await jonas.page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  await row('Zoë Marin').getByRole('button', { name: /Edit/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog', { name: 'Remove this person?' }).getByRole('button', { name: 'Remove' }).click();
  await expect(jonas.page.getByRole('row', { name: /Zoë Marin/ })).toHaveCount(0);
});
