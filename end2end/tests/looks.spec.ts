// Small screens, dark mode, pages written from right to left.

import { expect, type Locator, type Page } from '@playwright/test';
import { tabTo } from '../fixtures/focus';
import { MARA } from '../fixtures/people';
import { picture, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function box(locator: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const found = await locator.boundingBox();
  if (found === null) throw new Error(`${locator} is not on the screen`);
  return found;
}

async function scrollsSideways(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
}

/** How light the background is that one sees behind an element: 0 black, 255 white. */
async function lightness(locator: Locator): Promise<number> {
  return locator.evaluate((element) => {
    let current: Element | null = element;
    const pixel = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true });
    if (pixel === null) throw new Error('no canvas');
    while (current !== null) {
      const colour = getComputedStyle(current).backgroundColor;
      pixel.clearRect(0, 0, 1, 1);
      pixel.fillStyle = colour;
      pixel.fillRect(0, 0, 1, 1);
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixel.getImageData(0, 0, 1, 1).data;
      if (alpha > 250) return (red + green + blue) / 3;
      const root = current.getRootNode();
      current = current.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
    }
    return 255;
  });
}

test('on a phone the chat takes the screen and the console shows one thing at a time', async ({ operatorOf, visitorOf }) => {
  const operator = await operatorOf(MARA, PHONE);
  const { page, widget } = await visitorOf('/', PHONE);
  await widget.open();
  const window = await box(widget.window);
  expect(window.width).toBe(390);
  expect(window.height).toBeGreaterThan(800);
  expect(await scrollsSideways(page)).toBe(false);
  await widget.say('From the bus');

  expect(await scrollsSideways(operator.page)).toBe(false);
  await picture(operator.page, 'phone-inbox');
  await operator.openConversation('From the bus');
  await expect(operator.row('From the bus')).toBeHidden();
  await operator.say('Mind the step');
  await widget.shows('Mind the step');
  const reply = await box(operator.reply);
  expect(reply.y + reply.height).toBeLessThanOrEqual(844);
  expect(await scrollsSideways(operator.page)).toBe(false);
  await picture(operator.page, 'phone-conversation');
  await picture(page, 'phone-widget');

  await operator.page.getByRole('link', { name: 'Back' }).or(operator.page.getByRole('button', { name: 'Back' })).click();
  await expect(operator.row('Mind the step')).toBeVisible();
  await expect(operator.log).toBeHidden();

  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(widget.newSession).toBeVisible();
  await operator.goto('/preferences');
  expect(await scrollsSideways(operator.page)).toBe(false);
  await picture(operator.page, 'phone-preferences');
});

/** Expects that every part of the chat can be seen and nothing of it is cut off. */
async function isWhole(page: Page, widget: Widget): Promise<void> {
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  for (const part of [widget.window, widget.close, widget.log, widget.input, widget.send]) {
    await expect(part).toBeVisible();
    const { x, y, width: wide, height: high } = await box(part);
    expect(x).toBeGreaterThanOrEqual(0);
    expect(y).toBeGreaterThanOrEqual(0);
    expect(x + wide).toBeLessThanOrEqual(width);
    expect(y + high).toBeLessThanOrEqual(height);
  }
  const [button, window] = [await box(widget.launcher), await box(widget.window)];
  const isApart = button.y >= window.y + window.height || button.x >= window.x + window.width;
  expect(isApart, 'the window leaves the button free').toBe(true);
  const cut = await widget.window.evaluate((window) =>
    [window, ...window.querySelectorAll('.header, .titles, .titles *, .log, .bubble, .composer')]
      .filter((part) => part.scrollWidth > part.clientWidth + 1 && part.clientWidth > 0)
      .map((part) => part.className || part.tagName),
  );
  expect(cut, 'parts that are wider than their room').toEqual([]);
}

const ZOOMS = {
  // What a browser's own zoom does: half as many pixels, each twice as large.
  'the browser': { options: { viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 }, zoom: '1' },
  'the page': { options: { viewport: { width: 1280, height: 800 } }, zoom: '2' },
};
for (const [who, { options, zoom }] of Object.entries(ZOOMS)) {
  test(`at 200 % zoom by ${who} all of the chat can be seen and used`, async ({ operator, visitorOf }) => {
    const { page, widget } = await visitorOf('/', options);
    await page.evaluate((zoom) => document.documentElement.style.setProperty('zoom', zoom), zoom);
    await widget.open();
    await isWhole(page, widget);
    await widget.say('Which of the two grinders is quieter, and does the longer one fit under a shelf of thirty centimetres?');
    await operator.openConversation('Which of the two');
    await operator.say('The Mole, and it does');
    await widget.shows('The Mole, and it does');
    await isWhole(page, widget);
    await picture(page, `zoom-${zoom}`);
    await page.getByRole('button', { name: 'Emoji' }).click();
    await page.getByRole('button', { name: '☕' }).click();
    await expect(widget.input).toHaveValue('☕');
    await widget.close.click();
    const yes = page.getByRole('button', { name: 'Yes', exact: true });
    await expect(yes).toBeInViewport({ ratio: 1 });
    await page.getByRole('button', { name: 'No', exact: true }).click();
    await page.keyboard.press('Escape');
    await expect(widget.window).toBeHidden();
    await expect(widget.launcher).toBeInViewport({ ratio: 1 });
    await widget.open();
  });
}

