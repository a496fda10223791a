// The editor of chatbots: files, undo, and the picture of the flow (spec 9.1, 9.13).

import type { Page } from '@playwright/test';
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../fixtures/axe';
import { attach, makeChatbot, type Step } from '../fixtures/chatbots';
import { expect, picture, test } from '../fixtures/test';

const GUIDE: Step[] = [
  { message: 'Welcome to the shop.' },
  { message: 'What do you want?', type: 'question', answers: [['Prices'], ['Opening hours', '/contact.html'], ['Nothing']] },
  { message: 'Somebody is with you.', type: 'forward', onlyIf: 'Prices' },
  { message: 'Where may we write?', type: 'email', onlyIf: 'Prices' },
  { message: 'Here they are.', onlyIf: 'Opening hours' },
];

const HEAD = { format: 'porchlight-chatbot', version: 1, name: 'Guide' };

const AS_FILE = {
  ...HEAD,
  steps: [
    { type: 'text', message: 'Welcome to the shop.' },
    { type: 'question', message: 'What do you want?', answers: [{ text: 'Prices' }, { text: 'Opening hours', link: '/contact.html' }, { text: 'Nothing' }] },
    { type: 'forward', message: 'Somebody is with you.', only_if: [{ step: 2, answer: 1 }] },
    { type: 'email', message: 'Where may we write?', only_if: [{ step: 2, answer: 1 }] },
    { type: 'text', message: 'Here they are.', only_if: [{ step: 2, answer: 2 }] },
  ],
};

/** Forty steps: eight questions, whose answers part the ways and lead them together again. */
function forty(): object {
  const steps = Array.from({ length: 40 }, (_, place) => {
    const question = place - (place % 5) + 1;
    const [message, of] = [`Step ${place + 1} of a script that is as long as real ones are`, (answer: number) => [{ step: question, answer }]];
    return [
      { type: 'question', message, answers: [{ text: `Coffee ${place}` }, { text: `Tea ${place}` }, { text: 'Neither of them' }] },
      { type: 'text', message, only_if: of(1) },
      { type: 'forward', message, only_if: of(1) },
      { type: 'email', message, only_if: [...of(1), ...of(2)] },
      { type: 'text', message },
    ][place % 5];
  });
  return { ...HEAD, name: 'Forty', steps };
}

const json = (value: object) => Buffer.from(JSON.stringify(value, undefined, 2));
const name = (page: Page) => page.getByRole('textbox', { name: 'Chatbot Name' });
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });
const unsaved = (page: Page) => page.getByText('Not saved yet', { exact: true });

async function choose(page: Page, buffer: Buffer): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Import' }).click();
  await (await asked).setFiles({ name: 'any.chatbot.json', mimeType: 'application/json', buffer });
}

