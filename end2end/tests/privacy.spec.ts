// Before the first message nothing is stored and nothing is opened.

import { expect, test } from '../fixtures/test';

test('looking and typing stores nothing and opens no socket', async ({ visitorOf, operator, server }) => {
  const { page, widget } = await visitorOf('/contact.html');
  const requests: string[] = [];
  const sockets: string[] = [];
  page.on('request', (request) => requests.push(`${request.method()} ${request.url()}`));
  page.on('websocket', (socket) => sockets.push(socket.url()));
  await page.reload();
  await widget.open();
  await widget.input.pressSequentially('I am only thinking alou');
  await page.getByRole('link', { name: 'Shop', exact: true }).click();
  await expect(page).toHaveURL(/products/);
  await expect(widget.launcher).toBeVisible();

  const ours = [new URL(server.url).origin, new URL(server.demoUrl).origin];
  expect(requests.filter((line) => !ours.some((origin) => line.split(' ')[1]?.startsWith(`${origin}/`)))).toEqual([]);
  expect(requests.filter((line) => !line.startsWith('GET '))).toEqual([]);
  expect(sockets).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);

  await operator.page.reload();
  await operator.ready();
  await expect(operator.rows).toHaveCount(0);
});

test('until the button shows there are at most four requests', async ({ visitorOf, operator, server }) => {
  void operator;
  const { page, widget } = await visitorOf('/');
  await expect(widget.launcher).toBeVisible();
  const requests: string[] = [];
  page.on('request', (request) => {
    if (request.url().startsWith(server.url)) requests.push(request.url());
  });
  await page.reload();
  await expect(widget.launcher).toBeVisible();
  expect(requests.length).toBeLessThanOrEqual(4);
});

test('a visitor never learns the real name or address of who answers', async ({ visitor, operator }) => {
  const received: string[] = [];
  visitor.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => received.push(String(payload))));
  visitor.page.on('response', async (response) => {
    if (response.url().includes('/widget/')) received.push(await response.text().catch(() => ''));
  });
  await operator.goto('/preferences');
  await operator.page.getByRole('textbox', { name: 'Online Chat Name' }).fill('The lighthouse keeper');
  await operator.page.getByRole('button', { name: /^Save/ }).first().click();
  await expect(operator.page.getByText(/saved/i).first()).toBeVisible();
  await operator.goto('/inbox');
  received.length = 0;

  await visitor.page.reload();
  await visitor.widget.open();
  await visitor.widget.say('Who are you?');
  await operator.openConversation('Who are you?');
  await operator.say('I keep the light.');
  await visitor.widget.shows('I keep the light.');
  await expect(visitor.widget.window).toContainText('The lighthouse keeper');
  expect(received.join('\n')).toContain('The lighthouse keeper');
  expect(received.join('\n')).not.toMatch(/Klein|mara@harbour/i);
});
