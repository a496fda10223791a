// Points in time: near ones as a distance, and each of them exactly for who points at it.

import { expect, test } from '../fixtures/test';

test('who points at a time or a message is told when exactly', async ({ operator, visitor }) => {
  const { page } = operator;
  const { widget } = visitor;
  await widget.open();
  await widget.say('First words');
  await widget.say('Second words');
  /** As this browser tells it, where it is. */
  const exactly = (datetime: string | null) =>
    page.evaluate(
      (at) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(at)),
      datetime ?? '',
    );
  const row = operator.row('Second words').locator('time');
  await expect(row).toHaveAttribute('title', await exactly(await row.getAttribute('datetime')));

  await operator.openConversation('Second words');
  const time = operator.log.locator('time').last();
  const told = await exactly(await time.getAttribute('datetime'));
  await expect(time).toHaveAttribute('title', told);
  // Of a run of messages only the last has a time below it.
  await expect(operator.words('Second words')).toHaveAttribute('title', told);
  await expect(operator.words('First words')).toHaveAttribute('title', /\d{4}.* \d{2}:\d{2}:\d{2}$/);
});
