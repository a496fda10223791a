// Rules: where and how the button shows (spec 4), from the form to a page that is open.

import type { Locator, Page } from '@playwright/test';
import { tabTo } from '../fixtures/focus';
import type { Console } from '../fixtures/console';
import { expectAccessible } from '../fixtures/axe';
import { MARA } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

async function openRules(operator: Console): Promise<void> {
  await operator.page.getByRole('link', { name: 'Channels' }).first().click();
  await operator.page.getByRole('link', { name: 'Website' }).click();
  await operator.page.getByRole('link', { name: 'Channel Rules' }).click();
}

interface Rule {
  action: string;
  pattern?: string;
  timer?: string;
}

async function fill(dialog: Locator, { action, pattern, timer }: Rule): Promise<void> {
  await dialog.getByRole('radio', { name: action, exact: true }).check();
  if (timer !== undefined) await dialog.getByRole('textbox', { name: 'Open automatically timer' }).fill(timer);
  if (pattern !== undefined) await dialog.getByRole('textbox', { name: 'URL Regex' }).fill(pattern);
}

async function addRule(operator: Console, rule: Rule): Promise<void> {
  await operator.page.getByRole('button', { name: 'Add a line' }).click();
  await fill(operator.dialog, rule);
  await operator.dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(operator.dialog).toBeHidden();
}

const bubble = (page: Page): Locator => page.getByRole('button', { name: 'Have a Question? Chat with us.' });

test('show with notification puts a bubble beside the button, and a click on it opens the chat', async ({ operator, visitor }) => {
  await openRules(operator);
  await addRule(operator, { action: 'Show with notification' });
  await expect(bubble(visitor.page)).toBeVisible();
  await picture(visitor.page, 'notification');
  await bubble(visitor.page).click();
  await expect(visitor.widget.input).toBeFocused();
  await expect(bubble(visitor.page)).toBeHidden();
});

