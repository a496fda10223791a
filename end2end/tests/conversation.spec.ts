// A conversation as it is opened and read.

import { JONAS } from '../fixtures/people';
import { expect, test } from '../fixtures/test';
import { numbered } from '../fixtures/words';

test('a conversation opens at its first unread message, however far up that is', async ({ operator, operatorOf, visitor }) => {
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.say('Is the large grinder in stock?');
  await operator.openConversation('Is the large grinder in stock?');
  await operator.say('I ask a colleague');
  await visitor.widget.shows('I ask a colleague');
  await operator.goto('/inbox');

  const jonas = await operatorOf(JONAS);
  await jonas.openConversation('I ask a colleague');
  const said = numbered('noon', 70);
  await jonas.sayAll(said);
  await expect(operator.row('noon 70')).toBeVisible();
  await operator.openConversation('noon 70');
  await expect(operator.words('noon 01')).toBeInViewport();
  await expect(operator.log.getByText('New messages')).toBeInViewport();
  await operator.showsInOrder(['I ask a colleague', 'New messages', ...said]);

  // What was not in sight does not count as seen.
  const latest = page.getByRole('button', { name: '70 new below' });
  await latest.click();
  await expect(operator.words('noon 70')).toBeInViewport();
  await expect(latest).toHaveCount(0);
});
