// Chatbots: made by an administrator, walked through by a visitor (spec 9).

import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { attach, makeChatbot, type Step } from '../fixtures/chatbots';
import { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, picture, test, type Visitor } from '../fixtures/test';

const GUIDE: Step[] = [
  { message: 'Welcome to the shop.' },
  { message: 'What do you want?', type: 'question', answers: [['Prices'], ['Opening hours', '/contact.html'], ['Nothing']] },
  { message: 'Somebody is with you.', type: 'forward', onlyIf: 'Prices' },
  { message: 'Where may we write?', type: 'email', onlyIf: 'Prices' },
  { message: 'Here they are.', onlyIf: 'Opening hours' },
  { message: 'Then have a look around.', onlyIf: 'Nothing' },
];

const answer = (page: Page, name: string) => page.getByRole('button', { name, exact: true });

async function begin(operator: Console, visitorOf: (path: string) => Promise<Visitor>, steps = GUIDE): Promise<Visitor> {
  await makeChatbot(operator, 'Guide', steps);
  await attach(operator, 'Guide');
  const visitor = await visitorOf('/');
  await visitor.widget.launcher.click();
  await visitor.widget.shows(steps[0]?.message ?? '');
  return visitor;
}

test('a visitor is welcomed, chooses, and is given to an operator with all that was said', async ({ operator, visitorOf }) => {
  const { page, widget } = await begin(operator, visitorOf);
  await expect(page.getByRole('dialog', { name: 'Chat' })).toContainText('Guide');
  await expect(widget.input).toBeDisabled();
  await expect(widget.input).toHaveAttribute('placeholder', 'Select an option above');
  await expectAccessible(page);
  await picture(page, 'chatbot-question');
  await answer(page, 'Prices').dblclick();
  await widget.shows('Somebody is with you.');
  await expect(answer(page, 'Prices')).toBeDisabled();
  await expect(widget.words('Prices').and(page.locator('.bubble'))).toHaveCount(1);
  await expect(widget.input).toBeEnabled();
  await widget.say('How much is the grinder?');

  await operator.goto('/inbox');
  await operator.openConversation('How much is the grinder?');
  for (const words of ['Welcome to the shop.', 'What do you want?', 'Prices', 'Somebody is with you.']) await operator.shows(words);
  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  await expect(panel.getByRole('heading', { name: 'Chatbot answers' })).toBeVisible();
  await expect(panel.getByRole('definition').filter({ hasText: 'Prices' })).toBeVisible();
  await operator.say('Ninety.');
  await widget.shows('Ninety.');
  await picture(operator.page, 'chatbot-forwarded');
});

test('where nobody is there the bot goes on, asks again for an address that is none, and can begin again', async ({ operator, visitorOf }) => {
  await makeChatbot(operator, 'Guide', GUIDE);
  await attach(operator, 'Guide');
  await operator.page.getByRole('link', { name: 'Channels' }).first().click();
  await operator.page.getByRole('button', { name: 'Leave' }).first().click();
  const { page, widget } = await visitorOf('/');
  await widget.launcher.click();
  await answer(page, 'Prices').click();
  await widget.shows('Where may we write?');
  await widget.say('ada@');
  await widget.shows("'ada@' does not look like a valid email. Can you please try again?");
  await widget.input.fill('ada@example.org');
  await widget.input.press('Enter');
  await expect(page.getByText('This livechat conversation has ended').first()).toBeVisible();
  const again = page.getByRole('button', { name: 'Restart' });
  await expectAccessible(page);
  await picture(page, 'chatbot-over');
  await again.click();
  await widget.shows('Restarting conversation...');
  await expect(widget.words('What do you want?')).toHaveCount(2);
  await expect(answer(page, 'Nothing').last()).toBeEnabled();
  await expect(answer(page, 'Nothing').first()).toBeDisabled();
  await answer(page, 'Nothing').last().click();
  await widget.shows('Then have a look around.');
  await expect(again).toBeVisible();
});

