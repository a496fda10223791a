// Configuration → Expertise: administrators change the list in place, operators read it.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, test } from '../fixtures/test';

class ExpertisePage {
  readonly list: Locator;
  readonly newName: Locator;
  readonly add: Locator;
  readonly dialog: Locator;

  constructor(readonly page: Page) {
    this.list = page.getByRole('list', { name: 'Expertise' });
    this.newName = page.getByRole('textbox', { name: 'New expertise' });
    this.add = page.getByRole('button', { name: 'Add', exact: true });
    this.dialog = page.getByRole('dialog');
  }

  static async of(console: Console): Promise<ExpertisePage> {
    await console.goto('/configuration/expertise');
    return new ExpertisePage(console.page);
  }

  async adds(name: string): Promise<void> {
    await this.newName.fill(name);
    await this.newName.press('Enter');
    await expect(this.row(name)).toBeVisible();
    await expect(this.newName).toHaveValue('');
  }

  row(name: string): Locator {
    return this.list.getByRole('listitem').filter({ hasText: name });
  }

  async shows(names: string[]): Promise<void> {
    await expect(this.list.getByRole('listitem')).toHaveText(names);
  }
}

test('an administrator adds, renames and deletes by keyboard alone', async ({ operator }) => {
  const { page } = operator;
  await page.getByRole('link', { name: 'Configuration' }).press('Enter');
  await expect(page).toHaveURL(/\/configuration\/expertise$/);
  const expertise = new ExpertisePage(page);
  await expect(page.getByRole('heading', { name: 'No expertise yet' })).toBeVisible();
  await expectAccessible(page);

  await expertise.adds('Grinders');
  await expect(expertise.newName).toBeFocused();
  await expertise.adds('billing');
  await expertise.shows(['billing', 'Grinders']);
  await expectAccessible(page);

  const rename = page.getByRole('button', { name: 'Rename billing' });
  await rename.press('Enter');
  const name = page.getByRole('textbox', { name: 'New name' });
  await expect(name).toBeFocused();
  await expect(name).toHaveValue('billing');
  await expectAccessible(page);
  await name.press('Escape');
  await expect(rename).toBeFocused();
  await rename.press('Enter');
  await name.fill('Invoices');
  await name.press('Enter');
  await expertise.shows(['Grinders', 'Invoices']);
  await expect(page.getByRole('button', { name: 'Rename Invoices' })).toBeFocused();

  await page.getByRole('button', { name: 'Delete Grinders' }).press('Enter');
  await expect(expertise.dialog).toContainText('Chatbots can no longer ask for Grinders');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(expertise.dialog).toBeHidden();
  await expertise.shows(['Grinders', 'Invoices']);
  await page.getByRole('button', { name: 'Delete Grinders' }).press('Enter');
  await expertise.dialog.getByRole('button', { name: 'Delete' }).press('Enter');
  await expertise.shows(['Invoices']);
  await expect(expertise.newName).toBeFocused();

  await page.reload();
  await expertise.shows(['Invoices']);
});

test('a name that cannot stand in the list is told at its field and kept', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  const expertise = await ExpertisePage.of(operator);
  await expertise.adds('Billing');

  await expertise.newName.fill('BILLING');
  await expertise.add.click();
  await expect(page.getByRole('alert')).toHaveText('This is in use already.');
  await expect(expertise.newName).toHaveValue('BILLING');
  await expect(expertise.newName).toHaveAttribute('aria-invalid', 'true');
  await expectAccessible(page);

  await expertise.newName.fill('n'.repeat(101));
  await expertise.add.click();
  await expect(page.getByRole('alert')).toHaveText('At most 100 characters.');
  await expertise.newName.fill('   ');
  await expertise.add.click();
  await expect(page.getByRole('alert')).toHaveText('Fill this in.');
  await expertise.shows(['Billing']);

  await expertise.adds('<b>Bold</b>');
  await expertise.shows(['<b>Bold</b>', 'Billing']);
});

