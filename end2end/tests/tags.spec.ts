// Configuration → Tags: operators make tags, administrators keep them in order.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import type { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

class TagsPage {
  readonly rows: Locator;
  readonly make: Locator;
  readonly dialog: Locator;
  readonly name: Locator;

  constructor(readonly page: Page) {
    this.rows = page.getByRole('cell').filter({ has: page.locator('.tag') });
    this.make = page.getByRole('button', { name: 'New tag' });
    this.dialog = page.getByRole('dialog');
    this.name = this.dialog.getByRole('textbox', { name: 'Name' });
  }

  static async of(console: Console): Promise<TagsPage> {
    await console.goto('/configuration/tags');
    return new TagsPage(console.page);
  }

  async makes(name: string): Promise<void> {
    await this.make.click();
    await this.name.fill(name);
    await this.name.press('Enter');
    await expect(this.dialog).toBeHidden();
  }

  async shows(names: string[]): Promise<void> {
    await expect(this.rows).toHaveText(names);
  }
}

test('an administrator makes, changes and deletes tags', async ({ operator }) => {
  const { page } = operator;
  const tags = await TagsPage.of(operator);
  await expect(page.getByRole('heading', { name: 'No tags yet' })).toBeVisible();
  await expectAccessible(page);
  await tags.makes('refund');
  await tags.makes('Bug');
  await tags.shows(['Bug', 'refund']);

  await page.getByRole('button', { name: 'Edit Bug' }).click();
  await expect(tags.name).toHaveValue('Bug');
  await expectAccessible(page);
  await tags.dialog.getByRole('radio', { name: 'Green' }).check({ force: true });
  await tags.name.fill('<b>Fault</b>');
  await picture(page, 'tag');
  await tags.dialog.getByRole('button', { name: 'Save' }).click();
  await tags.shows(['<b>Fault</b>', 'refund']);
  await expect(page.locator('[data-colour="4"]')).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'tags');

  await page.getByRole('searchbox', { name: 'Search tags' }).fill('REF');
  await tags.shows(['refund']);
  await page.getByRole('searchbox', { name: 'Search tags' }).fill('nothing like it');
  await expect(page.getByText('Nothing found.')).toBeVisible();
  await page.getByRole('searchbox', { name: 'Search tags' }).fill('');

  await page.getByRole('button', { name: 'Delete refund' }).click();
  await expect(tags.dialog).toContainText('No conversation has refund any more.');
  await tags.dialog.getByRole('button', { name: 'Delete' }).click();
  await tags.shows(['<b>Fault</b>']);
  await page.reload();
  await tags.shows(['<b>Fault</b>']);
});

test('a name that another tag has is told at its field and kept', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const tags = await TagsPage.of(operator);
  await tags.makes('Bug');
  await tags.make.click();
  for (const [name, sentence] of [
    ['BUG', 'This is in use already.'],
    ['n'.repeat(101), 'At most 100 characters.'],
    ['  ', 'Fill this in.'],
  ] as const) {
    await tags.name.fill(name);
    await tags.name.press('Enter');
    await expect(tags.dialog.getByRole('alert')).toHaveText(sentence);
    await expect(tags.name).toHaveValue(name);
  }
  await operator.page.keyboard.press('Escape');
  await tags.shows(['Bug']);
});

test('an operator makes tags and changes none', async ({ operatorOf }) => {
  const jonas = await operatorOf(JONAS);
  const tags = await TagsPage.of(jonas);
  await tags.makes('Praise');
  await tags.shows(['Praise']);
  await expect(jonas.page.getByRole('button', { name: 'Edit Praise' })).toHaveCount(0);
  await expect(jonas.page.getByRole('button', { name: 'Delete Praise' })).toHaveCount(0);
});