test('a reload in the middle and another tab find the script where it stands', async ({ operator, visitorOf }) => {
  const steps: Step[] = [
    { message: 'One?', type: 'question', answers: [['A'], ['B']] },
    { message: 'Two?', type: 'question', answers: [['C'], ['D']] },
    { message: 'Three?', type: 'phone' },
  ];
  const { page, widget } = await begin(operator, visitorOf, steps);
  await answer(page, 'A').click();
  await widget.shows('Two?');
  await page.reload();
  await widget.shows('Two?');
  await expect(answer(page, 'A')).toBeDisabled();
  await expect(answer(page, 'C')).toBeEnabled();
  const other = await page.context().newPage();
  await other.goto('/products.html');
  await expect(answer(other, 'D')).toBeEnabled();
  await answer(page, 'C').click();
  await expect(answer(other, 'D')).toBeDisabled();
  await expect(other.getByRole('textbox', { name: 'Message', exact: true })).toBeEnabled();
});

test('an answer with a link takes the visitor there and counts once that page is there', async ({ operator, visitorOf }) => {
  const { page, widget } = await begin(operator, visitorOf);
  await answer(page, 'Opening hours').click();
  await expect(page).toHaveURL(/\/contact\.html$/);
  await widget.shows('Here they are.');
  await expect(widget.words('Opening hours').and(page.locator('.bubble'))).toHaveCount(1);
  await page.reload();
  await widget.shows('Here they are.');
  await expect(widget.words('Here they are.')).toHaveCount(1);
});

test('an answer whose link is a file counts although the page stays', async ({ operator, visitorOf }) => {
  const steps: Step[] = [
    { message: 'What may it be?', type: 'question', answers: [['Catalogue', '/catalogue.pdf'], ['Nothing']] },
    { message: 'It is on its way.', onlyIf: 'Catalogue' },
    { message: 'Anything else?', type: 'question', answers: [['Yes'], ['No']] },
  ];
  const { page, widget } = await begin(operator, visitorOf, steps);
  await page.route('**/catalogue.pdf', (route) =>
    route.fulfill({ contentType: 'application/pdf', headers: { 'Content-Disposition': 'attachment; filename=catalogue.pdf' }, body: 'Beans' }),
  );
  const download = page.waitForEvent('download');
  await answer(page, 'Catalogue').click();
  expect((await download).suggestedFilename()).toBe('catalogue.pdf');
  await widget.shows('It is on its way.');
  await expect(widget.words('Catalogue').and(page.locator('.bubble'))).toHaveCount(1);
  await answer(page, 'Yes').click();
  await expect(widget.words('Yes').and(page.locator('.bubble'))).toHaveCount(1);
});