test('the bubble stands beside the button on a phone, in the dark, and from right to left', async ({ operator, visitorOf }) => {
  await openRules(operator);
  await addRule(operator, { action: 'Show with notification' });
  for (const [path, name, options] of [
    ['/', 'notification-phone-dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
    ['/ar.html', 'notification-right-to-left', {}],
  ] as const) {
    const { page, widget } = await visitorOf(path, options);
    await expect(bubble(page)).toBeVisible();
    const [text, button] = await Promise.all([bubble(page).boundingBox(), widget.launcher.boundingBox()]);
    if (text === null || button === null) throw new Error('they are not on the screen');
    const gap = path === '/' ? button.x - (text.x + text.width) : text.x - (button.x + button.width);
    expect(gap).toBeGreaterThan(0);
    expect(text.x).toBeGreaterThanOrEqual(0);
    expect(Math.abs(text.y + text.height / 2 - (button.y + button.height / 2))).toBeLessThan(28);
    const isWider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(isWider).toBe(false);
    await picture(page, name);
  }
});

test('a bubble that was closed stays closed on the next page', async ({ operator, visitor }) => {
  await openRules(operator);
  await addRule(operator, { action: 'Show with notification' });
  await expect(bubble(visitor.page)).toBeVisible();
  await visitor.widget.close.click();
  await expect(bubble(visitor.page)).toBeHidden();
  await visitor.page.goto('/products.html');
  await expect(visitor.widget.launcher).toBeVisible();
  await expect(bubble(visitor.page)).toBeHidden();
});

test('a rule hides the button on its pages, and a conversation there stays usable', async ({ operator, visitorOf }) => {
  await openRules(operator);
  await addRule(operator, { action: 'Hide', pattern: '/products' });
  const { page, widget } = await visitorOf('/products.html');
  await page.waitForLoadState('networkidle');
  await expect(widget.launcher).toBeHidden();
  await page.goto('/');
  await widget.open();
  await widget.say('Do you have beans?');
  await widget.shows('Do you have beans?');
  await page.goto('/products.html');
  await widget.shows('Do you have beans?');
  await widget.say('And filters?');
  await widget.shows('And filters?');
  // Once it is over, there is nothing to begin anew here (spec 6.9).
  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Satisfied', exact: true })).toBeVisible();
  await expect(widget.newSession).toBeHidden();
});

test('a page that changes its address without loading is asked about again', async ({ operator, visitor }) => {
  await openRules(operator);
  await addRule(operator, { action: 'Hide', pattern: '/checkout$' });
  await expect(visitor.widget.launcher).toBeVisible();
  await visitor.page.evaluate(() => history.pushState({}, '', '/checkout'));
  await expect(visitor.widget.launcher).toBeHidden();
  await visitor.page.evaluate(() => history.back());
  await expect(visitor.widget.launcher).toBeVisible();
});

test('the window opens by itself once a day, and the keyboard stays where it is', async ({ operator, visitor }) => {
  await openRules(operator);
  const search = visitor.page.getByRole('link', { name: 'Contact' }).first();
  await search.focus();
  await addRule(operator, { action: 'Open automatically', timer: '0' });
  await expect(visitor.widget.input).toBeVisible();
  await expect(search).toBeFocused();
  await visitor.widget.close.click();
  await visitor.page.goto('/products.html');
  await expect(visitor.widget.launcher).toBeVisible();
  await expect(visitor.widget.input).toBeHidden();
});

test('on a small screen the window never opens by itself', async ({ operator, visitorOf }) => {
  await openRules(operator);
  await addRule(operator, { action: 'Open automatically', timer: '0' });
  const phone = await visitorOf('/', { viewport: { width: 390, height: 844 } });
  await expect(phone.widget.launcher).toBeVisible();
  const wide = await visitorOf('/');
  await expect(wide.widget.input).toBeVisible();
  await expect(phone.widget.input).toBeHidden();
});

test('the window never opens by itself over a conversation that is folded', async ({ operator, visitor, visitorOf }) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.tells('Is the grinder loud?');
  await widget.launcher.click();
  await expect(widget.window).toBeHidden();
  await openRules(operator);
  await addRule(operator, { action: 'Open automatically', timer: '0' });
  // What the rule opens elsewhere stays folded here, on this page and on the next.
  await page.goto('/products.html');
  await expect(widget.launcher).toBeVisible();
  const elsewhere = await visitorOf('/');
  await expect(elsewhere.widget.input).toBeVisible();
  await expect(widget.window).toBeHidden();
});

test('the fields of a rule appear as they are needed, and what is wrong is told while it is typed', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  await openRules(operator);
  await operator.page.getByRole('button', { name: 'Add a line' }).click();
  const { dialog } = operator;
  const timer = dialog.getByRole('textbox', { name: 'Open automatically timer' });
  await expect(timer).toBeHidden();
  await dialog.getByRole('radio', { name: 'Open automatically' }).check();
  for (const wrong of ['-1', '1000000000', 'soon']) {
    await timer.fill(wrong);
    await expect(dialog.getByText('Write a number from 0 to 86400.')).toBeVisible();
  }
  await timer.fill('8');
  await expect(dialog.getByText('Write a number from 0 to 86400.')).toBeHidden();
  const pattern = dialog.getByRole('textbox', { name: 'URL Regex' });
  await pattern.fill('/shop(');
  await expect(dialog.getByText('This is no regular expression: look at character 6.')).toBeVisible();
  await picture(operator.page, 'rule-dialog');
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(dialog.getByText('look at character 6')).toBeVisible();
  await pattern.fill('/shop');
  await dialog.getByRole('combobox', { name: 'Country' }).selectOption('France');
  await dialog.getByRole('combobox', { name: 'Country' }).selectOption('Belgium');
  await dialog.getByRole('button', { name: 'Save & New' }).click();
  await expect(dialog.getByRole('textbox', { name: 'URL Regex' })).toHaveValue('');
  await dialog.getByRole('button', { name: 'Discard' }).click();
  const row = operator.page.getByRole('row').filter({ hasText: '/shop' });
  await expect(row).toContainText('Open automatically, after 8 s');
  await expect(row).toContainText('Belgium, France');
});

