// What is longer than a message may be.

import { expect, test } from '../fixtures/test';

test('a message that is too long is refused before it is sent, and kept', async ({ visitor, operator }) => {
  const { widget } = visitor;
  const tooLong = 'é'.repeat(4_001);
  await widget.open();
  await widget.input.fill(tooLong);
  await widget.input.press('Enter');
  await expect(widget.window).toContainText(/too long|characters/i);
  await expect(widget.input).toHaveValue(tooLong);
  await expect(operator.rows).toHaveCount(0);

  const longest = 'é'.repeat(4_000);
  await widget.say(longest);
  await operator.openConversation('ééé');
  await operator.shows(longest);

  await operator.reply.fill(tooLong);
  await operator.reply.press('Enter');
  await expect(operator.page.getByText(/too long|characters/i).first()).toBeVisible();
  await expect(operator.reply).toHaveValue(tooLong);
});
