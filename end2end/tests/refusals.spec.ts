// What cannot be delivered is said, and what was typed is kept.

import { expect, test, visitorsAre } from '../fixtures/test';
import { numbered } from '../fixtures/words';

test('a first message that nobody can take keeps its words', async ({ visitor, operator, server, troubles }) => {
  test.setTimeout(180_000);
  troubles.allow(/status of 503/);
  const { widget } = visitor;
  await widget.open();
  await operator.page.close();
  await visitorsAre(server, 'not expected');

  await widget.input.fill('Is anybody there?');
  await widget.input.press('Enter');
  await expect(widget.window).toContainText('No available collaborator, please try again later.');
  await expect(widget.input).toHaveValue('Is anybody there?');
});

test('blank space is not a message', async ({ visitor, operator }) => {
  await visitor.widget.open();
  await visitor.widget.input.fill('  \n ');
  await visitor.widget.input.press('Enter');
  await visitor.widget.say('Words');
  await operator.openConversation('Words');
  await expect(operator.rows).toHaveCount(1);
  await visitor.widget.showsInOrder(['Words']);
});

test.describe('where few messages may come at once', () => {
  test.use({ settings: { PORCHLIGHT_FRAMES_PER_SECOND: '2', PORCHLIGHT_FRAMES_BURST: '4' } });

  test('those refused for a while arrive later, and in order', async ({ visitor: { widget }, operator }) => {
    const asked = numbered('asked', 10);
    const answered = numbered('answered', 10);
    await widget.open();
    await widget.say('Hello');
    await operator.openConversation('Hello');
    for (const words of asked) await widget.say(words);
    for (const words of answered) await operator.say(words);
    for (const side of [widget, operator]) {
      for (const words of [asked, answered]) {
        await side.shows(words[9]!);
        await side.showsInOrder(words);
      }
      await expect(side.log.getByText('Sending…')).toHaveCount(0);
    }
  });
});