test('a rule is made by keyboard alone, in French', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page, dialog } = operator;
  await operator.goto('/preferences');
  await page.getByLabel('Language', { exact: true }).selectOption('french');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await operator.goto('/channels');
  const { keyboard } = page;
  const press = async (role: 'link' | 'button', name: string) => {
    await tabTo(page, page.getByRole(role, { name, exact: true }).first());
    await keyboard.press('Enter');
  };
  await press('link', 'Website');
  await press('link', 'Règles du canal');
  await press('button', 'Ajouter une ligne');
  await expect(dialog.getByRole('heading', { name: 'Créer des règles' })).toBeVisible();
  await tabTo(page, dialog.getByRole('radio', { name: 'Afficher', exact: true }));
  await keyboard.press('ArrowDown');
  await keyboard.press('ArrowDown');
  await tabTo(page, dialog.getByRole('textbox', { name: 'Délai d’ouverture automatique' }));
  await keyboard.press('Control+A');
  await keyboard.type('12');
  await tabTo(page, dialog.getByRole('textbox', { name: 'Regex d’URL' }));
  await keyboard.type('/panier(');
  await expect(dialog.getByRole('alert').filter({ hasText: '8' })).toBeVisible();
  await keyboard.press('Backspace');
  await tabTo(page, dialog.getByRole('combobox', { name: 'Pays' }));
  await keyboard.type('Belgique');
  await expectAccessible(page);
  await picture(page, 'rule-french');
  await press('button', 'Enregistrer et fermer');
  await expect(dialog).toBeHidden();
  const row = page.getByRole('row').filter({ hasText: '/panier' });
  await expect(row).toContainText('Ouvrir automatiquement, après 12 s');
  await expect(row).toContainText('Belgique');
});

test('on a phone the dialog of a rule fits', async ({ operatorOf }) => {
  const operator = await operatorOf(MARA, { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, colorScheme: 'dark' });
  const { page, dialog } = operator;
  await openRules(operator);
  await page.getByRole('button', { name: 'Add a line' }).click();
  await fill(dialog, { action: 'Open automatically', timer: '8', pattern: '/shop' });
  const isWider = () => page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  expect(await isWider()).toBe(false);
  const box = await dialog.boundingBox();
  expect(box?.x).toBeGreaterThanOrEqual(0);
  expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
  await picture(page, 'phone-rule-dark');
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(dialog).toBeHidden();
  expect(await isWider()).toBe(false);
});

test('rules change places by the keyboard, and the order holds', async ({ operator }) => {
  await openRules(operator);
  await addRule(operator, { action: 'Show', pattern: '/one' });
  await addRule(operator, { action: 'Hide', pattern: '/two' });
  const { page } = operator;
  const patterns = async () => page.locator('.rules__pattern').allTextContents();
  await tabTo(page, page.getByRole('button', { name: /^Rule 2/ }));
  const kept = page.waitForResponse(/rules\/order/);
  await page.keyboard.press('ArrowUp');
  await expect.poll(patterns).toEqual(['/two', '/one']);
  await expect(page.getByRole('button', { name: /^Rule 1/ })).toBeFocused();
  await kept;
  await page.reload();
  await operator.ready();
  await expect.poll(patterns).toEqual(['/two', '/one']);
  await page.getByRole('row').filter({ hasText: '/one' }).dragTo(page.getByRole('row').filter({ hasText: '/two' }));
  await expect.poll(patterns).toEqual(['/one', '/two']);
});

