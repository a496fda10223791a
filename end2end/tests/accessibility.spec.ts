// axe on every page and on the open chat, in light and dark.

import { expectAccessible } from '../fixtures/axe';
import { MARA } from '../fixtures/people';
import { expect, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the pages before signing in are accessible in ${colorScheme}`, async ({ browserOf, emptyServer: server }) => {
    const page = await (await browserOf('owner', { colorScheme })).newPage();
    await page.goto(server.setupLink);
    await expect(page.getByRole('button', { name: 'Create administrator' })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole('textbox', { name: 'E-mail' }).fill(MARA.email);
    await page.getByRole('button', { name: 'Create administrator' }).click();
    await expectAccessible(page);
  });

  test(`the sign-in page is accessible in ${colorScheme}`, async ({ browserOf, server }) => {
    const page = await (await browserOf('Mara', { colorScheme })).newPage();
    await page.goto(`${server.url}/sign-in`);
    await expect(page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await expectAccessible(page);
  });

  test(`the console is accessible in ${colorScheme}`, async ({ operatorOf, visitorOf, troubles }) => {
    troubles.allow(/status of 404 .*nothing-here/);
    const operator = await operatorOf(MARA, { colorScheme });
    await expectAccessible(operator.page);

    const { widget } = await visitorOf('/');
    await widget.open();
    await widget.say('Hello, see https://shop.example');
    await operator.openConversation('Hello, see');
    await operator.say('Good morning');
    await operator.shows('Good morning');
    await widget.input.pressSequentially('A');
    await expect(operator.page.getByText(/is typing/)).toBeVisible();
    await expectAccessible(operator.page);
    await operator.end.click();
    await expect(operator.dialog).toBeVisible();
    await expectAccessible(operator.page);

    for (const path of ['/preferences', '/preferences/password', '/preferences/sessions', '/configuration/expertise']) {
      await operator.goto(path);
      await expectAccessible(operator.page);
    }
    await operator.page.goto('/nothing-here');
    await expectAccessible(operator.page);
  });

  test(`the chat in a page is accessible in ${colorScheme}`, async ({ operator, visitorOf }) => {
    const { page, widget } = await visitorOf('/', { colorScheme });
    await expect(widget.launcher).toBeVisible();
    await expectAccessible(page);
    await widget.open();
    await expectAccessible(page);
    await widget.say('Hello, see https://shop.example');
    await operator.openConversation('Hello, see');
    await operator.say('Good morning');
    await widget.shows('Good morning');
    await expectAccessible(page);
    await widget.close.click();
    await expect(widget.window).toContainText('Leaving will end the live chat.');
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Yes', exact: true }).click();
    await expect(widget.newSession).toBeVisible();
    await expectAccessible(page);
  });

  test(`the full-page chat is accessible in ${colorScheme}`, async ({ operator, browserOf, server }) => {
    void operator;
    const page = await (await browserOf('visitor', { colorScheme })).newPage();
    await page.goto(`${server.url}/chat/website`);
    await expect(new Widget(page).input).toBeVisible();
    await expectAccessible(page);
  });
}
