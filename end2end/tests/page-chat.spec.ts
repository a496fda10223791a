// The chat as a page of its own.

import { expect, picture, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

test('the full-page chat holds a conversation and has it again after a reload', async ({ operator, browserOf, server }) => {
  const page = await (await browserOf('visitor')).newPage();
  const widget = new Widget(page);
  await page.goto(`${server.url}/chat/website`);
  await expect(page).toHaveTitle(/Website/);
  await widget.say('No shop around me');
  await operator.openConversation('No shop around me');
  await operator.say('Good morning');
  await widget.shows('Good morning');
  await picture(page, 'page-chat');
  await page.reload();
  await widget.showsInOrder(['No shop around me', 'Good morning']);
});

test('a chat that does not exist says so', async ({ browserOf, server, troubles }) => {
  troubles.allow(/status of 404/);
  const page = await (await browserOf('visitor')).newPage();
  const answer = await page.goto(`${server.url}/chat/nothing-here`);
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading')).toBeVisible();
});

test('a page into which no script may be pasted shows the chat in a frame', async ({ operator, visitorOf, server }) => {
  const { page } = await visitorOf('/missing.html');
  await page.evaluate((src) => {
    const frame = document.createElement('iframe');
    frame.src = src;
    frame.title = 'Framed';
    frame.width = '400';
    frame.height = '640';
    document.body.append(frame);
  }, `${server.url}/chat/website`);
  const widget = new Widget(page.frameLocator('[title=Framed]'));
  await widget.say('From within a frame');
  await expect(operator.row('From within a frame')).toBeVisible();
});