test('the tester names the rule that decides, and why the others do not', async ({ operator }) => {
  await openRules(operator);
  await addRule(operator, { action: 'Hide', pattern: '/cart' });
  await addRule(operator, { action: 'Show' });
  const { page } = operator;
  await page.getByRole('textbox', { name: 'Address of a page' }).fill('https://shop.example/products');
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await expect(page.getByText('Rule 2 decides.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: '/cart' })).toContainText('Not this page');
  await page.getByRole('textbox', { name: 'Address of a page' }).fill('https://shop.example/cart');
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await expect(page.getByText('Rule 1 decides.')).toBeVisible();
  await expect(page.getByRole('row').filter({ hasText: 'Every page' })).toContainText('another comes first');
  await picture(page, 'rules');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'rules-dark');
});

test('a rule is edited and deleted', async ({ operator, visitor }) => {
  await openRules(operator);
  await addRule(operator, { action: 'Hide' });
  await expect(visitor.widget.launcher).toBeHidden();
  await operator.page.getByRole('button', { name: 'Edit rule: Hide' }).click();
  await operator.dialog.getByRole('radio', { name: 'Show', exact: true }).check();
  await operator.dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(visitor.widget.launcher).toBeVisible();
  await operator.page.getByRole('button', { name: 'Edit rule: Show' }).click();
  await operator.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(operator.page.getByText('No rules yet')).toBeVisible();
});

test('of two who edit one rule the second is told, and what he typed is kept', async ({ operatorOf, troubles }) => {
  troubles.allow(/status of (404|409)/);
  const first = await operatorOf(MARA);
  await openRules(first);
  await addRule(first, { action: 'Show', pattern: '/cart' });
  const second = await operatorOf(MARA);
  await openRules(second);
  const pattern = second.dialog.getByRole('textbox', { name: 'URL Regex' });
  const edit = (operator: Console, action: string) => operator.page.getByRole('button', { name: `Edit rule: ${action}`, exact: true }).click();
  const close = (operator: Console) => operator.dialog.getByRole('button', { name: 'Save & Close' }).click();

  await edit(second, 'Show');
  await pattern.fill('/checkout');
  await edit(first, 'Show');
  await fill(first.dialog, { action: 'Hide' });
  await close(first);
  await expect(first.dialog).toBeHidden();
  await close(second);
  await expect(second.dialog).toContainText('Somebody else saved this meanwhile.');
  await expect(pattern).toHaveValue('/checkout');
  await expectAccessible(second.page);
  await picture(second.page, 'rule-outdated');
  await second.dialog.getByRole('button', { name: 'Take theirs' }).click();
  await expect(pattern).toHaveValue('/cart');
  await expect(second.dialog.getByRole('radio', { name: 'Hide', exact: true })).toBeChecked();
  await expect(second.dialog).not.toContainText('Somebody else');

  // His own wish, over what came meanwhile again.
  await edit(first, 'Hide');
  await fill(first.dialog, { action: 'Show', pattern: '/basket' });
  await close(first);
  await expect(first.dialog).toBeHidden();
  await pattern.fill('/checkout');
  await close(second);
  await second.dialog.getByRole('button', { name: 'Save mine over it' }).click();
  await expect(second.dialog).toBeHidden();
  await expect(second.page.getByRole('row').filter({ hasText: '/checkout' })).toContainText('Hide');

  // One that is gone meanwhile becomes a new one, if he still wants it.
  await edit(second, 'Hide');
  await pattern.fill('/again');
  await edit(first, 'Show');
  await first.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(first.page.getByText('No rules yet')).toBeVisible();
  await close(second);
  await expect(second.dialog).toContainText('Somebody else has deleted this rule meanwhile.');
  await expect(pattern).toHaveValue('/again');
  await second.dialog.getByRole('button', { name: 'Save as a new rule' }).click();
  await expect(second.dialog).toBeHidden();
  await second.page.reload();
  await second.ready();
  await expect(second.page.locator('.rules__pattern')).toHaveText(['/again']);
});
