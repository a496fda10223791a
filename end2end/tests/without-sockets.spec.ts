// Networks that let no socket through.

import type { Page } from '@playwright/test';
import { MARA } from '../fixtures/people';
import { test, visitorsAre } from '../fixtures/test';
import { numbered } from '../fixtures/words';

test('where sockets do not get through, both sides talk all the same', async ({ operatorOf, visitorOf, server, troubles }) => {
  troubles.allow(/WebSocket connection to .* failed/);
  const withoutSockets = async (page: Page) => page.context().routeWebSocket(/\/socket/, (socket) => socket.close());
  const operator = await operatorOf(MARA);
  await withoutSockets(operator.page);
  await operator.goto('/inbox');
  await visitorsAre(server, 'welcome');
  const { page, widget } = await visitorOf('/');
  await withoutSockets(page);

  await widget.open();
  await widget.say('poll 01');
  await operator.openConversation('poll 01');
  await operator.say('poll 02');
  await widget.shows('poll 02');
  await widget.say('poll 03');
  await operator.shows('poll 03');
  await operator.say('poll 04');
  for (const side of [widget, operator]) await side.showsInOrder(numbered('poll', 4));
});
