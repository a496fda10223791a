// Two operators in one conversation.

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
  await expect(operator.log).toContainText(/Seen/);
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
