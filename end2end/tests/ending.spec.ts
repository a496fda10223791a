// How a conversation ends, and what comes after.

import { expect, picture, test } from '../fixtures/test';

test('a visitor ends the conversation after a question, and begins another', async ({ visitor, operator }) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('That was all');
  await operator.openConversation('That was all');

  await widget.close.click();
  await expect(widget.window).toContainText('Leaving will end the live chat. Do you want to proceed?');
  await page.getByRole('button', { name: 'No', exact: true }).click();
  await expect(widget.input).toBeEditable();
  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(widget.window).toContainText('This livechat conversation has ended');
  await expect(widget.input).toBeHidden();
  await picture(page, 'ended-widget');

  await expect(operator.log).toContainText(/Visitor \d+ left the conversation\./);
  await expect(operator.reply).toBeHidden();
  await expect(operator.page.getByText('This conversation has ended.')).toBeVisible();
  await expect(operator.row('That was all')).toContainText(/ended/i);

  await widget.newSession.click();
  await expect(widget.words('That was all')).toHaveCount(0);
  await widget.say('One more thing');
  await expect(operator.row('One more thing')).toBeVisible();
  await expect(operator.rows).toHaveCount(2);
});

test('an operator ends the conversation after a question', async ({ visitor, operator }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('Thank you');
  await operator.openConversation('Thank you');
  await operator.say('My pleasure');

  await operator.end.click();
  await operator.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(operator.reply).toBeEnabled();
  await operator.end.click();
  await operator.dialog.getByRole('button', { name: 'End conversation' }).click();
  await expect(operator.reply).toBeHidden();
  await expect(widget.window).toContainText('This livechat conversation has ended');
  await expect(widget.input).toBeHidden();
  // First the panel for the rating, of which ratings.spec.ts tells.
  await widget.close.click();
  await expect(visitor.page.getByRole('radio', { name: 'Okay' })).toBeVisible();
  await widget.close.click();
  await expect(widget.window).toBeHidden();
});

test('a chat in which nothing was said closes without a question', async ({ visitor }) => {
  await visitor.widget.open();
  await visitor.widget.close.click();
  await expect(visitor.widget.window).toBeHidden();
});
