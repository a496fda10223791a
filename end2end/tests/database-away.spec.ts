// A database server that does not answer for a while.

import { expect, picture, test } from '../fixtures/test';

test('what is written while the database is away arrives when it is back', async ({ visitor, operator, server, troubles }) => {
  troubles.allow(/status of 503/);
  const { widget } = visitor;
  await widget.open();
  await widget.say('first');
  await operator.openConversation('first');

  await server.database.setReachable(false);
  await widget.say('second');
  await operator.say('third');
  await expect(widget.log.getByText('Sending…')).toBeVisible();
  await expect(operator.log.getByText('Sending…')).toBeVisible();

  await server.database.setReachable(true);
  await operator.shows('second');
  await widget.shows('third');
  for (const side of [widget, operator]) await expect(side.log.getByText('Sending…')).toHaveCount(0);
});

test('a page that cannot be read says so and comes by itself', async ({ operator, server, troubles }) => {
  troubles.allow(/status of 503/);
  await server.database.setReachable(false);
  await operator.page.reload();
  await expect(operator.page.getByText('Not available right now')).toBeVisible();
  await picture(operator.page, 'database-away');

  await server.database.setReachable(true);
  await expect(operator.page.getByRole('navigation', { name: 'Main' })).toBeVisible();
});
