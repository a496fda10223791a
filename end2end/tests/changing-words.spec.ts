// Words that their author changes or takes back.

import { expect, test } from '../fixtures/test';

test('a visitor changes and takes back what he wrote', async ({ visitor, operator }) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('I have the smal one');
  await operator.openConversation('I have the smal one');

  await widget.words('I have the smal one').hover();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  await expect(widget.input).toHaveValue('I have the smal one');
  await widget.say('I have the small one');
  await expect(widget.log).toContainText('edited');
  await operator.shows('I have the small one');
  await expect(operator.log).toContainText('Edited');
  await expect(operator.words('I have the smal one')).toHaveCount(0);

  await widget.log.getByText('I have the small one').hover();
  await page.getByRole('button', { name: 'Delete', exact: true }).click();
  await widget.shows('Message deleted');
  await operator.shows('Message deleted');
  await expect(operator.page.getByText('I have the small one')).toHaveCount(0);
});

test('an operator changes and takes back what he wrote, and nothing of others', async ({ visitor, operator }) => {
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.say('How much?');
  await operator.openConversation('How much?');
  await operator.say('It costs 12');
  await visitor.widget.shows('It costs 12');

  await operator.words('It costs 12').hover();
  await expect(page.getByRole('button', { name: 'Edit message' })).toHaveCount(1);
  await page.getByRole('button', { name: 'Edit message' }).click();
  const editor = page.getByRole('textbox', { name: 'Your message' });
  await editor.fill('It costs 129');
  await editor.press('Enter');
  await visitor.widget.shows('It costs 129edited');

  await operator.words('It costs 129').hover();
  await page.getByRole('button', { name: 'Delete message' }).click();
  await operator.dialog.getByRole('button', { name: 'Delete', exact: true }).click();
  await visitor.widget.shows('Message deleted');
  await operator.shows('Message deleted');
});

test('a change that is too long, or comes too late, says so and keeps the words', async ({ visitor: { page: shop, widget }, operator }) => {
  const { page } = operator;
  await widget.open();
  await widget.say('How much?');
  await operator.openConversation('How much?');
  await operator.say('It costs 12');
  await widget.shows('It costs 12');
  await operator.words('It costs 12').hover();
  await page.getByRole('button', { name: 'Edit message' }).click();
  const editor = page.getByRole('textbox', { name: 'Your message' });
  const save = operator.log.getByRole('button', { name: 'Save' });
  await editor.fill('é'.repeat(4_002));
  await expect(operator.log.getByText('2 characters too many')).toBeVisible();
  await expect(save).toBeDisabled();
  await editor.fill('It costs 129');
  await expect(save).toBeEnabled();

  await widget.close.click();
  await shop.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(operator.log.getByRole('alert')).toContainText('This conversation has ended, so the change cannot be saved.');
  await expect(editor).toHaveValue('It costs 129');
  await expect(editor).toBeFocused();
  await expect(save).toBeDisabled();
  await operator.log.getByRole('button', { name: 'Cancel' }).click();
  await expect(editor).toHaveCount(0);
  await expect(operator.log).toBeFocused();
  await operator.shows('It costs 12');
});

test('long conversations load what is older when one scrolls up', async ({ visitor, operator }) => {
  const { page, widget } = visitor;
  const count = 130;
  const line = (number: number) => `line ${String(number).padStart(3, '0')}`;
  const written = Array.from({ length: count }, (_, index) => line(index + 1));
  await widget.open();
  await widget.say(written[0] ?? '');
  await operator.openConversation('line 001');
  await operator.sayAll(written.slice(1));
  for (const side of [widget, operator]) await side.shows(line(count));

  await page.reload();
  await widget.shows(line(count));
  await expect(widget.words(line(1))).toHaveCount(0);
  await operator.page.reload();
  await operator.ready();
  await operator.shows(line(count));
  await expect(operator.words(line(1))).toHaveCount(0);
  for (const side of [widget, operator]) {
    await side.log.hover();
    await expect(async () => {
      await side.log.page().mouse.wheel(0, -3_000);
      await expect(side.words(line(1))).toBeInViewport({ timeout: 200 });
    }).toPass();
    await side.showsInOrder(written);
  }
});
