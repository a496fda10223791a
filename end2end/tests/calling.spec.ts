// Whoever looks elsewhere is called.

import type { Page } from '@playwright/test';
import { Console } from '../fixtures/console';
import { MARA } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

interface Called {
  notifications: { title: string; body: string; click: () => void }[];
  tones: number;
  isElsewhere: boolean;
}

/** Writes down what the page shows outside of itself and plays; `isElsewhere` takes the focus from it. */
async function record(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const called: Called = { notifications: [], tones: 0, isElsewhere: false };
    Object.assign(window, { called });
    class Recorded extends EventTarget {
      static permission = 'granted';
      onclick: (() => void) | null = null;
      constructor(title: string, { body = '' }: { body?: string } = {}) {
        super();
        called.notifications.push({ title, body, click: () => this.onclick?.() });
      }
    }
    Object.assign(window, { Notification: Recorded });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      called.tones += 1;
      start.apply(this, when);
    };
    const hasFocus = document.hasFocus.bind(document);
    document.hasFocus = () => !called.isElsewhere && hasFocus();
  });
}

async function look(page: Page, where: 'here' | 'elsewhere'): Promise<void> {
  await page.evaluate((isElsewhere) => {
    (window as unknown as { called: Called }).called.isElsewhere = isElsewhere;
    window.dispatchEvent(new Event(isElsewhere ? 'blur' : 'focus'));
  }, where === 'elsewhere');
}

async function calledOf(page: Page): Promise<{ titles: string[]; bodies: string[]; tones: number }> {
  return page.evaluate(() => {
    const { notifications, tones } = (window as unknown as { called: Called }).called;
    return { titles: notifications.map(({ title }) => title), bodies: notifications.map(({ body }) => body), tones };
  });
}

test('an operator who looks elsewhere is called, and a click brings him to the conversation', async ({ operatorOf, visitorOf }) => {
  const operator = await operatorOf(MARA);
  await record(operator.page);
  await operator.goto('/inbox');
  await look(operator.page, 'elsewhere');
  const { widget } = await visitorOf('/');
  await widget.open();
  await widget.say('Is the large grinder in stock?');

  await expect.poll(async () => (await calledOf(operator.page)).bodies).toEqual(['Is the large grinder in stock?']);
  const { titles, tones } = await calledOf(operator.page);
  expect(titles).toEqual([expect.stringMatching(/^Visitor \d+$/)]);
  expect(tones).toBeGreaterThan(0);

  await look(operator.page, 'here');
  await operator.page.evaluate(() => (window as unknown as { called: Called }).called.notifications[0]?.click());
  await operator.shows('Is the large grinder in stock?');
  await expect(operator.reply).toBeVisible();

  await widget.say('The black one');
  await operator.shows('The black one');
  expect(await calledOf(operator.page)).toMatchObject({ bodies: ['Is the large grinder in stock?'], tones });
});

test('who wants neither sound nor notifications is left alone', async ({ operatorOf, visitorOf }) => {
  const operator = await operatorOf(MARA);
  await record(operator.page);
  await operator.goto('/preferences');
  const { page } = operator;
  await page.getByLabel('Sound').uncheck();
  await page.getByLabel('Desktop notifications').uncheck();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await operator.goto('/inbox');
  await look(page, 'elsewhere');
  const { widget } = await visitorOf('/');
  await widget.open();
  await widget.say('Hello?');
  await expect(operator.row('Hello?')).toBeVisible();
  expect(await calledOf(page)).toEqual({ titles: [], bodies: [], tones: 0 });
});

test('who is not to be disturbed is left alone for an hour, in every tab, and what waits is counted', async ({ operatorOf, visitorOf }) => {
  const operator = await operatorOf(MARA);
  const { page } = operator;
  await record(page);
  await operator.goto('/inbox');
  const second = new Console(await page.context().newPage());
  await record(second.page);
  await second.goto('/inbox');
  await page.bringToFront();
  await page.getByRole('button', { name: /^Mara Klein/ }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Do not disturb for an hour' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: /^Mara Klein.*Not to be disturbed$/ })).toBeVisible();
  await expect(second.page.getByRole('button', { name: /^Mara Klein.*Not to be disturbed$/ })).toBeVisible();
  await picture(page, 'not-to-be-disturbed');
  await look(page, 'elsewhere');
  await look(second.page, 'elsewhere');
  const { widget } = await visitorOf('/');
  await widget.open();
  await widget.say('Psst');
  for (const console of [operator, second]) {
    await expect(console.row('Psst')).toBeVisible();
    await expect(console.page).toHaveTitle(/^\(1\)/);
    expect(await calledOf(console.page)).toEqual({ titles: [], bodies: [], tones: 0 });
  }

  // The hour is over.
  await page.evaluate(() => localStorage.setItem('porchlight.quiet', `${Date.now() - 1}`));
  await expect(second.page.getByRole('button', { name: /Not to be disturbed$/ })).toHaveCount(0);
  await widget.say('Now?');
  await expect.poll(async () => (await calledOf(second.page)).bodies).toEqual(['Now?']);
});

test('a visitor who looks elsewhere is called once, and not for what he sees', async ({ operator, visitorOf }) => {
  const { page, widget } = await visitorOf('/');
  // The widget has a frame of its own, and calls from there.
  await page.addInitScript(() => {
    if (window !== window.top) Object.assign(window, { called: (window.top as unknown as { called: Called }).called });
    const called = ((window as unknown as { called?: Called }).called ??= { notifications: [], tones: 0, isElsewhere: false });
    class Recorded extends EventTarget {
      static permission = 'granted';
      onclick: (() => void) | null = null;
      constructor(title: string, { body = '' }: { body?: string } = {}) {
        super();
        called.notifications.push({ title, body, click: () => this.onclick?.() });
      }
    }
    Object.assign(window, { Notification: Recorded });
    const start = OscillatorNode.prototype.start;
    OscillatorNode.prototype.start = function (...when) {
      called.tones += 1;
      start.apply(this, when);
    };
    Object.defineProperty(document, 'hidden', { get: () => called.isElsewhere });
  });
  await page.reload();
  await widget.open();
  await widget.say('Is the shop open on Monday?');
  await operator.openConversation('Is the shop open on Monday?');
  await operator.say('What he sees');
  await widget.shows('What he sees');
  expect(await calledOf(page)).toEqual({ titles: [], bodies: [], tones: 0 });

  const lookAway = (isElsewhere: boolean) =>
    page.evaluate((isElsewhere) => {
      (window as unknown as { called: Called }).called.isElsewhere = isElsewhere;
      const frame = document.querySelector('porchlight-chat')?.shadowRoot?.querySelector('iframe');
      frame?.contentDocument?.dispatchEvent(new Event('visibilitychange'));
    }, isElsewhere);
  await lookAway(true);
  await operator.say('From nine to noon');
  await expect(page).toHaveTitle(/^\(1\) /);
  await expect.poll(() => calledOf(page)).toEqual({ titles: ['Mara Klein'], bodies: ['From nine to noon'], tones: 1 });
  await lookAway(false);
  await expect(page).not.toHaveTitle(/^\(/);

  // Folded on a page in sight: a tone, and the count on the button, is enough.
  await page.keyboard.press('Escape');
  await operator.say('Ring twice');
  await expect(widget.launcher).toHaveAccessibleName(/1/);
  await expect.poll(() => calledOf(page)).toEqual({ titles: ['Mara Klein'], bodies: ['From nine to noon'], tones: 2 });
});
