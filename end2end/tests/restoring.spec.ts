// Reloads, other pages and other tabs.

import { expect, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

test('a reload restores the conversation on both sides', async ({ visitor, operator }) => {
  await visitor.widget.open();
  await visitor.widget.say('Do you ship to Brest?');
  await operator.openConversation('Do you ship to Brest?');
  await operator.say('We do, in two days.');
  await visitor.widget.shows('We do, in two days.');

  await visitor.page.reload();
  await visitor.widget.showsInOrder(['Do you ship to Brest?', 'We do, in two days.']);
  await operator.page.reload();
  await operator.ready();
  await operator.showsInOrder(['Do you ship to Brest?', 'We do, in two days.']);

  await visitor.widget.say('Lovely.');
  await operator.shows('Lovely.');
  await operator.say('You are welcome.');
  await visitor.widget.shows('You are welcome.');
});

test('what an operator began to write survives a reload', async ({ visitor, operator }) => {
  await visitor.widget.open();
  await visitor.widget.say('Hello?');
  await operator.openConversation('Hello?');
  await operator.reply.pressSequentially('One mom');
  await operator.page.reload();
  await operator.ready();
  await expect(operator.reply).toHaveValue('One mom');
});

test('another page of the shop has the conversation, open or folded as it was left', async ({ visitor, operator }) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('Which grinder is quiet?');
  await page.getByRole('link', { name: 'Shop', exact: true }).click();
  await expect(page).toHaveURL(/products/);
  await widget.shows('Which grinder is quiet?');

  await widget.launcher.click();
  await expect(widget.log).toBeHidden();
  await page.getByRole('link', { name: 'Contact', exact: true }).click();
  await expect(page).toHaveURL(/contact/);
  await expect(widget.launcher).toBeVisible();
  await expect(widget.log).toBeHidden();

  await operator.openConversation('Which grinder is quiet?');
  await operator.say('The Mole is.');
  await expect(page).toHaveTitle(/^\(1\)/);
  await expect(widget.launcher).toHaveAccessibleName(/1/);
  await widget.open();
  await widget.shows('The Mole is.');
  await expect(page).not.toHaveTitle(/^\(/);
});

test('two tabs of one visitor stay in step', async ({ visitor, operator }) => {
  const first = visitor.widget;
  const page = await visitor.page.context().newPage();
  const second = new Widget(page);
  await page.goto('/products.html');
  await expect(second.launcher).toBeVisible();

  await first.open();
  await first.say('Written in the first tab');
  await second.shows('Written in the first tab');
  await second.say('Written in the second tab');
  await first.showsInOrder(['Written in the first tab', 'Written in the second tab']);

  await operator.openConversation('Written in the second tab');
  await operator.showsInOrder(['Written in the first tab', 'Written in the second tab']);
  await operator.say('Read in both');
  await first.shows('Read in both');
  await second.shows('Read in both');
  await expect(operator.row('Read in both')).toHaveCount(1);
  await expect(operator.rows).toHaveCount(1);
});

test('what another tab kept a while ago does not undo what is kept now', async ({ visitor }) => {
  await visitor.widget.open();
  await visitor.widget.say('This stays');
  await expect(visitor.widget.window.getByText('Sent')).toBeVisible();
  await visitor.page.evaluate(() => {
    const frame = document.querySelector('porchlight-chat')?.shadowRoot?.querySelector('iframe');
    const key = 'porchlight:website';
    const { token } = JSON.parse(localStorage.getItem(key) ?? '{}') as { token?: string };
    // As the browser tells of it late: two tabs that write the same in the end are told of the steps before, and not of that.
    const late = new StorageEvent('storage', { key, newValue: JSON.stringify({ token, open: true }) });
    frame?.contentWindow?.dispatchEvent(late);
  });
  await visitor.widget.shows('This stays');
  await visitor.widget.say('And this follows');
  await visitor.widget.showsInOrder(['This stays', 'And this follows']);
});

test('going from one conversation to another while the server stands still leaves no warnings in the page', async ({
  visitor,
  server,
}) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('This stays');
  await expect(widget.window.getByText('Sent')).toBeVisible();
  server.pause();
  // As another tab does: the line to the one is still being opened when it is time to go back to the other.
  const lines = await page.evaluate(() => {
    const frame = document.querySelector('porchlight-chat')?.shadowRoot?.querySelector('iframe');
    const inside = frame?.contentWindow as (Window & typeof globalThis) | null | undefined;
    if (!inside) return;
    let opened = 0;
    inside.WebSocket = class extends inside.WebSocket {
      constructor(address: string | URL) {
        super(address);
        opened += 1;
      }
    };
    const key = 'porchlight:website';
    const kept = localStorage.getItem(key) ?? '{}';
    const another = { ...(JSON.parse(kept) as object), conversation: '0190163d-8694-739b-aea5-966c26f8ad91' };
    for (const memory of [JSON.stringify(another), kept]) {
      localStorage.setItem(key, memory);
      inside.dispatchEvent(new StorageEvent('storage', { key, newValue: memory }));
    }
    return opened;
  });
  expect(lines).toBe(2);
  server.goOn();
  await widget.shows('This stays');
  await widget.say('And this follows');
  await widget.showsInOrder(['This stays', 'And this follows']);
});

test('two tabs that write first at one instant are one visitor in one conversation', async ({ visitor, operator }) => {
  const context = visitor.page.context();
  // What one tab keeps the other hears of late, as from another process on a slow machine.
  await context.addInitScript(() => {
    window.addEventListener('storage', (event) => {
      if (!event.isTrusted) return;
      event.stopImmediatePropagation();
      const { key, newValue } = event;
      setTimeout(() => window.dispatchEvent(new StorageEvent('storage', { key, newValue })), 100);
    });
  });
  await visitor.page.reload();
  const page = await context.newPage();
  const second = new Widget(page);
  await page.goto('/products.html');
  // Neither gets a token before both have asked for one.
  let asked = 0;
  let answer = () => {};
  const both = new Promise<void>((resolve) => (answer = resolve));
  await context.route('**/widget/token', async (route) => {
    asked += 1;
    if (asked === 2) answer();
    await both;
    await route.continue();
  });
  await visitor.widget.open();
  await second.open();
  await Promise.all([visitor.widget.say('from tab A'), second.say('from tab B')]);

  await operator.openConversation(/from tab/);
  await operator.shows('from tab A');
  await operator.shows('from tab B');
  await expect(operator.rows).toHaveCount(1);
  for (const widget of [visitor.widget, second]) {
    await expect(widget.log.getByText('Sending…')).toHaveCount(0);
    await widget.shows('from tab A');
    await widget.shows('from tab B');
  }
  await operator.say('Hello to both');
  await visitor.widget.shows('Hello to both');
  await second.shows('Hello to both');
  expect(asked).toBe(2);
});
