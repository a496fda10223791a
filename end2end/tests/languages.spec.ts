// The widget speaks the visitor's language (spec 3.4, 5.8), and fetches the words of no other.

import type { Page } from '@playwright/test';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, picture, test } from '../fixtures/test';

const TEXTS = join(__dirname, '../../widget/texts');
const LANGUAGES = readdirSync(TEXTS)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace('.json', ''));

/** The words of a language, by their names. */
function wordsOf(language: string, part = ''): (name: string) => string {
  const words = JSON.parse(readFileSync(join(TEXTS, part, `${language}.json`), 'utf8')) as Record<string, string>;
  return (name) => words[name] ?? `no ${name}`;
}

/** The languages of the scripts that a page has fetched. */
function fetched(page: Page): Set<string> {
  const languages = new Set<string>();
  page.on('request', (request) => {
    const language = request.url().match(/\/assets\/\w+\.([a-z]{2})\.(.*\.)?js$/)?.[1];
    if (language) languages.add(language);
  });
  return languages;
}

/** Lets the pages of the shop say that they are in another language. */
async function declare(page: Page, language: string): Promise<void> {
  await page.addInitScript((language) => {
    document.addEventListener('DOMContentLoaded', () => (document.documentElement.lang = language));
  }, language);
  await page.reload();
}

for (const language of LANGUAGES) {
  test(`a whole conversation in the language ${language}`, async ({ operator, visitorOf }) => {
    const words = wordsOf(language);
    const ended = wordsOf(language, 'ended');
    const { page } = await visitorOf('/');
    await declare(page, `${language}-XX`);
    const languages = fetched(page);
    const button = (name: string) => page.getByRole('button', { name, exact: true });
    await button(words('chat')).click();
    const dialog = page.getByRole('dialog', { name: words('chat') });
    await expect(page.locator(`porchlight-chat [lang="${language}"]`)).toBeAttached();
    const input = page.getByRole('textbox', { name: words('input'), exact: true });
    await input.fill('1 2 3');
    await input.press('Enter');
    await operator.openConversation('1 2 3');
    await operator.say('4 5 6');
    await expect(page.getByRole('log')).toContainText('4 5 6');
    await expect(page.getByRole('log')).toContainText(words('seen'));
    await picture(page, `language-${language}`);
    await button(words('close')).click();
    await expect(dialog).toContainText(words('leaving'));
    await button(words('yes')).click();
    await expect(dialog).toContainText(words('ended'));
    await page.getByRole('radio', { name: ended('okay'), exact: true }).check();
    await expect(page.getByRole('textbox', { name: ended('explain') })).toBeVisible();
    await expect(button(words('renew'))).toBeVisible();
    await picture(page, `language-${language}-rating`);
    expect([...languages]).toEqual([language]);
  });
}

test('the texts of a channel are given in each language of the widget', async ({ operator, visitorOf }) => {
  const { page } = operator;
  await page.getByRole('link', { name: 'Channels' }).first().click();
  await page.getByRole('link', { name: 'Website' }).click();
  await page.getByRole('link', { name: 'Options', exact: true }).click();
  const chips = page.getByRole('group', { name: 'Language of the texts' });
  await expect(chips.getByRole('button')).toHaveCount(1 + LANGUAGES.length);
  const welcome = page.getByRole('textbox', { name: 'Welcome Message' });
  await chips.getByRole('button', { name: 'Nederlands' }).click();
  await expect(welcome).toHaveAttribute('placeholder', 'Waarmee kan ik je helpen?');
  await welcome.fill('Goedendag!');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
  await expect(chips.getByRole('button', { name: 'Nederlands' })).toContainText('•');
  await picture(page, 'channel-languages');
  const visitor = await visitorOf('/');
  await declare(visitor.page, 'nl-BE');
  await visitor.page.getByRole('button', { name: 'Chat', exact: true }).click();
  await expect(visitor.page.getByRole('log')).toContainText('Goedendag!');
});

test('a page of its own is in the language of the browser', async ({ operator, browserOf, server }) => {
  void operator;
  const page = await (await browserOf('visitor', { locale: 'de-AT' })).newPage();
  const languages = fetched(page);
  await page.goto(`${server.url}/chat/website`);
  await expect(page.getByRole('log')).toContainText('Wie kann ich Ihnen helfen?');
  expect([...languages]).toEqual(['de']);
});
