// The line goes, the server dies: nothing is lost and nothing comes twice.

import { expect, test } from '../fixtures/test';
import { AWAY } from '../fixtures/troubles';
import { numbered } from '../fixtures/words';

test('what a visitor writes offline waits and arrives once, in order', async ({ visitor, operator, troubles }) => {
  troubles.allow(...AWAY);
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('Before the tunnel');
  await operator.openConversation('Before the tunnel');
  await operator.say('Go on');
  await widget.shows('Go on');

  await page.context().setOffline(true);
  const written = numbered('tunnel', 5);
  for (const words of written) await widget.say(words);
  await expect(widget.log.getByText('Sending…').first()).toBeVisible();
  await widget.showsInOrder(written);
  await operator.say('Are you there?');
  await operator.showsInOrder(['Are you there?']);

  await page.context().setOffline(false);
  await operator.showsInOrder(written);
  await expect(widget.log.getByText('Sending…')).toHaveCount(0);
  await widget.showsInOrder(written);
  await widget.shows('Are you there?');
});

test('what a visitor wrote offline survives a change of page', async ({ visitor, operator, troubles }) => {
  troubles.allow(...AWAY);
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('Hello');
  await operator.openConversation('Hello');
  await expect(widget.log).toContainText('Seen');

  // The widget comes, from the browser's cache as it were, and then reaches nobody.
  await page.route(/\/widget\/(token|start|frame|poll|older)/, (route) => route.abort('connectionrefused'));
  await page.routeWebSocket(/\/widget\/socket/, (socket) => socket.close());
  await page.reload();
  await widget.say('Written out of reach');
  await expect(widget.log.getByText('Sending…').first()).toBeVisible();
  await page.unrouteAll();
  await page.goto('/products.html');
  await operator.showsInOrder(['Hello', 'Written out of reach']);
  await widget.showsInOrder(['Hello', 'Written out of reach']);
});

test('what an operator writes offline waits and arrives once, in order', async ({ visitor, operator, troubles }) => {
  troubles.allow(...AWAY);
  await visitor.widget.open();
  await visitor.widget.say('Are you open on Sunday?');
  await operator.openConversation('Are you open on Sunday?');
  await operator.say('Let me look');
  await visitor.widget.shows('Let me look');

  await operator.page.context().setOffline(true);
  await expect(operator.page.getByText('Reconnecting…')).toBeVisible();
  const written = numbered('answer', 4);
  for (const words of written) await operator.say(words);
  await expect(operator.log.getByText('Sending…').first()).toBeVisible();
  await visitor.widget.say('Still there?');

  await operator.page.context().setOffline(false);
  await visitor.widget.showsInOrder(written);
  await expect(operator.log.getByText('Sending…')).toHaveCount(0);
  await operator.showsInOrder(written);
  await operator.shows('Still there?');
});

test('a server killed in mid-conversation loses and doubles nothing', async ({ visitor, operator, server, troubles }) => {
  troubles.allow(...AWAY, /status of 50[23]/);
  await visitor.widget.open();
  await visitor.widget.say('asked 00');
  await operator.openConversation('asked 00');
  await operator.say('answered 00');
  await visitor.widget.shows('answered 00');

  const asked = ['asked 00'];
  const answered = ['answered 00'];
  for (const round of numbered('', 3).map((number) => number.trim())) {
    await Promise.all([
      visitor.widget.say(`asked ${round}a`),
      operator.say(`answered ${round}a`),
      server.kill(),
    ]);
    await visitor.widget.say(`asked ${round}b`);
    await operator.say(`answered ${round}b`);
    await server.resume();
    asked.push(`asked ${round}a`, `asked ${round}b`);
    answered.push(`answered ${round}a`, `answered ${round}b`);
    for (const side of [visitor.widget, operator]) {
      await side.showsInOrder(asked);
      await side.showsInOrder(answered);
      await expect(side.log.getByText('Sending…')).toHaveCount(0);
    }
  }

  await visitor.page.reload();
  await visitor.widget.showsInOrder(asked);
  await visitor.widget.showsInOrder(answered);
  await operator.page.reload();
  await operator.showsInOrder(asked);
  await operator.showsInOrder(answered);
});

test('a server that starts again is reached without anybody doing anything', async ({ visitor, operator, server, troubles }) => {
  troubles.allow(...AWAY, /status of 50[23]/);
  await visitor.widget.open();
  await visitor.widget.say('One');
  await operator.openConversation('One');
  await operator.say('Two');
  await visitor.widget.shows('Two');
  await server.stop();
  await expect(operator.page.getByText('Reconnecting…')).toBeVisible();
  await server.resume();
  await expect(operator.page.getByText('Reconnecting…')).toBeHidden();
  await visitor.widget.say('Three');
  await operator.shows('Three');
  await operator.say('Four');
  await visitor.widget.shows('Four');
});
