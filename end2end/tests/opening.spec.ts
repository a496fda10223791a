// The window opens without waiting for the conversation's module, and what is written before it comes is kept.

import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { AWAY } from '../fixtures/troubles';

const MODULE = /\/assets\/widget_bg\./;

/** Holds the module back until the returned function is called. */
async function hold(page: Page): Promise<() => void> {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(MODULE, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

test('whoever only points at the button loads the window and not the conversation', async ({ visitor }) => {
  const { page, widget } = visitor;
  const assets: string[] = [];
  page.on('request', (request) => {
    const name = request.url().match(/\/assets\/(window\.\w+|widget_\w+)\./)?.[1];
    if (name) assets.push(name);
  });
  await widget.launcher.hover();
  await expect.poll(() => assets).toEqual(['window.en']);
  await expect(widget.window).toBeHidden();
  await widget.open();
  await expect.poll(() => assets.sort()).toEqual(['widget_bg', 'window.en']);
});

test('a press opens the window before the conversation has come, and what is sent meanwhile arrives once', async ({
  visitor,
  operator,
}) => {
  const { page, widget } = visitor;
  const release = await hold(page);
  await widget.launcher.click();
  await expect(widget.log).toContainText('How may I help you?');
  await expect(widget.input).toBeFocused();
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'true');
  for (const words of ['early 01', 'early 02']) await widget.say(words);
  await widget.showsInOrder(['early 01', 'early 02']);
  await expect(widget.log.getByText('Sending…')).toHaveCount(2);
  await widget.input.fill('not sent yet');

  release();
  await expect(widget.log.getByText('Sending…')).toHaveCount(0);
  await widget.showsInOrder(['early 01', 'early 02']);
  await expect(widget.input).toHaveValue('not sent yet');
  await expect(widget.input).toBeFocused();
  await operator.openConversation('early 02');
  await operator.showsInOrder(['early 01', 'early 02']);
  await expect(operator.words('not sent yet')).toHaveCount(0);
  await page.reload();
  await widget.showsInOrder(['early 01', 'early 02']);
});

test('what is sent before the conversation has come is sent from the next page, once and in order', async ({ visitor, operator }) => {
  const { page, widget } = visitor;
  const release = await hold(page);
  await widget.open();
  for (const words of ['early 01', 'early 02']) await widget.say(words);
  await widget.input.pressSequentially('not sent yet');

  // The next page shows what waits, and is left before anything could be sent there as well.
  await page.getByRole('link', { name: 'Shop', exact: true }).click();
  await expect(page).toHaveURL(/products/);
  await widget.showsInOrder(['early 01', 'early 02']);
  await expect(widget.log.getByText('Sending…')).toHaveCount(2);
  await expect(widget.input).toHaveValue('not sent yet');
  await widget.say('early 03');
  await widget.input.fill('still\nnot\nsent');
  await widget.launcher.click();
  await expect(widget.window).toBeHidden();
  await expect(operator.rows).toHaveCount(0);

  release();
  await page.getByRole('link', { name: 'Contact', exact: true }).click();
  await expect(page).toHaveURL(/contact/);
  await operator.openConversation('early 03');
  await operator.showsInOrder(['early 01', 'early 02', 'early 03']);
  await expect(widget.window).toBeHidden();
  await widget.open();
  await expect(widget.log.getByText('Sending…')).toHaveCount(0);
  await widget.showsInOrder(['early 01', 'early 02', 'early 03']);
  await expect(widget.input).toHaveValue('still\nnot\nsent');
  const height = async () => (await widget.input.boundingBox())?.height;
  await expect.poll(height, 'all three lines of it show').toBeGreaterThan(80);
  await expect(operator.rows).toHaveCount(1);
});

test('where the browser keeps nothing, what is sent before the conversation has come arrives all the same', async ({
  operator,
  visitorOf,
}) => {
  const { page, widget } = await visitorOf('/');
  await page.addInitScript(() => {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(window, name, {
        get() {
          throw new DOMException('forbidden', 'SecurityError');
        },
      });
    }
  });
  await page.reload();
  const release = await hold(page);
  await widget.open();
  for (const words of ['early 01', 'early 02']) await widget.say(words);
  release();
  await expect(widget.log.getByText('Sending…')).toHaveCount(0);
  await widget.showsInOrder(['early 01', 'early 02']);
  await operator.openConversation('early 02');
  await operator.showsInOrder(['early 01', 'early 02']);
});