test('with colours forced by the system everything has an edge, and the focus shows', async ({ operator, visitorOf }) => {
  const { page, widget } = await visitorOf('/', { forcedColors: 'active' });
  await expect(widget.launcher).toBeVisible();
  await hasEdge(widget.launcher);
  await tabTo(page, widget.launcher);
  await page.keyboard.press('Enter');
  await expect(widget.input).toBeFocused();
  await page.keyboard.type('Can you see this?');
  await page.keyboard.press('Enter');
  await operator.openConversation('Can you see this?');
  await operator.say('Clearly');
  await widget.shows('Clearly');
  await hasEdge(widget.window);
  await hasEdge(widget.words('Can you see this?'));
  await hasEdge(widget.words('Clearly'));
  await picture(page, 'forced-colors');
  // Every stop on the way is looked at.
  await tabTo(page, widget.close, 'Shift+Tab');
  await tabTo(page, widget.send);
  await page.keyboard.press('Escape');
  await operator.say('And now?');
  const badge = widget.launcher.getByText('1', { exact: true });
  await expect(badge).toBeVisible();
  await hasEdge(badge);
});

/** Expects an edge in another colour than what is around it. */
async function hasEdge(locator: Locator): Promise<void> {
  const edge = await locator.evaluate((element) => {
    const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
    return { borderTopStyle, borderTopWidth, isTold: borderTopColor !== backgroundColor };
  });
  expect(edge).toEqual({ borderTopStyle: 'solid', borderTopWidth: '1px', isTold: true });
}

test('where it is dark the window has an edge, and in a frame a shadow that fits', async ({ operator, visitorOf, troubles }) => {
  void operator;
  troubles.allow(/WebAssembly|wasm-eval|unsafe-eval/);
  for (const colorScheme of ['dark', 'light'] as const) {
    const { page, widget } = await visitorOf('/', { colorScheme });
    await widget.open();
    await picture(page, `corner-${colorScheme}`);
    const edge = await widget.window.evaluate((window) => getComputedStyle(window).boxShadow);
    await page.setViewportSize(PHONE.viewport);
    await picture(page, `phone-${colorScheme}`);
    expect(edge.startsWith('oklch(0.36 0.01 75) 0px 0px 0px 1px'), edge).toBe(colorScheme === 'dark');
  }
  for (const colorScheme of ['dark', 'light'] as const) {
    const { page } = await visitorOf('/no-wasm.html', { colorScheme });
    await new Widget(page).launcher.click();
    const framed = new Widget(page.frameLocator('iframe'));
    await expect(framed.input).toBeFocused();
    await picture(page, `frame-${colorScheme}`);
    const { room, reach } = await framed.window.evaluate((window) => {
      const { left, top } = window.getBoundingClientRect();
      const lengths = getComputedStyle(window).boxShadow.match(/-?[\d.]+px/g)?.map(parseFloat) ?? [];
      const shadows = Array.from({ length: lengths.length / 4 }, (_, index) => lengths.slice(index * 4, index * 4 + 4));
      const most = (side: number) => Math.max(...shadows.map((shadow) => (shadow[2] ?? 0) + (shadow[3] ?? 0) - (shadow[side] ?? 0)));
      return { room: { left, top }, reach: { left: most(0), top: most(1) } };
    });
    // The frame was small while the window was drawn, and the input is one line high all the same.
    await expect.poll(async () => (await box(framed.input)).height).toBe(44);
    expect(reach.left).toBeLessThanOrEqual(room.left);
    expect(reach.top).toBeLessThanOrEqual(room.top);
  }
});

test('on a page from right to left the chat sits on the left', async ({ operator, visitorOf }) => {
  const { page, widget } = await visitorOf('/ar.html');
  await widget.open();
  const launcher = await box(widget.launcher);
  expect(launcher.x + launcher.width).toBeLessThan(200);
  const window = await box(widget.window);
  expect(window.x).toBeLessThan(200);
  await expect(widget.window).toHaveCSS('direction', 'rtl');
  await widget.say('هل المطحنة هادئة؟');
  await operator.openConversation('هل المطحنة هادئة؟');
  await operator.say('نعم، جدا.');
  await widget.shows('نعم، جدا.');
  await expect(operator.words('هل المطحنة هادئة؟')).toBeVisible();
  await picture(page, 'right-to-left');
});

test('a French page has a French chat', async ({ operator, visitorOf }) => {
  void operator;
  const { page } = await visitorOf('/fr.html');
  await page.getByRole('button', { name: 'Discussion' }).click();
  await expect(page.getByRole('dialog')).toContainText('Comment puis-je vous aider ?');
});

test('where the system is dark both sides are', async ({ operatorOf, visitorOf }) => {
  const operator = await operatorOf(MARA, { colorScheme: 'dark' });
  const { page, widget } = await visitorOf('/', { colorScheme: 'dark' });
  await widget.open();
  await widget.say('Night shift');
  await operator.openConversation('Night shift');
  await operator.say('Good evening');
  await widget.shows('Good evening');
  expect(await lightness(widget.log)).toBeLessThan(80);
  expect(await lightness(operator.log)).toBeLessThan(80);
  await picture(operator.page, 'dark-console');
  await picture(page, 'dark-widget');
});

test('where the system is light both sides are', async ({ operator, visitor }) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('Morning shift');
  await operator.openConversation('Morning shift');
  await operator.say('Good morning');
  await widget.shows('Good morning');
  expect(await lightness(widget.log)).toBeGreaterThan(230);
  expect(await lightness(operator.log)).toBeGreaterThan(230);
  await picture(operator.page, 'light-console');
  await picture(page, 'light-widget');
});

test('a theme chosen in the preferences stays, whatever the system says', async ({ operator }) => {
  await operator.goto('/preferences');
  await operator.page.getByLabel('Theme').selectOption({ label: 'Dark' });
  await operator.page.getByRole('button', { name: /^Save/ }).first().click();
  await expect(operator.page.getByText(/saved/i).first()).toBeVisible();
  await operator.goto('/inbox');
  expect(await lightness(operator.page.getByRole('main'))).toBeLessThan(80);
  await picture(operator.page, 'dark-inbox-empty');
});