test('a chatbot goes into a file, and comes out of it as another one', async ({ operator }) => {
  await makeChatbot(operator, 'Guide', GUIDE);
  const { page } = operator;
  const asked = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const download = await asked;
  expect(download.suggestedFilename()).toBe('Guide.chatbot.json');
  const file = await readFile(await download.path());
  expect(JSON.parse(file.toString())).toEqual(AS_FILE);

  await page.getByRole('link', { name: 'Chatbots' }).first().click();
  const row = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export Guide' }).click();
  expect(await readFile(await (await row).path())).toEqual(file);

  await choose(page, file);
  await expect(page.getByText('This is what the file says.')).toBeVisible();
  await expect(unsaved(page)).toBeVisible();
  await expect(name(page)).toHaveValue('Guide');
  await expect(page.getByRole('row').nth(3)).toContainText('2 → Prices');
  await name(page).fill('Guide of the other shop');
  await save(page).click();
  await expect(page).toHaveURL(/\/configuration\/chatbots\/[0-9a-f-]{36}$/);
  await expect(page.getByText('This is what the file says.')).toBeHidden();
  await page.reload();
  await operator.ready();
  await expect(page.getByRole('row').nth(5)).toContainText('2 → Opening hours');
  await page.getByRole('link', { name: 'Chatbots' }).first().click();
  await expect(page.getByRole('link', { name: 'Guide', exact: true })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Guide of the other shop' })).toBeVisible();
  await page.getByRole('link', { name: 'New chatbot' }).click();
  await expect(name(page)).toHaveValue('');
});

test('a file that cannot be opened is refused with what is wrong with it', async ({ operator }) => {
  const { page } = operator;
  await operator.goto('/configuration/chatbots');
  const steps = (count: number) => json({ ...HEAD, steps: Array(count).fill({ type: 'text', message: 'M' }) });
  const refused: [Buffer, string][] = [
    [Buffer.from('{\n  "format": porchlight'), 'This file is not JSON: look at line 2.'],
    [json({ some: 'thing' }), 'This file holds no chatbot that was exported.'],
    [json({ ...HEAD, version: 2, steps: [] }), 'This file is of version 2, which is not known here.'],
    [json({ ...HEAD, steps: [{ type: 'text', onlyIf: 1 }] }), 'Line 8 of this file says something'],
    [steps(201), 'This file has 201 steps, and a chatbot has at most 200.'],
    [steps(5_000), 'This file has 5000 steps'],
    [Buffer.alloc(1_000_001, ' '), 'This file has more than 1 MB'],
  ];
  for (const [buffer, sentence] of refused) {
    await choose(page, buffer);
    await expect(page.getByText(sentence)).toBeVisible();
    await expect(page).toHaveURL(/\/configuration\/chatbots$/);
  }
  await expectAccessible(page);
  await picture(page, 'chatbot-import-refused');
  await choose(page, steps(200));
  await expect(page.getByRole('row')).toHaveCount(201);
});

test('what is wrong in a file is told at its step, nothing is lost, and it is saved once that is put right', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page, dialog } = operator;
  const rows = page.getByRole('row');
  await operator.goto('/configuration/chatbots');
  const flawed = {
    ...HEAD,
    steps: [
      { type: 'question', message: 'What?', answers: [{ text: 'Prices', link: 'javascript:alert(1)' }, { text: 'Nothing', link: '//evil.example' }] },
      { type: 'text', message: 'Later', only_if: [{ step: 3, answer: 1 }] },
      { type: 'question', message: 'And?', answers: [{ text: 'Yes' }], only_if: [{ step: 9, answer: 1 }], translations: { 'fr-CA': 'Et ?' } },
      { type: 'forward', expertises: ['Coffee gear'] },
    ],
  };
  await choose(page, json(flawed));
  await expect(page.getByText('Something is wrong in the script: look at step 1, 2, 3.')).toBeVisible();
  await expect(rows.nth(1)).toContainText('Answer 1, Optional Link: Write the address of a page');
  await expect(rows.nth(1)).toContainText('Answer 2, Optional Link: Write the address of a page');
  await expect(rows.nth(2)).toContainText('Only If names an answer that no earlier question has.');
  await expect(rows.nth(3)).toContainText('Only If names an answer that no earlier question has.');
  await expect(rows.nth(3)).toContainText('Message, fr-CA: This is not possible here.');
  await expect(rows.nth(4)).toContainText('The file asks for the expertise Coffee gear, which is not here.');
  await expectAccessible(page);
  await picture(page, 'chatbot-imported');
  await save(page).click();
  await expect(rows.nth(1)).toContainText('Optional Link');
  await expect(unsaved(page)).toBeVisible();

  // Moved behind its question, the second step keeps what it asks for; what names nothing is taken out, and that is told.
  await page.getByRole('button', { name: 'Step 2: move with the arrow keys' }).focus();
  await page.keyboard.press('ArrowDown');
  await expect(rows.nth(3)).toContainText('Later');
  await expect(rows.nth(3)).toContainText('2 → Yes');
  await expect(page.getByText('An Only If was removed')).toContainText('step 2');
  const canadian = page.getByRole('button', { name: /^fr-CA/ });
  await canadian.click();
  await page.getByRole('button', { name: 'And?' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Message' })).toHaveValue('Et ?');
  await dialog.getByRole('textbox', { name: 'Message' }).fill('');
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(canadian).toBeHidden();
  await page.getByRole('button', { name: 'All languages' }).click();
  await page.getByRole('button', { name: 'What?' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Optional Link' }).first()).toHaveValue('javascript:alert(1)');
  for (const [at, link] of ['/prices', ''].entries()) await dialog.getByRole('textbox', { name: 'Optional Link' }).nth(at).fill(link);
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(page.getByText('Something is wrong in the script')).toBeHidden();
  await save(page).click();
  await expect(page).toHaveURL(/\/configuration\/chatbots\/[0-9a-f-]{36}$/);
  await expect(page.getByText('Coffee gear')).toBeHidden();
});

test('what was changed is undone and done again, and the form knows when it says what is saved', async ({ operator }) => {
  await makeChatbot(operator, 'Guide', GUIDE);
  await operator.page.reload();
  await operator.ready();
  const { page, dialog } = operator;
  const rows = page.getByRole('row');
  const undo = page.getByRole('button', { name: 'Undo', exact: true });
  const redo = page.getByRole('button', { name: 'Redo', exact: true });
  await expect(undo).toHaveAttribute('aria-disabled', 'true');

  // The question goes, and with it what its answers are asked for.
  await page.getByRole('button', { name: 'What do you want?' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(2)).not.toContainText('Prices');
  await expect(unsaved(page)).toBeVisible();
  await undo.click();
  await expect(rows).toHaveCount(6);
  await expect(rows.nth(3)).toContainText('2 → Prices');
  await expect(page.getByText('Undone. 0 more can be undone.')).toBeAttached();
  await expect(unsaved(page)).toBeHidden();
  await redo.click();
  await expect(rows).toHaveCount(5);
  await undo.click();

  // By keys: a step that moved, one that was edited, and the name.
  await page.getByRole('button', { name: 'Step 5: move with the arrow keys' }).focus();
  await page.keyboard.press('ArrowUp');
  await expect(rows.nth(4)).toContainText('Here they are.');
  await page.keyboard.press('Control+z');
  await expect(rows.nth(5)).toContainText('Here they are.');
  await page.keyboard.press('Control+Shift+z');
  await expect(rows.nth(4)).toContainText('Here they are.');
  await page.getByRole('button', { name: 'Welcome to the shop.' }).click();
  await dialog.getByRole('textbox', { name: 'Message' }).fill('Good day.');
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(rows.nth(1)).toContainText('Good day.');
  await name(page).press('End');
  await name(page).pressSequentially(' dog');
  await expect(name(page)).toHaveValue('Guide dog');
  await undo.click();
  await expect(name(page)).toHaveValue('Guide');
  await undo.press('Enter');
  await expect(rows.nth(1)).toContainText('Welcome to the shop.');
  await undo.press('Enter');
  await expect(rows.nth(5)).toContainText('Here they are.');
  await expect(undo).toBeFocused();
  await expect(unsaved(page)).toBeHidden();
  await expect(save(page)).toBeDisabled();
  await expectAccessible(page);
  // Nothing is asked: what is saved is what is left.
  await page.getByRole('link', { name: 'Inbox' }).click();
  await expect(page).toHaveURL(/\/inbox$/);
});

test('the script speaks to visitors in their language', async ({ operator, visitorOf }) => {
  await makeChatbot(operator, 'Guide', GUIDE);
  const { page, dialog } = operator;
  const press = (text: string) => page.getByRole('button', { name: text, exact: true }).click();
  const french = page.getByRole('button', { name: /^Français/ });
  const message = dialog.getByRole('textbox', { name: 'Message' });
  await french.click();
  await press('What do you want?');
  await expect(dialog.getByRole('heading', { name: 'The words of this step in Français' })).toBeVisible();
  await expect(message).toHaveAttribute('placeholder', 'What do you want?');
  await message.fill('é'.repeat(1001));
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(message).toHaveAttribute('aria-invalid', 'true');
  await message.fill('Que voulez-vous ?');
  await dialog.getByRole('textbox', { name: 'Answer 3' }).fill('Rien');
  await expectAccessible(page);
  await picture(page, 'chatbot-words');
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(page.getByRole('button', { name: 'Que voulez-vous ?' })).toBeVisible();
  await expect(page.getByText('Prices · Opening hours · Rien')).toBeVisible();
  await expect(french).toContainText('•');
  await picture(page, 'chatbot-in-french');
  await press('Add a Line');
  await expect(dialog.getByRole('heading', { name: 'Create Script Steps' })).toBeVisible();
  await dialog.getByRole('button', { name: 'Discard' }).click();
  await expect(page.getByRole('button', { name: 'All languages' })).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('Prices · Opening hours · Nothing')).toBeVisible();
  await press('Undo');
  await expect(french).not.toContainText('•');
  await press('Redo');
  await save(page).click();
  await expect(unsaved(page)).toBeHidden();
  await operator.goto(new URL(page.url()).pathname);
  await expect(french).toContainText('•');

  const log = page.getByRole('log', { name: 'Test' });
  await french.click();
  await press('Test');
  await expect(log).toContainText('Que voulez-vous ?');
  await press('Rien');
  await expect(log).toContainText('Rien');
  await expectAccessible(page);
  await press('All languages');
  await expect(log).toContainText('What do you want?');
  await expect(log).not.toContainText('Rien');

  await attach(operator, 'Guide');
  const reader = await visitorOf('/fr.html');
  await reader.page.getByRole('button', { name: 'Discussion' }).click();
  await reader.widget.shows('Que voulez-vous ?');
  await reader.page.getByRole('button', { name: 'Rien', exact: true }).click();
  await expect(reader.widget.words('Rien').and(reader.page.locator('.bubble'))).toHaveCount(1);
  await picture(reader.page, 'widget-chatbot-in-french');
  const other = await visitorOf('/');
  await other.widget.launcher.click();
  await other.widget.shows('What do you want?');
});

test('the picture shows where each answer leads, and opens the step that is pressed', async ({ operator }) => {
  await makeChatbot(operator, 'Guide', GUIDE);
  const { page, dialog } = operator;
  await page.getByRole('button', { name: 'Flow', exact: true }).click();
  const flow = page.getByRole('group', { name: 'Flow' });
  const step = (words: string) => flow.getByRole('button', { name: words });
  await expect(flow.getByRole('button')).toHaveCount(5);
  for (const label of ['Prices', 'Opening hours', 'Nothing', 'an operator comes', 'nobody is there']) {
    await expect(flow.getByText(label, { exact: true })).toBeVisible();
  }
  await expectAccessible(page);
  await picture(page, 'chatbot-flow');
  await page.getByText('Show as list').click();
  const ways = page.getByRole('list').filter({ hasText: 'Welcome to the shop.' }).getByRole('listitem');
  await expect(ways.filter({ hasText: /^Prices → 3\. Somebody is with you\.$/ })).toBeVisible();
  await expect(ways.filter({ hasText: /^Nothing → The conversation ends$/ })).toBeVisible();
  await expect(ways.filter({ hasText: /^nobody is there → 4\. Where may we write\?$/ })).toBeVisible();

  await step('What do you want?').focus();
  await page.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Answer 3' }).fill('Nothing at all');
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(flow.getByText('Nothing at all', { exact: true })).toBeVisible();
  await expect(step('What do you want?')).toBeFocused();
  await page.keyboard.press('Control+z');
  await expect(flow.getByText('Nothing', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: 'Steps', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(6);
});

test('forty steps can be read, on a phone and in the dark as well', async ({ operator }) => {
  const { page } = operator;
  await operator.goto('/configuration/chatbots');
  await choose(page, json(forty()));
  await page.getByRole('button', { name: 'Flow', exact: true }).click();
  const flow = page.getByRole('group', { name: 'Flow' });
  await expect(flow.getByRole('button')).toHaveCount(40);
  await picture(page, 'chatbot-flow-forty');
  // As large as they were drawn, however little room there is.
  const width = () => flow.getByRole('button').first().evaluate((button) => button.getBoundingClientRect().width);
  expect(await width()).toBe(208);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await picture(page, 'chatbot-flow-forty-dark');
  await page.setViewportSize({ width: 390, height: 844 });
  expect(await width()).toBe(208);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
  await expectAccessible(page);
  const last = flow.getByRole('button').last();
  await last.scrollIntoViewIfNeeded();
  await expect(last).toBeInViewport();
  await picture(page, 'chatbot-flow-phone-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.getByRole('button', { name: 'Steps', exact: true }).click();
  await picture(page, 'chatbot-steps-phone');
});

test('it is told how far visitors go, and where they leave', async ({ operator, visitorOf }) => {
  const steps = [{ message: 'What do you need?', type: 'free_input' }, { message: 'How many of them?', type: 'free_input' }, { message: 'Thank you.' }];
  await makeChatbot(operator, 'Guide', steps);
  const { page } = operator;
  const form = page.url();
  const told = page.locator('details').filter({ hasText: 'How far visitors go' });
  await told.locator('summary').click();
  await expect(told).toContainText('Nobody has talked to this chatbot yet.');
  await attach(operator, 'Guide');
  for (const isPatient of [true, false]) {
    const { page: shop, widget } = await visitorOf('/');
    await widget.launcher.click();
    await widget.shows('What do you need?');
    await widget.say('40 mills');
    await widget.shows('How many of them?');
    if (isPatient) {
      await widget.say('40');
      await widget.shows('Thank you.');
    } else {
      await widget.close.click();
      await shop.getByRole('button', { name: 'Yes', exact: true }).click();
    }
  }
  await operator.goto(new URL(form).pathname);
  await told.locator('summary').click();
  const row = (step: string) => told.getByRole('row').filter({ hasText: step }).getByRole('cell');
  await expect(row('What do you need?')).toHaveText(['2', '2', '0']);
  await expect(row('How many of them?')).toHaveText(['2', '1', '1']);
  await expect(row('Thank you.')).toHaveText(['1', '', '']);
  await expectAccessible(page);
  await picture(page, 'chatbot-counts');
});

test('what no form would send is refused, made or saved', async ({ operator }) => {
  const { page } = operator;
  await operator.goto('/configuration/chatbots');
  const href = await page.getByRole('link', { name: 'Welcome Bot', exact: true }).getAttribute('href');
  const chatbot = href?.split('/').at(-1);
  const headers = { 'Content-Type': 'application/json', Accept: 'application/json', Origin: new URL(page.url()).origin };
  const status = async (deed: string, body: string) =>
    (await page.request.post(`/api/chatbots/${deed}`, { headers, data: Buffer.from(body) })).status();
  const drafted = (messages: string[]) => {
    const steps = messages.map((message) => ({ id: randomUUID(), message, kind: 'text', only_if: [] }));
    return { name: 'Guide', script: { steps } };
  };
  for (const draft of [drafted(Array(5_000).fill('M')), drafted(['M'.repeat(1_000_000)])]) {
    expect(await status('make', JSON.stringify({ draft }))).toBe(422);
    expect(await status('save', JSON.stringify({ chatbot, version: 1, draft }))).toBe(422);
  }
  const deep = '['.repeat(100_000) + ']'.repeat(100_000);
  for (const deed of ['make', 'save']) expect(await status(deed, `{"draft":${deep}}`)).toBeGreaterThanOrEqual(400);
  await page.reload();
  await operator.ready();
  await expect(page.getByRole('row', { name: /Welcome Bot/ })).toContainText('8');
  await expect(page.getByRole('link', { name: 'Guide', exact: true })).toHaveCount(0);
});

test('what is not saved is asked about however one leaves', async ({ operator, visitor }) => {
  const { page, dialog } = operator;
  await visitor.widget.open();
  await visitor.widget.tells('Is anybody there?');
  await expect(operator.row('Is anybody there?')).toBeVisible();
  await operator.goto('/configuration/chatbots');
  await page.getByRole('link', { name: 'New chatbot' }).click();
  await name(page).fill('Guide');
  const back = () => page.evaluate(() => history.back());
  const stays = async () => {
    await expect(dialog).toContainText('Leave without saving?');
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await expect(dialog).toBeHidden();
    await expect(page).toHaveURL(/\/configuration\/chatbots\/new$/);
    await expect(name(page)).toHaveValue('Guide');
  };
  await back();
  await stays();
  await back();
  await stays();
  await page.keyboard.press('Control+k');
  await dialog.getByRole('combobox').fill('canned');
  await expect(dialog.getByRole('option', { selected: true })).toContainText('Canned Responses');
  await page.keyboard.press('Enter');
  await stays();
  await page.keyboard.press('Alt+Shift+u');
  await stays();
  await back();
  await dialog.getByRole('button', { name: 'Leave', exact: true }).click();
  await expect(page).toHaveURL(/\/configuration\/chatbots$/);
  await expect(page.getByRole('link', { name: 'New chatbot' })).toBeVisible();
  // Where nothing would be lost nobody is asked.
  await page.getByRole('link', { name: 'New chatbot' }).click();
  await expect(name(page)).toHaveValue('');
  await back();
  await expect(page.getByRole('link', { name: 'New chatbot' })).toBeVisible();
  await page.keyboard.press('Alt+Shift+u');
  await expect(page).toHaveURL(/\/inbox\/[0-9a-f-]{36}$/);
});
