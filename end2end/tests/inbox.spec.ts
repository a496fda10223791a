// The list of conversations: what waits in it, and what it shows.

import { expect, test } from '../fixtures/test';

test('a channel says over its conversations how many of them wait', async ({ operator, visitorOf }) => {
  const waiting = (words: string) => operator.list.getByText(words, { exact: true });
  const first = await visitorOf('/');
  await first.widget.open();
  await first.widget.say('Is the large grinder in stock?');
  await expect(waiting('1 conversation waits for you')).toBeAttached();
  const second = await visitorOf('/contact.html');
  await second.widget.open();
  await second.widget.say('Do you repair levers?');
  await expect(waiting('2 conversations wait for you')).toBeAttached();
  // Conversations count, not what was said in them.
  await second.widget.say('Old ones too?');
  await expect(operator.row('Old ones too?')).toContainText('2 unread messages');
  await expect(waiting('2 conversations wait for you')).toBeAttached();

  await operator.openConversation('Old ones too?');
  await expect(waiting('1 conversation waits for you')).toBeAttached();
  await operator.openConversation('Is the large grinder in stock?');
  await expect(waiting('1 conversation waits for you')).toHaveCount(0);
});
