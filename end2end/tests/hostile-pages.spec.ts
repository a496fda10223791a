// Pages that break what scripts and styles usually rely on, or forbid it.

import { expect, type Page } from '@playwright/test';
import type { Console } from '../fixtures/console';
import { picture, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

async function converse(widget: Widget, operator: Console): Promise<void> {
  await widget.open();
  await converseInWindow(widget, operator);
}

async function converseInWindow(widget: Widget, operator: Console): Promise<void> {
  await expect(widget.window).toContainText('How may I help you?');
  await widget.say('Can you read this?');
  await operator.openConversation('Can you read this?');
  await operator.say('Every word.');
  await widget.shows('Every word.');
  await expect(widget.log).toContainText('Seen');
}

async function isOnScreen(page: Page, widget: Widget): Promise<void> {
  const launcher = await widget.launcher.boundingBox();
  const window = await widget.window.boundingBox();
  const viewport = page.viewportSize();
  if (launcher === null || window === null || viewport === null) throw new Error('the chat is not on the screen');
  expect(launcher.width).toBeGreaterThanOrEqual(44);
  expect(launcher.height).toBeGreaterThanOrEqual(44);
  expect(window.width).toBeGreaterThan(300);
  expect(window.height).toBeGreaterThan(300);
  expect(launcher.x + launcher.width).toBeLessThanOrEqual(viewport.width);
  expect(launcher.y + launcher.height).toBeLessThanOrEqual(viewport.height);
}

test('a page that overwrites built-in functions', async ({ operator, visitorOf }) => {
  const { page, widget } = await visitorOf('/hostile-script.html');
  await converse(widget, operator);
  await page.reload();
  await widget.shows('Every word.');
});

/** Counts what the widget calls of everything that a page can replace, and that the page's own scripts and styles do not need. */
function count(): void {
  if (window !== window.top) return;
  const calls: string[] = [];
  Object.assign(window, { calls });
  Error.stackTraceLimit = 100;
  // Without these nobody can make a frame, give it a style, or find out what to make it for.
  const needed = /^(createElement|attachShadow|appendChild|getAttribute|CSSStyleSheet|constructor)$/;
  const [Trace, Proxied, { apply, construct, ownKeys }, { defineProperty, getOwnPropertyDescriptor, hasOwn }] = [Error, Proxy, Reflect, Object];
  const isOfTheWidget = () => /\/(widget\.js|assets\/(window|widget_))/.test(new Trace().stack ?? '');
  const note = (name: string) => isOfTheWidget() && (calls[calls.length] = name);
  const wrap = (owner: object, called: string) => {
    for (const name of ownKeys(owner)) {
      const property = getOwnPropertyDescriptor(owner, name);
      const original: unknown = property?.value;
      if (!property?.configurable || typeof original !== 'function' || needed.test(String(name))) continue;
      const isClass = hasOwn(original, 'prototype');
      const replacement = isClass
        ? new Proxied(original, {
            construct: (target, given, self) => (note(`new ${String(name)}`), construct(target, given, self)),
          })
        : function (this: unknown, ...given: unknown[]): unknown {
            note(`${called}.${String(name)}`);
            return apply(original, this, given);
          };
      defineProperty(owner, name, { ...property, value: replacement });
    }
  };
  wrap(window, 'window');
  for (const kind of [
    Document, Node, Element, HTMLElement, EventTarget, Event, Storage, Response, Promise, Map, URL, URLSearchParams,
    CSSStyleDeclaration, CSSStyleSheet, DOMTokenList,
  ]) {
    wrap(kind.prototype, kind.name);
  }
  wrap(Promise, 'Promise');
  wrap(JSON, 'JSON');
  wrap(Math, 'Math');
  wrap(String.prototype, 'String');
  wrap(Number.prototype, 'Number');
  wrap(Object, 'Object');
  wrap(Array, 'Array');
  wrap(Array.prototype, 'Array');
}

const counted = (page: Page): Promise<string[]> => page.evaluate(() => [...new Set((window as unknown as { calls: string[] }).calls)]);

test('what a page has replaced before the widget came is not called', async ({ operator, visitorOf }) => {
  const { page, widget } = await visitorOf('/');
  await page.addInitScript(count);
  await page.reload();
  await converse(widget, operator);
  await page.reload();
  await widget.shows('Every word.');
  expect(await counted(page)).toEqual([]);
});

test('what a page replaces once the button is there is not called', async ({ operator, visitorOf }) => {
  const { page, widget } = await visitorOf('/');
  await expect(widget.launcher).toBeVisible();
  await page.evaluate(count);
  await converse(widget, operator);
  expect(await counted(page)).toEqual([]);
});

test('a page that undoes and hides everything in its styles', async ({ operator, visitorOf }) => {
  const { page, widget } = await visitorOf('/hostile-style.html');
  await converse(widget, operator);
  await isOnScreen(page, widget);
  await picture(page, 'hostile-style');
});

test('a page with a strict Content-Security-Policy', async ({ operator, visitorOf }) => {
  const { page, widget } = await visitorOf('/strict-csp.html');
  await converse(widget, operator);
  await isOnScreen(page, widget);
  await page.reload();
  await widget.shows('Every word.');
});

test('a page whose Content-Security-Policy forbids WebAssembly', async ({ operator, visitorOf, troubles }) => {
  // The loader finds out by trying.
  troubles.allow(/WebAssembly|wasm-eval|unsafe-eval/);
  const { page } = await visitorOf('/no-wasm.html');
  const onPage = new Widget(page);
  const widget = new Widget(page.frameLocator('iframe'));
  // The page's own button stays until it is pressed; then everything is in the frame, the keyboard too.
  await onPage.launcher.click();
  await expect(widget.input).toBeFocused();
  await converseInWindow(widget, operator);
  await expect(onPage.launcher).toBeHidden();
  await isOnScreen(page, widget);
  await picture(page, 'no-wasm');
  await page.reload();
  await widget.shows('Every word.');
});

test('pages keep their own size, words and globals', async ({ operator, visitorOf, server }) => {
  void operator;
  const { page, widget } = await visitorOf('/');
  await expect(widget.launcher).toBeVisible();
  const withChat = await page.evaluate(() => ({
    globals: Object.keys(window).sort(),
    height: document.documentElement.scrollHeight,
    words: document.body.innerText,
    cookies: document.cookie,
  }));
  await page.route(`${server.url}/widget.js`, (route) => route.fulfill({ contentType: 'text/javascript', body: '' }));
  await page.reload();
  const without = await page.evaluate(() => ({
    globals: [...Object.keys(window), 'porchlight'].sort(),
    height: document.documentElement.scrollHeight,
    words: document.body.innerText,
    cookies: '',
  }));
  expect(withChat).toEqual(without);
});
