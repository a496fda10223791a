// Rules on a page that forbids WebAssembly, where the chat stands in a frame (spec 4.7-4.9, 6.16): as on any other page.

import type { Locator, Page } from '@playwright/test';
import type { Console } from '../fixtures/console';
import { expect, picture, test } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

const PAGE = '/no-wasm.html';

test.beforeEach(({ troubles }) => {
  // The loader finds out by trying.
  troubles.allow(/WebAssembly|wasm-eval|unsafe-eval/);
});

const frame = (page: Page): Locator => page.locator('porchlight-chat iframe');
const framed = (page: Page): Widget => new Widget(page.frameLocator('porchlight-chat iframe'));
const bubble = (page: Page): Locator => page.getByRole('button', { name: 'Have a Question? Chat with us.' });

async function addRule(operator: Console, action: string, more: Record<string, string> = {}): Promise<void> {
  const { page, dialog } = operator;
  await page.getByRole('link', { name: 'Channels' }).first().click();
  await page.getByRole('link', { name: 'Website' }).click();
  await page.getByRole('link', { name: 'Channel Rules' }).click();
  await page.getByRole('button', { name: 'Add a line' }).click();
  await dialog.getByRole('radio', { name: action, exact: true }).check();
  for (const [field, text] of Object.entries(more)) await dialog.getByRole('textbox', { name: field }).fill(text);
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(dialog).toBeHidden();
}

async function size(page: Page): Promise<{ width: number; height: number }> {
  const box = await frame(page).boundingBox();
  return { width: box?.width ?? 0, height: box?.height ?? 0 };
}

test('the window opens by itself once a day, and the keyboard stays where it is', async ({ operator, visitorOf }) => {
  await addRule(operator, 'Open automatically', { 'Open automatically timer': '1' });
  const { page } = await visitorOf(PAGE);
  const link = page.getByRole('link', { name: 'Contact' }).first();
  await link.focus();
  const widget = framed(page);
  await expect(widget.input).toBeVisible();
  await expect.poll(async () => (await size(page)).height).toBeGreaterThan(300);
  await expect(link).toBeFocused();
  await picture(page, 'no-wasm-opened');
  await widget.close.click();
  await expect(widget.launcher).toBeVisible();
  await page.goto(`${PAGE}?again`);
  await expect(new Widget(page).launcher).toBeVisible();
  const other = await visitorOf(PAGE);
  await expect(framed(other.page).input).toBeVisible();
  await expect(frame(page)).toBeHidden();
});

test('on a small screen the window never opens by itself', async ({ operator, visitorOf }) => {
  await addRule(operator, 'Open automatically', { 'Open automatically timer': '0' });
  const phone = await visitorOf(PAGE, { viewport: { width: 390, height: 844 } });
  await expect(phone.widget.launcher).toBeVisible();
  // A frame that is there, and small enough to hold a button alone, does not open either.
  await phone.widget.launcher.click();
  await expect(framed(phone.page).input).toBeFocused();
  await framed(phone.page).close.click();
  await expect(framed(phone.page).launcher).toBeVisible();
  const wide = await visitorOf(PAGE);
  await expect(framed(wide.page).input).toBeVisible();
  await expect(framed(phone.page).input).toBeHidden();
});

test('a page that changes its address without loading is asked about again', async ({ operator, visitorOf }) => {
  await addRule(operator, 'Hide', { 'URL Regex': '/checkout$' });
  await addRule(operator, 'Open automatically', { 'URL Regex': '/help$', 'Open automatically timer': '0' });
  const { page, widget: onPage } = await visitorOf(PAGE);
  const go = (path: string) => page.evaluate((path) => history.pushState({}, '', path), path);
  // Before there is a frame, the page's own button goes.
  await expect(onPage.launcher).toBeVisible();
  await go('/checkout');
  await expect(onPage.launcher).toBeHidden();
  await page.evaluate(() => history.back());
  await onPage.launcher.click();
  const widget = framed(page);
  await expect(widget.input).toBeFocused();
  await widget.close.click();
  await expect(widget.launcher).toBeVisible();
  await expect.poll(() => size(page)).toEqual({ width: 104, height: 104 });

  // With one, the button in it goes, and nothing lies over the page in its place.
  await go('/checkout');
  await expect(widget.launcher).toBeHidden();
  await expect.poll(() => size(page)).toEqual({ width: 1, height: 1 });
  await expect(onPage.launcher).toBeHidden();
  await page.evaluate(() => history.back());
  await expect(widget.launcher).toBeVisible();
  await expect.poll(() => size(page)).toEqual({ width: 104, height: 104 });

  await go('/help');
  await expect(widget.input).toBeVisible();
  await expect.poll(async () => (await size(page)).height).toBeGreaterThan(300);
});

test('the operator is told the page that the visitor is on, and those after it', async ({ operator, visitorOf }) => {
  const { page, widget: onPage } = await visitorOf(PAGE);
  const go = (path: string) => page.evaluate((path) => history.pushState({}, '', path), path);
  await onPage.launcher.click();
  const widget = framed(page);
  await expect(widget.input).toBeFocused();
  await go('/products.html?step=2');
  await widget.tells('Which grinder is quieter?');
  await operator.openConversation('Which grinder is quieter?');
  const visited = (path: string) => operator.page.locator(`a[title="${path}"]`);
  await expect(visited('/products.html?step=2')).toBeVisible();
  await go('/products.html?step=3');
  // The list is asked for anew with what is said.
  await expect(async () => {
    await widget.tells(`And quieter still? ${Date.now()}`);
    await expect(visited('/products.html?step=3')).toBeVisible({ timeout: 2_000 });
  }).toPass();
});

test('the bubble stays beside the button of the frame until the window opens', async ({ operator, visitorOf }) => {
  const { page, widget: onPage } = await visitorOf(PAGE);
  await onPage.launcher.click();
  const widget = framed(page);
  await expect(widget.input).toBeFocused();
  await widget.close.click();
  await expect(widget.launcher).toBeVisible();
  await addRule(operator, 'Show with notification');
  await expect(bubble(page)).toBeVisible();
  await expect(page.frameLocator('porchlight-chat iframe').getByRole('button', { name: 'Have a Question? Chat with us.' })).toBeHidden();
  await picture(page, 'no-wasm-notification');
  await bubble(page).click();
  await expect(widget.input).toBeFocused();
  await expect(bubble(page)).toBeHidden();
});

test('the page’s own commands open and fold the window', async ({ operator, visitorOf }) => {
  void operator;
  const { page, widget: onPage } = await visitorOf(PAGE);
  await expect(onPage.launcher).toBeVisible();
  const command = (name: string) =>
    page.evaluate((name) => (window as unknown as { porchlight: (name: string) => void }).porchlight(name), name);
  const widget = framed(page);
  await command('open');
  await expect(widget.input).toBeFocused();
  await command('close');
  await expect(widget.input).toBeHidden();
  await expect.poll(() => size(page)).toEqual({ width: 104, height: 104 });
});