test('who renames second is told, and what he typed is kept', async ({ operator, browserOf, server, troubles }) => {
  troubles.allow(/status of (404|422)/);
  const expertise = await ExpertisePage.of(operator);
  await expertise.adds('Billing');
  const context = await browserOf('Mara elsewhere', { baseURL: server.url });
  await context.addCookies(await operator.page.context().cookies());
  const elsewhere = await ExpertisePage.of(new Console(await context.newPage()));

  await expertise.page.getByRole('button', { name: 'Rename Billing' }).click();
  const name = expertise.page.getByRole('textbox', { name: 'New name' });
  await name.fill('Payments');
  await elsewhere.page.getByRole('button', { name: 'Rename Billing' }).click();
  await elsewhere.page.getByRole('textbox', { name: 'New name' }).fill('Invoices');
  await elsewhere.page.getByRole('button', { name: 'Save' }).click();
  await elsewhere.shows(['Invoices']);

  await name.press('Enter');
  await expect(expertise.page.getByRole('alert')).toHaveText(/Somebody else has changed this meanwhile/);
  await expect(name).toHaveValue('Payments');

  await elsewhere.page.getByRole('button', { name: 'Delete Invoices' }).click();
  await elsewhere.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(elsewhere.page.getByRole('heading', { name: 'No expertise yet' })).toBeVisible();
  await name.press('Enter');
  await expect(expertise.page.getByText(/Somebody else has deleted this meanwhile/)).toBeVisible();
  await expect(name).toHaveValue('Payments');
});

test('an operator reads the list and cannot change it', async ({ operator, operatorOf }) => {
  const mara = await ExpertisePage.of(operator);
  await mara.adds('Billing');
  const console = await operatorOf(JONAS);
  const jonas = await ExpertisePage.of(console);
  await jonas.shows(['Billing']);
  await expect(console.page.getByText('Administrators change this list.')).toBeVisible();
  await expect(jonas.newName).toHaveCount(0);
  await expect(jonas.list.getByRole('button')).toHaveCount(0);
  await expectAccessible(console.page);

  const id = '00000000-0000-7000-8000-000000000000';
  const changes: Record<string, Record<string, string>> = {
    add: { name: 'Mine' },
    rename: { id, was: 'Billing', new_name: 'Mine' },
    delete: { id },
  };
  for (const [path, form] of Object.entries(changes)) {
    const answer = await console.page.request.post(`/api/expertise/${path}`, { form, maxRedirects: 0 });
    expect(answer.status(), path).toBe(403);
  }
  expect((await console.page.request.post('/api/expertise')).status()).toBe(200);
  await console.page.reload();
  await jonas.shows(['Billing']);
});

test('the list speaks French', async ({ operator }) => {
  await operator.goto('/preferences');
  await operator.page.getByLabel('Language', { exact: true }).selectOption('french');
  await operator.page.getByRole('button', { name: 'Save' }).click();
  await expect(operator.page.locator('html')).toHaveAttribute('lang', 'fr');
  await operator.goto('/configuration/expertise');
  const { page } = operator;
  await page.getByRole('textbox', { name: 'Nouvelle expertise' }).fill('Facturation');
  await page.getByRole('button', { name: 'Ajouter' }).click();
  await expect(page.getByRole('button', { name: 'Renommer Facturation' })).toBeVisible();
});

test('adding works before a script has run', async ({ operator, browserOf, server, troubles }) => {
  troubles.allow(/preloaded using link preload but not used/);
  const context = await browserOf('Mara without scripts', { baseURL: server.url, javaScriptEnabled: false });
  await context.addCookies(await operator.page.context().cookies());
  const page = await context.newPage();
  await page.goto('/configuration/expertise');
  await page.getByRole('textbox', { name: 'New expertise' }).fill('Billing');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await expect(page).toHaveURL(/\/configuration\/expertise/);
  await new ExpertisePage(page).shows(['Billing']);
});
