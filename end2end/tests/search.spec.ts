// Finding conversations in the inbox by what was said in them and by what is known of them.

import type { Locator } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { Console } from '../fixtures/console';
import { expect, picture, test, type Visitor } from '../fixtures/test';

const field = ({ page }: Console): Locator => page.getByRole('searchbox', { name: 'Search and filter' });
const found = ({ page }: Console): Locator => page.getByRole('list', { name: 'Found' }).getByRole('listitem');
const hits = ({ page }: Console): Locator => page.getByRole('navigation', { name: 'Hits in this conversation' });

/** A visitor says something, and leaves if he has said all. */
async function says(visitor: Visitor, words: string): Promise<void> {
  const { widget } = visitor;
  if (await widget.window.isHidden()) await widget.open();
  await widget.tells(words);
}

async function leaves({ page, widget }: Visitor): Promise<void> {
  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(widget.newSession).toBeVisible();
}

test('words are found, marked, and gone to from one hit to the next', async ({ operator, visitor, visitorOf }) => {
  const { page } = operator;
  await says(visitor, 'Où est ma théière?');
  const other = await visitorOf('/');
  await says(other, 'The steel grinder is broken');
  await operator.openConversation('grinder');
  const many = Array.from({ length: 70 }, (_, number) => `n${number + 1}`);
  await operator.sayAll([...many, 'A new grinder is on its way']);
  await operator.goto('/inbox');

  await page.keyboard.press('/');
  await expect(field(operator)).toBeFocused();
  await expect(page).toHaveURL(/\/inbox\?q=$/);
  await expect(found(operator)).toHaveCount(2);
  await expectAccessible(page);
  await field(operator).pressSequentially('GRINd');
  await expect(found(operator)).toHaveCount(1);
  await expect(found(operator).locator('mark')).toHaveText('grinder');
  await expect(page).toHaveURL(/\/inbox\?q=GRINd$/);
  await expect(field(operator)).toBeFocused();

  await found(operator).getByRole('link').click();
  await expect(page).toHaveURL(/q=GRINd&at=/);
  await expect(hits(operator)).toContainText('2 of 2');
  await expect(operator.log.locator('mark')).toHaveText('grinder');
  await expect(operator.log.getByText('A new grinder')).toBeInViewport();
  await picture(page, 'search');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Previous hit' }).click();
  await expect(hits(operator)).toContainText('1 of 2');
  await expect(operator.log.getByText('The steel')).toBeInViewport();

  // The address is all there is to it.
  await page.reload();
  await operator.ready();
  await expect(field(operator)).toHaveValue('GRINd');
  await expect(hits(operator)).toContainText('1 of 2');
  await expect(operator.log.getByText('The steel')).toBeInViewport();
  await page.getByRole('link', { name: 'Next hit' }).click();
  await expect(operator.log.getByText('A new grinder')).toBeInViewport();

  // What is said meanwhile is found as well.
  await field(operator).fill('theiere');
  await expect(found(operator)).toHaveCount(1);
  await expect(found(operator).locator('mark')).toHaveText('théière');
  await says(other, 'And my théières?');
  await expect(found(operator)).toHaveCount(2);
  await expect(found(operator).first().locator('mark')).toHaveText('théières');

  await field(operator).press('Escape');
  await expect(page).toHaveURL(/\/inbox\/[0-9a-f-]+$/);
  await expect(operator.log.locator('mark')).toHaveCount(0);
  await expect(page.getByRole('group', { name: 'Show' })).toBeVisible();
});

test('what cannot be sought says so and loses nothing', async ({ operator, visitor }) => {
  const { page } = operator;
  await says(visitor, 'Hello');
  await page.getByRole('link', { name: 'Search and filter' }).click();
  await expect(found(operator)).toHaveCount(1);
  await field(operator).fill('"hello" OR *');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  const most = 'h'.repeat(201);
  await field(operator).fill(most);
  await expect(page.getByRole('alert').filter({ hasText: '200' })).toBeVisible();
  await expect(field(operator)).toHaveValue(most);
  await field(operator).press('Enter');
  await expect(field(operator)).toHaveValue(most);
  await expectAccessible(page);
  await field(operator).fill('<b>hel');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await page.goto('/inbox?q=&status=great');
  await expect(page.getByText('This address asks for something that there is not')).toBeVisible();
  await page.getByRole('link', { name: 'Search anew' }).click();
  await expect(found(operator)).toHaveCount(1);
  await page.getByRole('link', { name: 'Close the search' }).click();
  await expect(page).toHaveURL(/\/inbox$/);
});

