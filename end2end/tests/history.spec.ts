// The list of all conversations: as cards and as a table, filtered by its address, and the way through the transcripts.

import type { Download, Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../fixtures/axe';
import { JONAS } from '../fixtures/people';
import { expect, picture, test, type Visitor } from '../fixtures/test';

/** A visitor says something, leaves, and rates it or not. */
async function talk(visitor: Visitor, words: string, face?: string): Promise<void> {
  const { page, widget } = visitor;
  if (await widget.window.isHidden()) await widget.open();
  await widget.tells(words);
  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  const satisfied = page.getByRole('radio', { name: 'Satisfied', exact: true });
  await expect(satisfied).toBeVisible();
  if (face !== undefined) {
    const rated = page.waitForResponse('**/widget/rate');
    await page.getByRole('radio', { name: face, exact: true }).check();
    await rated;
  }
  await widget.newSession.click();
  await expect(widget.input).toBeVisible();
}

/** The file that the dialog's button saves. */
async function saved(dialog: Locator): Promise<Download> {
  const coming = dialog.page().waitForEvent('download');
  await dialog.getByRole('button', { name: 'Download' }).click();
  return coming;
}

const cards = (page: Page): Locator => page.getByRole('main').getByRole('article');

test('every conversation stands in a list that its address filters, and leads to its transcript', async ({ operator, visitor }) => {
  await talk(visitor, 'The first');
  await talk(visitor, 'The second', 'Satisfied');
  await talk(visitor, 'The third', 'Dissatisfied');
  const { page } = operator;
  await page.getByRole('link', { name: 'Sessions' }).click();
  await expect(page.getByRole('heading', { name: 'All Conversations' })).toBeVisible();
  await expect(cards(page)).toHaveCount(3);
  await expectAccessible(page);
  await picture(page, 'sessions-cards');

  await page.getByRole('combobox', { name: 'Rating' }).selectOption({ label: 'Rated' });
  await expect(cards(page)).toHaveCount(2);
  await expect(page).toHaveURL(/\/sessions\?rating=any$/);
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(3);
  await expectAccessible(page);
  await picture(page, 'sessions-list');
  await page.reload();
  await operator.ready();
  await expect(page.getByRole('combobox', { name: 'Rating' })).toHaveValue('any');
  await expect(page.getByRole('row')).toHaveCount(3);

  // The newest of those that were rated, and the one before it; the unrated one is not among them.
  await page.getByRole('row').nth(1).getByRole('link').click();
  await expect(operator.log).toContainText('The third');
  await expect(operator.log).toContainText('Dissatisfied');
  await expectAccessible(page);
  await picture(page, 'transcript');
  await page.getByRole('link', { name: 'Older', exact: true }).click();
  await expect(operator.log).toContainText('The second');
  await expect(page.getByRole('link', { name: 'Older', exact: true })).toHaveCount(0);
  await page.getByRole('link', { name: 'Newer', exact: true }).click();
  await expect(operator.log).toContainText('The third');
  await page.getByRole('link', { name: 'All Conversations' }).click();
  await expect(page).toHaveURL(/\/sessions\?rating=any&view=list$/);
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(page.getByRole('row')).toHaveCount(4);
});

test('days are filtered, and what no calendar has is said so', async ({ operator, visitor, troubles }) => {
  await talk(visitor, 'Today');
  const { page } = operator;
  await operator.goto('/sessions');
  await expect(cards(page)).toHaveCount(1);
  const today = await page.evaluate(() => new Date().toLocaleDateString('sv'));
  await page.getByLabel('From', { exact: true }).fill(today);
  await expect(page).toHaveURL(new RegExp(`from=${today}`));
  await expect(cards(page)).toHaveCount(1);
  await page.getByLabel('To', { exact: true }).fill(today);
  await expect(page).toHaveURL(new RegExp(`to=${today}`));
  await expect(cards(page)).toHaveCount(1);
  await operator.goto('/sessions?to=2020-01-01');
  await expect(page.getByRole('heading', { name: 'No conversation found' })).toBeVisible();
  troubles.allow(/status of 400/);
  const answer = await page.goto('/sessions?from=2026-02-30');
  expect(answer?.status()).toBe(400);
  await expect(page.getByText('This address asks for something that there is not')).toBeVisible();
  await expect(page.getByText('In the place of from may stand: YYYY-MM-DD.')).toBeVisible();
  await expectAccessible(page);
});

test('what happens meanwhile appears in the list without a reload', async ({ operator, visitorOf }) => {
  const { page } = operator;
  await operator.goto('/sessions');
  await expect(page.getByRole('heading', { name: 'No conversation found' })).toBeVisible();
  const visitor = await visitorOf('/');
  await visitor.widget.open();
  await visitor.widget.say('Just now');
  await expect(cards(page)).toContainText('goes on');
  await visitor.widget.close.click();
  await visitor.page.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(cards(page)).toContainText('No Answer');
  await visitor.page.getByRole('radio', { name: 'Okay', exact: true }).check();
  await expect(cards(page)).toContainText('Okay');
});

test('administrators take the list away as a file, as far as it is filtered', async ({ operator, operatorOf, visitor, troubles }) => {
  // A file is kept from coming below.
  troubles.allow(/net::ERR_FAILED .*sessions\.xlsx/);
  await talk(visitor, 'Not rated');
  await talk(visitor, 'Rated', 'Okay');
  const { page } = operator;
  await operator.goto('/sessions?rating=any');
  await expect(cards(page)).toHaveCount(1);
  await page.getByRole('link', { name: 'Export All' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export conversations' });
  await expect(dialog.getByText('All conversations that the filters find.')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'export');
  await dialog.getByRole('radio', { name: 'Comma-separated values (CSV)' }).check();
  await dialog.getByRole('checkbox', { name: 'Began' }).uncheck();
  const csv = await saved(dialog);
  expect(csv.suggestedFilename()).toBe('sessions.csv');
  const lines = (await readFile(await csv.path(), 'utf8')).trim().split('\r\n');
  expect(lines).toHaveLength(2);
  expect(lines[0]).not.toContain('began_utc');
  expect(lines[1]).toContain('Mara Klein');
  await expect(dialog).toBeHidden();

  await page.getByRole('link', { name: 'Export All' }).click();
  const workbook = await saved(dialog);
  expect(workbook.suggestedFilename()).toBe('sessions.xlsx');
  // A workbook is an archive of several files, and begins as such.
  expect((await readFile(await workbook.path())).subarray(0, 2).toString()).toBe('PK');

  await page.getByRole('link', { name: 'Export All' }).click();
  for (const box of await dialog.getByRole('checkbox').all()) await box.uncheck();
  await dialog.getByRole('button', { name: 'Download' }).click();
  await expect(dialog.getByText('Choose at least one field.')).toBeVisible();
  await dialog.getByRole('checkbox', { name: 'Visitor' }).check();
  await page.route('**/console/sessions.xlsx?*', (route) => route.abort());
  await dialog.getByRole('button', { name: 'Download' }).click();
  await expect(dialog.getByText('The file did not come.')).toBeVisible();

  // Who closes the dialog wants no file any more.
  await page.unroute('**/console/sessions.xlsx?*');
  await page.route('**/console/sessions.xlsx?*', () => {});
  await dialog.getByRole('button', { name: 'Download' }).click();
  await expect(dialog.getByText('The file is being written…')).toBeVisible();
  const givenUp = page.waitForEvent('requestfailed', (request) => request.url().includes('/console/sessions.xlsx'));
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await givenUp;
  await page.unroute('**/console/sessions.xlsx?*');

  const jonas = await operatorOf(JONAS);
  await jonas.goto('/sessions');
  await expect(cards(jonas.page)).toHaveCount(2);
  await expect(jonas.page.getByRole('link', { name: 'Export All' })).toHaveCount(0);
});

test('what is selected is taken away alone', async ({ operator, operatorOf, visitor }) => {
  for (const words of ['The first', 'The second', 'The third']) await talk(visitor, words);
  const { page } = operator;
  await operator.goto('/sessions');
  await expect(cards(page)).toHaveCount(3);
  const selection = page.getByRole('region', { name: 'Selection' });
  await cards(page).nth(0).getByRole('checkbox').check();
  await expect(selection.getByText('1 selected')).toBeVisible();
  await selection.getByRole('button', { name: 'Select all shown' }).click();
  await expect(selection.getByText('3 selected')).toBeVisible();
  await cards(page).nth(1).getByRole('checkbox').uncheck();
  await expectAccessible(page);
  await picture(page, 'sessions-selected');
  await selection.getByRole('button', { name: 'Export selected' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export conversations' });
  await expect(dialog.getByText('Selected conversations: 2.')).toBeVisible();
  await dialog.getByRole('radio', { name: 'Comma-separated values (CSV)' }).check();
  const file = await saved(dialog);
  expect((await readFile(await file.path(), 'utf8')).trim().split('\r\n')).toHaveLength(3);
  await selection.getByRole('button', { name: 'Clear selection' }).click();
  await expect(selection).toBeHidden();
  await expect(cards(page).getByRole('checkbox', { checked: true })).toHaveCount(0);

  const jonas = await operatorOf(JONAS);
  await jonas.goto('/sessions?view=list');
  await expect(jonas.page.getByRole('row')).toHaveCount(4);
  await expect(jonas.page.getByRole('checkbox')).toHaveCount(0);
});

test('a spreadsheet program reads what the filters find by a link that can be revoked', async ({ operator, visitor, request }) => {
  await talk(visitor, 'Not rated');
  await talk(visitor, 'Rated', 'Okay');
  const { page } = operator;
  await operator.goto('/sessions?rating=any');
  await page.getByRole('link', { name: 'Export All' }).click();
  const dialog = page.getByRole('dialog', { name: 'Export conversations' });
  await dialog.getByText('Insert in spreadsheet').click();
  await dialog.getByRole('button', { name: 'Make a live link' }).click();
  const link = dialog.getByRole('group', { name: 'Live link' });
  await expect(link).toBeVisible();
  await expect(dialog.getByText('never used')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'live-link');
  const address = (await link.locator('code').textContent()) ?? '';
  const lines = async (): Promise<number> => (await (await request.get(address)).text()).trim().split('\r\n').length;
  expect(await lines()).toBe(2);
  await talk(visitor, 'Rated too', 'Satisfied');
  expect(await lines()).toBe(3);
  await dialog.getByRole('button', { name: 'Revoke' }).click();
  await expect(dialog.getByText('never used')).toBeHidden();
  await expect(link).toBeHidden();
  expect((await request.get(address)).status()).toBe(404);
});

test('a channel tells how happy visitors were, and leads to its conversations', async ({ operator, visitor }) => {
  await talk(visitor, 'Good', 'Satisfied');
  const { page } = operator;
  await operator.goto('/channels');
  await expect(cards(page).first()).toContainText('100 % happy');
  await picture(page, 'channels-happy');
  await page.getByRole('link', { name: 'Website' }).first().click();
  await page.getByRole('link', { name: '100 % happy' }).click();
  await expect(cards(page)).toHaveCount(1);
  await expect(page.getByRole('combobox', { name: 'Channel' })).not.toHaveValue('');
});

test.describe('on a phone in the dark', () => {
  test.use({ viewport: { width: 390, height: 780 }, colorScheme: 'dark' });

  test('the list and a transcript have room', async ({ operatorOf, visitorOf }) => {
    const operator = await operatorOf(JONAS);
    await talk(await visitorOf('/'), 'From a phone', 'Okay');
    const { page } = operator;
    for (const [name, path] of [
      ['cards', '/sessions'],
      ['list', '/sessions?view=list'],
    ] as const) {
      await operator.goto(path);
      await expect(page.getByText('Okay').first()).toBeAttached();
      const isWider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect(isWider, path).toBe(false);
      await expectAccessible(page);
      await picture(page, `sessions-phone-${name}`);
    }
    await page.getByRole('link', { name: /^Visitor \d/ }).click();
    await expect(operator.log).toContainText('From a phone');
    await picture(page, 'transcript-phone');
  });
});