test('an answer that leads to a place in the page counts at once', async ({ operator, visitorOf }) => {
  const steps: Step[] = [
    { message: 'Where to?', type: 'question', answers: [['Below', '#below'], ['Away', 'https://elsewhere.example/']] },
    { message: 'There you are.' },
  ];
  const { page, widget } = await begin(operator, visitorOf, steps);
  await answer(page, 'Below').click();
  await expect(page).toHaveURL(/#below$/);
  await widget.shows('There you are.');
});

test('an answer that leads to another site opens it beside the page and counts at once', async ({ operator, visitorOf }) => {
  const steps: Step[] = [
    { message: 'Where to?', type: 'question', answers: [['Below', '#below'], ['Away', 'https://elsewhere.example/prices']] },
    { message: 'It is open beside this page.', onlyIf: 'Away' },
  ];
  const { page, widget } = await begin(operator, visitorOf, steps);
  const here = page.url();
  await page.context().route('https://elsewhere.example/**', (route) => route.fulfill({ contentType: 'text/html', body: '<title>Prices</title>' }));
  const opened = page.context().waitForEvent('page');
  await answer(page, 'Away').click();
  const other = await opened;
  await expect(other).toHaveURL('https://elsewhere.example/prices');
  expect(await other.evaluate(() => window.opener === null)).toBe(true);
  await widget.shows('It is open beside this page.');
  await expect(widget.words('Away').and(page.locator('.bubble'))).toHaveCount(1);
  await expect(page).toHaveURL(here);
});

test('an input of several lines goes on once nothing more comes', async ({ operator, visitorOf }) => {
  const steps: Step[] = [
    { message: 'Tell me all of it.', type: 'free_input_lines' },
    { message: 'Your number?', type: 'phone' },
  ];
  const { widget } = await begin(operator, visitorOf, steps);
  await widget.tells('It grinds,');
  await widget.tells('but it smells.');
  await expect(widget.input).toBeEnabled();
  // Ten seconds after the last line.
  await expect(widget.words('Your number?')).toBeVisible({ timeout: 60_000 });
  await widget.showsInOrder(['Tell me all of it.', 'It grinds,', 'but it smells.', 'Your number?']);
});

test('a trial of several lines goes on when it is told that time passes', async ({ operator }) => {
  const steps: Step[] = [
    { message: 'Tell me all of it.', type: 'free_input_lines' },
    { message: 'Thank you.' },
  ];
  await makeChatbot(operator, 'Guide', steps);
  const { page } = operator;
  const log = page.getByRole('log', { name: 'Test' });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const say = async (words: string) => {
    await page.getByRole('textbox', { name: 'Message of the visitor' }).fill(words);
    await press('Send');
    await expect(log).toContainText(words);
  };
  await press('Test');
  await press('10 seconds pass');
  await say('It grinds,');
  await say('but it smells.');
  await expect(log).not.toContainText('Thank you.');
  await press('10 seconds pass');
  await expect(log).toContainText('Thank you.');
  await expect(log).toContainText('Conversation ended...');
});

test('after a welcome that asks nothing the visitor writes, and can begin again', async ({ operator, visitorOf }) => {
  const steps: Step[] = [{ message: 'Welcome to the shop.' }, { message: 'We are back on Monday.' }];
  const { page, widget } = await begin(operator, visitorOf, steps);
  await widget.shows('We are back on Monday.');
  await expect(widget.input).toBeEnabled();
  await expect(page.getByRole('button', { name: 'Restart' })).toBeHidden();
  await widget.say('Then I write again.');
  await widget.shows('Then I write again.');
  await page.getByRole('button', { name: 'Restart' }).click();
  await widget.shows('Restarting conversation...');
  await expect(widget.words('We are back on Monday.')).toHaveCount(2);
  await page.reload();
  await expect(widget.words('Then I write again.')).toHaveCount(1);
});

test('the bot types its welcome step by step, and what is written meanwhile is kept', async ({ operator, visitorOf }) => {
  const welcome = ['One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight'].map((message) => ({ message }));
  const steps: Step[] = [...welcome, { message: 'What may it be?', type: 'free_input' }, { message: 'Thank you.' }];
  await makeChatbot(operator, 'Guide', steps);
  await attach(operator, 'Guide');
  const { page, widget } = await visitorOf('/');
  // Who drives the browser is not kept waiting; this visitor is.
  await page.addInitScript(() => Object.defineProperty(Navigator.prototype, 'webdriver', { get: () => false }));
  await page.reload();
  await widget.launcher.click();
  const typing = page.getByRole('status').filter({ hasText: 'Guide is typing' });
  await expect(typing).toBeVisible();
  await expect(widget.words('What may it be?')).toHaveCount(0);
  await widget.say('A grinder');
  await widget.shows('Thank you.');
  const all = [...steps.slice(0, -1).map(({ message }) => message), 'A grinder', 'Thank you.'];
  await expect(page.locator('.bubble')).toHaveText(all);
  await expect(typing).toHaveCount(0);
  await page.reload();
  await expect(page.locator('.bubble')).toHaveText(all);
});

test('answers are chosen with the keyboard', async ({ operator, visitorOf }) => {
  await makeChatbot(operator, 'Guide', GUIDE);
  await attach(operator, 'Guide');
  const { page, widget } = await visitorOf('/');
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/assets\/chatbot\./, async (route) => {
    await released;
    await route.continue();
  });
  await widget.launcher.focus();
  await page.keyboard.press('Enter');
  // The window does not wait for what chatbots say.
  await expect(widget.input).toBeFocused();
  release();
  await expect(answer(page, 'Prices')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(answer(page, 'Nothing')).toBeFocused();
  await page.keyboard.press('Enter');
  await widget.shows('Then have a look around.');
});

test('steps move by keyboard and drag, and lose a trigger whose question comes later', async ({ operator }) => {
  await makeChatbot(operator, 'Guide', GUIDE);
  const { page, dialog } = operator;
  const rows = page.getByRole('row');
  const handle = (place: number) => page.getByRole('button', { name: `Step ${place}: move with the arrow keys` });
  await expect(rows.nth(3)).toContainText('2 → Prices');
  await expect(rows.nth(6)).toContainText('The script ends with this message, which is fine for a goodbye. Path: Nothing');
  await expect(rows.nth(4)).not.toContainText('Path');
  await expectAccessible(page);
  await picture(page, 'chatbot-form');
  await handle(3).focus();
  await page.keyboard.press('ArrowUp');
  await expect(rows.nth(2)).toContainText('Somebody is with you.');
  await expect(rows.nth(2)).not.toContainText('Prices');
  await expect(page.getByText('An Only If was removed')).toContainText('step 2');
  await expect(handle(2)).toBeFocused();
  await rows.nth(6).dragTo(rows.nth(4));
  await expect(rows.nth(4)).toContainText('Then have a look around.');
  await expect(rows.nth(4)).toContainText('Nothing');

  // What is not saved is asked about.
  await page.getByRole('link', { name: 'Inbox' }).click();
  await expect(dialog).toContainText('Leave');
  await dialog.getByRole('button', { name: 'Stay' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.', { exact: true }).last()).toBeVisible();
  await expect(page.getByText('Not saved yet', { exact: true })).toBeHidden();
  await page.reload();
  await operator.ready();
  await expect(rows.nth(2)).toContainText('Somebody is with you.');
});

test('bad input is told at its field and nothing typed is lost', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page, dialog } = operator;
  await operator.goto('/configuration/chatbots/new');
  await page.getByRole('button', { name: 'Add a Line' }).click();
  await dialog.getByLabel('Step Type').selectOption('question');
  await dialog.getByRole('textbox', { name: 'Answer 1' }).fill('Prices');
  await dialog.getByRole('textbox', { name: 'Optional Link' }).fill('javascript:alert(1)');
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Message' })).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByRole('textbox', { name: 'Optional Link' })).toHaveAttribute('aria-invalid', 'true');
  await expect(dialog.getByRole('textbox', { name: 'Answer 1' })).toHaveValue('Prices');
  await expectAccessible(page);
  await picture(page, 'chatbot-step');
  await dialog.getByRole('textbox', { name: 'Message' }).fill('What?');
  await dialog.getByRole('textbox', { name: 'Optional Link' }).fill('/prices');
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(dialog).toBeHidden();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Chatbot Name' })).toHaveAttribute('aria-invalid', 'true');
});

test('who saves second is told, and keeps what he typed', async ({ operator, troubles }) => {
  troubles.allow(/status of 409/);
  await makeChatbot(operator, 'Guide', [{ message: 'Hello' }]);
  const { page } = operator;
  const other = await page.context().newPage();
  await other.goto(page.url());
  await new Console(other).ready();
  const save = (of: Page) => of.getByRole('button', { name: 'Save', exact: true }).click();
  const name = (of: Page) => of.getByRole('textbox', { name: 'Chatbot Name' });
  await name(other).fill('Theirs');
  await save(other);
  await expect(other.getByRole('heading', { level: 1 })).toContainText('Theirs');
  await name(page).fill('Mine');
  await save(page);
  await expect(page.getByText('Somebody else saved this meanwhile.')).toBeVisible();
  await expect(name(page)).toHaveValue('Mine');
});

test('a chatbot is copied, put away, and deleted once no rule names it', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page, dialog } = operator;
  await operator.goto('/configuration/chatbots');
  const row = (name: string) => page.getByRole('row').filter({ has: page.getByRole('link', { name, exact: true }) });
  await expect(row('Welcome Bot')).toContainText('8');
  await expectAccessible(page);
  await picture(page, 'chatbots');
  await page.getByRole('button', { name: 'Duplicate Welcome Bot' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Welcome Bot (copy)');
  await page.getByRole('link', { name: 'Chatbots' }).first().click();
  await page.getByRole('button', { name: 'Archive Welcome Bot (copy)' }).click();
  await expect(row('Welcome Bot (copy)')).toContainText('Archived');
  await page.getByRole('button', { name: 'Delete Welcome Bot (copy)' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(row('Welcome Bot (copy)')).toBeHidden();
  await attach(operator, 'Welcome Bot');
  await operator.goto('/configuration/chatbots');
  await page.getByRole('button', { name: 'Delete Welcome Bot' }).click();
  await dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('A channel’s rule uses it.')).toBeVisible();
  await expect(row('Welcome Bot')).toBeVisible();
});

test('a channel counts the chatbots of its rules, and leads to them', async ({ operator }) => {
  const { page } = operator;
  await makeChatbot(operator, 'Guide', [{ message: 'Hello' }]);
  await page.getByRole('link', { name: 'Channels' }).first().click();
  await page.getByRole('link', { name: 'Website' }).click();
  await page.getByRole('link', { name: '0 chatbots' }).click();
  await expect(page.getByRole('heading', { name: 'No rule of Website names a chatbot' })).toBeVisible();
  await attach(operator, 'Guide');
  await page.getByRole('link', { name: '1 chatbot' }).click();
  await expect(page.getByRole('cell', { name: 'Guide', exact: true })).toBeVisible();
  await expect(page.getByRole('cell', { name: 'Welcome Bot', exact: true })).toBeHidden();
  await expect(page.getByText('Chatbots that rules of Website name')).toBeVisible();
  await picture(page, 'chatbots-of-a-channel');
  await page.reload();
  await expect(page.getByRole('cell', { name: 'Welcome Bot', exact: true })).toBeHidden();
  await page.getByRole('link', { name: 'All chatbots' }).click();
  await expect(page.getByRole('row', { name: /Welcome Bot/ })).toContainText('No channel');
  await page.getByRole('row', { name: /Guide/ }).getByRole('link', { name: 'Website' }).click();
  await expect(page).toHaveURL(/\/channels\/[0-9a-f-]{36}\/rules$/);
});

test('operators do not see the chatbots', async ({ operatorOf }) => {
  const operator = await operatorOf(JONAS);
  await operator.goto('/configuration/expertise');
  await expect(operator.page.getByRole('link', { name: 'Chatbots' })).toBeHidden();
});

test('a script is tried out as it is edited, with the step that was said last marked', async ({ operator }) => {
  await makeChatbot(operator, 'Guide', GUIDE);
  const { page } = operator;
  const log = page.getByRole('log', { name: 'Test' });
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  await press('Test');
  await expect(log).toContainText('What do you want?');
  await expect(page.locator('[aria-current=step]')).toHaveText('What do you want?');
  await expectAccessible(page);
  await press('Prices');
  await expect(log).toContainText('Where may we write?');
  await page.getByRole('textbox', { name: 'Message of the visitor' }).fill('ada@example.org');
  await press('Send');
  await expect(log).toContainText('Conversation ended...');
  await picture(page, 'chatbot-test');
  await press('Restart');
  await page.getByRole('checkbox', { name: 'An operator is available' }).check();
  await press('Prices');
  await expect(log).toContainText('Somebody is with you.');
  await expect(page.locator('[aria-current=step]')).toHaveText('Somebody is with you.');
  await press('Back to edit mode');
  await expect(page.getByRole('button', { name: 'Add a Line' })).toBeVisible();
});

test('a trial says which rules offer the chatbot to a visitor from a country', async ({ operator }) => {
  await makeChatbot(operator, 'Guide', GUIDE);
  await attach(operator, 'Guide', async (dialog) => {
    await dialog.getByRole('radio', { name: /Only if no operator/ }).check();
    await dialog.getByRole('combobox', { name: 'Country' }).selectOption('France');
    await dialog.getByLabel('URL Regex').fill('/shop');
  });
  const { page } = operator;
  await operator.goto('/configuration/chatbots');
  await page.getByRole('link', { name: 'Guide' }).first().click();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  const offers = page.getByRole('status').filter({ hasText: /such a visitor/i });
  const country = page.getByRole('combobox', { name: 'Visitor’s country' });
  await expect(offers).toContainText('No rule offers this chatbot to such a visitor.');
  await country.selectOption('Belgium');
  await expect(offers).toContainText('No rule offers this chatbot to such a visitor.');
  await country.selectOption('France');
  await expect(offers.getByRole('listitem')).toHaveText(['Website: /shop']);
  await expectAccessible(page);
  await picture(page, 'chatbot-test-offers');
  await page.getByRole('checkbox', { name: 'An operator is available' }).check();
  await expect(offers).toContainText('No rule offers this chatbot to such a visitor.');
});