test('the conversation takes over without telling anything again', async ({ visitor, operator }) => {
  const { page, widget } = visitor;
  const release = await hold(page);
  await widget.open();
  for (const words of ['early 01', 'see https://harbour.example/early']) await widget.say(words);
  await widget.showsInOrder(['early 01', 'harbour.example/early']);
  await widget.log.evaluate((log) => {
    const again: string[] = [];
    Object.assign(window, { again });
    new MutationObserver((records) => {
      // What is not live is not read aloud.
      if (log.getAttribute('aria-live') === 'off') return;
      for (const { addedNodes } of records) for (const node of addedNodes) again.push(node.textContent ?? '');
    }).observe(log, { childList: true, subtree: true });
  });

  release();
  await expect(widget.log.getByText('Sending…')).toHaveCount(0);
  await expect(widget.log.getByRole('link')).toHaveCount(1);
  const again = () => page.evaluate(() => (window as unknown as { again: string[] }).again);
  expect((await again()).filter((text) => /How may I|early/.test(text))).toEqual([]);
  await operator.openConversation('early');
  await operator.say('This is new');
  await widget.shows('This is new');
  expect((await again()).filter((text) => /This is new/.test(text))).toHaveLength(1);
  expect((await again()).filter((text) => /How may I|early/.test(text))).toEqual([]);
});

test('a window folded before the conversation has come stays folded', async ({ visitor }) => {
  const { page, widget } = visitor;
  const release = await hold(page);
  await widget.open();
  await page.keyboard.press('Escape');
  await expect(widget.window).toBeHidden();
  await expect(widget.launcher).toBeFocused();
  const module = page.waitForResponse(/widget_bg/);
  release();
  await (await module).finished();
  await expect(widget.window).toBeHidden();
  await widget.open();
  await widget.say('Here I am');
  await expect(widget.log).toContainText('Sent');
});

test('where the conversation cannot be loaded the text is kept, and the next try brings it', async ({
  visitor,
  operator,
  troubles,
}) => {
  troubles.allow(...AWAY);
  const { page, widget } = visitor;
  await page.route(MODULE, (route) => route.abort('connectionrefused'));
  await widget.open();
  await widget.input.fill('Is anybody there?');
  await widget.input.press('Enter');
  await expect(widget.window).toContainText('This could not be sent. Your text is kept.');
  await expect(widget.input).toHaveValue('Is anybody there?');
  await expect(widget.words('Is anybody there?')).toHaveCount(0);

  await page.unroute(MODULE);
  await widget.input.press('Enter');
  await widget.shows('Is anybody there?');
  await expect(widget.log.getByText('Sending…')).toHaveCount(0);
  await expect(widget.input).toHaveValue('');
  await operator.openConversation('Is anybody there?');
  await operator.showsInOrder(['Is anybody there?']);
});

test('a window that cannot be loaded comes with the next press', async ({ visitor, troubles }) => {
  troubles.allow(...AWAY);
  const { page, widget } = visitor;
  await page.route(/\/assets\/window\./, (route) => route.abort('connectionrefused'));
  const failed = page.waitForEvent('requestfailed');
  await widget.launcher.click();
  await failed;
  await page.unroute(/\/assets\/window\./);
  await expect(async () => {
    await widget.launcher.click();
    await expect(widget.input).toBeFocused({ timeout: 500 });
  }).toPass();
});
