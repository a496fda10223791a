// What operators keep about a conversation: notes, tags, expertise, and the pages the visitor was on.

import { expectAccessible } from '../fixtures/axe';
import { JONAS } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

test('two operators write one note at once, and what both wrote is there', async ({ visitor, operator, operatorOf }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('Where is my order?');
  await operator.openConversation('Where is my order?');
  const jonas = await operatorOf(JONAS);
  await jonas.openConversation('Where is my order?');
  const mine = operator.page.getByRole('textbox', { name: 'Notes' });
  const his = jonas.page.getByRole('textbox', { name: 'Notes' });

  await mine.fill('Calls back on Monday');
  await expect(operator.page.getByText(/^Saved by Mara/)).toBeVisible();
  await expect(his).toHaveValue('Calls back on Monday');
  await expect(jonas.page.getByText(/^Saved by Mara/)).toBeVisible();

  // Neither sees what the other types until it is saved.
  await his.fill('Calls back on Monday\nWants a refund');
  await mine.fill('Has order 4471\nCalls back on Monday');
  const both = 'Has order 4471\nCalls back on Monday\nWants a refund';
  await expect(mine).toHaveValue(both);
  await expect(his).toHaveValue(both);
  await operator.page.reload();
  await expect(mine).toHaveValue(both);
  await expect(widget.window).not.toContainText('refund');
});

test('a note that cannot be saved is kept and saved later', async ({ visitor, operator, troubles }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('Hello');
  await operator.openConversation('Hello');
  const note = operator.page.getByRole('textbox', { name: 'Notes' });
  await operator.page.route('**/api/conversation/note', (route) => route.fulfill({ status: 503, body: '"Unavailable"' }));
  troubles.allow(/503/);
  await note.fill('Do not lose this');
  await expect(operator.page.getByText('Not saved yet', { exact: false })).toBeVisible();
  await operator.page.unroute('**/api/conversation/note');
  await note.blur();
  await expect(operator.page.getByText(/^Saved by Mara/)).toBeVisible();
});

test('a note that was not saved is there again when one comes back, with what a colleague wrote', async ({
  visitor,
  operator,
  operatorOf,
  troubles,
}) => {
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.say('Hello');
  await operator.openConversation('Hello');
  const note = page.getByRole('textbox', { name: 'Notes' });
  troubles.allow(/503/);
  await page.route('**/api/conversation/note', (route) => route.fulfill({ status: 503, body: '"Unavailable"' }));
  await note.fill('Do not lose this');
  await expect(page.getByText('Not saved yet', { exact: false })).toBeVisible();
  const refused = page.waitForResponse('**/api/conversation/note');
  await page.getByRole('link', { name: 'Channels' }).click();
  await refused;
  const jonas = await operatorOf(JONAS);
  await jonas.openConversation('Hello');
  const his = jonas.page.getByRole('textbox', { name: 'Notes' });
  await his.fill('Wants a refund');
  await expect(jonas.page.getByText(/^Saved by Jonas/)).toBeVisible();

  await page.unroute('**/api/conversation/note');
  await page.goBack();
  const both = 'Wants a refund\nDo not lose this';
  await expect(note).toHaveValue(both);
  await expect(page.getByText(/^Saved by Mara/)).toBeVisible();
  await expect(his).toHaveValue(both);
  // What is saved is kept nowhere else.
  await expect.poll(() => page.evaluate(() => Object.keys(localStorage).filter((key) => key.includes('.note.')))).toEqual([]);
});

test('what is too long for a note is told, and is there again when one comes back', async ({ visitor, operator }) => {
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.say('Hello');
  await operator.openConversation('Hello');
  const note = page.getByRole('textbox', { name: 'Notes' });
  const tooLong = 'n'.repeat(1_000_000);
  await note.fill(tooLong);
  await expect(note).toHaveAttribute('aria-invalid', 'true');
  await page.reload();
  await operator.ready();
  await expect(note).toHaveValue(tooLong);
  await expect(note).toHaveAttribute('aria-invalid', 'true');
  await note.fill('Short');
  await expect(page.getByText(/^Saved by Mara/)).toBeVisible();
});

test('tags are made on the fly, chosen and taken away, and colleagues see it at once', async ({ visitor, operator, operatorOf }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('I want my money back');
  await operator.openConversation('I want my money back');
  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  const field = panel.getByRole('combobox', { name: 'Add a tag' });
  await field.fill('Refund');
  await field.press('Enter');
  await expect(panel.getByRole('listitem').filter({ hasText: 'Refund' })).toBeVisible();
  await expect(field).toHaveValue('');
  await field.fill('Urgent');
  await field.press('Enter');
  await expect(panel.getByRole('listitem').filter({ hasText: 'Urgent' })).toBeVisible();

  const jonas = await operatorOf(JONAS);
  await jonas.openConversation('I want my money back');
  const his = jonas.page.getByRole('complementary', { name: 'Information' });
  await expect(his.getByRole('listitem').filter({ hasText: 'Refund' })).toBeVisible();
  await expectAccessible(jonas.page);
  await picture(jonas.page, 'panel-details');
  await his.getByRole('button', { name: 'Remove Urgent' }).click();
  await expect(panel.getByRole('listitem').filter({ hasText: 'Urgent' })).toHaveCount(0);
  // What was taken away is offered again, and is not made twice.
  await expect(panel.locator('option[value="Urgent"]')).toHaveCount(1);
  await field.fill('urgent');
  await field.press('Enter');
  await expect(his.getByRole('listitem').filter({ hasText: 'Urgent' })).toBeVisible();
});

test('operators choose expertise of the list, administrators add to it', async ({ visitor, operator, operatorOf }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('The VAT number is refused');
  const jonas = await operatorOf(JONAS);
  await jonas.openConversation('The VAT number is refused');
  const his = jonas.page.getByRole('complementary', { name: 'Information' });
  const hisField = his.getByRole('combobox', { name: 'Add expertise' });
  await hisField.fill('Taxes');
  await hisField.press('Enter');
  await expect(his.getByText('There is no such expertise.', { exact: false })).toBeVisible();
  await expect(hisField).toHaveValue('Taxes');

  await operator.openConversation('The VAT number is refused');
  const mine = operator.page.getByRole('complementary', { name: 'Information' });
  const myField = mine.getByRole('combobox', { name: 'Add expertise' });
  await myField.fill('Taxes');
  await myField.press('Enter');
  await expect(mine.getByRole('listitem').filter({ hasText: 'Taxes' })).toBeVisible();
  await expect(his.getByRole('listitem').filter({ hasText: 'Taxes' })).toBeVisible();
  await his.getByRole('button', { name: 'Remove Taxes' }).click();
  await expect(mine.getByRole('listitem').filter({ hasText: 'Taxes' })).toHaveCount(0);
  await hisField.fill('taxes');
  await hisField.press('Enter');
  await expect(mine.getByRole('listitem').filter({ hasText: 'Taxes' })).toBeVisible();
});