test('filters combine with words, stand in the address, and are kept up', async ({ operator, visitor, visitorOf }) => {
  const { page } = operator;
  await says(visitor, 'Green tea');
  const other = await visitorOf('/');
  await says(other, 'Black tea');
  await operator.goto('/inbox?q=tea');
  await expect(found(operator)).toHaveCount(2);
  await page.getByText('Filters', { exact: true }).click();
  const status = page.getByRole('combobox', { name: 'Status' });
  await status.focus();
  await status.selectOption({ label: 'Ended' });
  await expect(page).toHaveURL(/q=tea&status=ended$/);
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await expect(status).toBeFocused();
  await leaves(visitor);
  await expect(found(operator)).toHaveCount(1);
  await expect(found(operator)).toContainText('Green tea');
  await expectAccessible(page);
  await picture(page, 'filters');
  await page.emulateMedia({ colorScheme: 'dark' });
  await picture(page, 'filters-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await status.selectOption({ label: 'Open' });
  await expect(found(operator)).toContainText('Black tea');
  await leaves(other);
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await page.getByRole('link', { name: 'Remove filter Open' }).click();
  await expect(found(operator)).toHaveCount(2);
  await expect(status).toHaveValue('');

  await page.getByRole('combobox', { name: 'Outcome' }).selectOption({ label: 'Success' });
  await page.getByRole('combobox', { name: 'Rating' }).selectOption({ label: 'Rated' });
  await expect(page.getByRole('link', { name: /^Remove filter/ })).toHaveCount(2);
  await page.reload();
  await operator.ready();
  await expect(page.getByRole('link', { name: /^Remove filter/ })).toHaveCount(2);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page).toHaveURL(/\/inbox\?q=tea$/);
  await expect(found(operator)).toHaveCount(2);
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 } });

  test('one comes back from a conversation to what was found', async ({ operator, visitor }) => {
    const { page } = operator;
    await says(visitor, 'A cup for two');
    await operator.goto('/inbox?q=cup');
    await picture(page, 'search-phone');
    await found(operator).getByRole('link').click();
    await expect(operator.log.locator('mark')).toHaveText('cup');
    await picture(page, 'search-phone-conversation');
    await page.getByRole('link', { name: 'Back', exact: true }).click();
    await expect(found(operator)).toHaveCount(1);
    await expect(page).toHaveURL(/\/inbox\?q=cup$/);
  });
});

test('what one seeks again and again is kept under a name', async ({ operator, visitor }) => {
  const { page } = operator;
  await says(visitor, 'Green tea');
  const views = page.getByRole('navigation', { name: 'Saved views' });
  await operator.goto('/inbox?q=tea&status=open');
  await expect(views).toHaveCount(0);
  await page.getByRole('button', { name: 'Saved views…' }).click();
  await expectAccessible(page);
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await save.click();
  await expect(operator.dialog.getByRole('alert').filter({ visible: true })).toHaveCount(1);
  await operator.dialog.getByRole('textbox', { name: 'Name' }).fill('Tea to answer');
  await save.click();
  await expect(views.getByRole('link', { name: 'Tea to answer' })).toHaveAttribute('aria-current', 'true');

  await operator.goto('/inbox?q=&status=ended');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await page.getByRole('button', { name: 'Saved views…' }).click();
  await operator.dialog.getByRole('textbox', { name: 'Name' }).nth(1).fill('tea TO answer');
  await save.click();
  await expect(operator.dialog.getByRole('alert').filter({ visible: true })).toHaveCount(1);
  await operator.dialog.getByRole('textbox', { name: 'Name' }).nth(1).fill('Over');
  await operator.dialog.getByRole('button', { name: 'Move Over up' }).click();
  await picture(page, 'saved-views');
  await save.click();
  await expect(views.getByRole('link')).toHaveText(['Over', 'Tea to answer']);

  const other = new Console(await page.context().newPage());
  await other.goto(new URL('/inbox', page.url()).href);
  const there = other.page.getByRole('navigation', { name: 'Saved views' }).getByRole('link');
  await expect(there).toHaveText(['Over', 'Tea to answer']);
  await operator.goto('/inbox');
  await expect(views.getByRole('link')).toHaveText(['Over', 'Tea to answer']);
  await picture(page, 'inbox-views');
  await views.getByRole('link', { name: 'Tea to answer' }).click();
  await expect(found(operator)).toHaveCount(1);
  await expect(field(operator)).toHaveValue('tea');
  await page.getByRole('button', { name: 'Saved views…' }).click();
  await operator.dialog.getByRole('button', { name: 'Remove Over' }).click();
  await save.click();
  await expect(views.getByRole('link')).toHaveText(['Tea to answer']);
  await expect(there).toHaveText(['Tea to answer']);
});
