// Pictures of people and channels, and what people know about: in My Preferences, on the pages of colleagues, in the widget.

import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { attach, makeChatbot } from '../fixtures/chatbots';
import { BLUE, expectColour, RED } from '../fixtures/colour';
import { JONAS } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

/** A picture of one colour, as a file. */
async function portrait(page: Page, colour: string): Promise<Buffer> {
  const drawn = await page.context().newPage();
  await drawn.setContent(`<body style="background: ${colour}">`);
  const file = await drawn.screenshot({ clip: { x: 0, y: 0, width: 300, height: 200 } });
  await drawn.close();
  return file;
}

async function choose(page: Page, buffer: Buffer, name = 'me.png', mimeType = 'image/png'): Promise<void> {
  await page.getByLabel('Choose a picture').setInputFiles({ name, mimeType, buffer });
}

test('a picture is chosen, seen by colleagues and the visitor, and taken away again', async ({ operator, operatorOf, visitorOf }) => {
  const { page } = operator;
  await operator.goto('/preferences');
  const own = page.locator('.picture-field img');
  const remove = page.getByRole('button', { name: 'Remove the picture' });
  await expect(remove).toBeHidden();
  await choose(page, await portrait(page, 'red'));
  await expect(remove).toBeVisible();
  await expectColour(own, RED);
  const rail = page.locator('.rail__user img');
  await expectColour(rail, RED);
  await expectAccessible(page);
  await picture(page, 'preferences-picture');

  const visitor = await visitorOf('/strict-csp.html');
  await visitor.widget.open();
  const face = visitor.page.locator('.header canvas');
  await expect(face).toBeVisible();
  await expectColour(face, RED);
  await visitor.widget.say('How nice to see you');
  await operator.goto('/inbox');
  await operator.openConversation('How nice to see you');
  await operator.say('Welcome');
  await visitor.widget.shows('Welcome');
  await expect(face).toBeVisible();
  await picture(visitor.page, 'widget-picture');

  const jonas = await operatorOf(JONAS);
  await jonas.openConversation('Welcome');
  await expectColour(jonas.page.locator('.message__below img'), RED);
  await jonas.goto('/channels');
  await expectColour(jonas.page.locator('.card__people img').first(), RED);

  await operator.goto('/preferences');
  await expect(own).toBeVisible();
  await remove.click();
  await expect(own).toHaveCount(0);
  await expect(rail).toHaveCount(0);
  await expect(remove).toBeHidden();
  await page.reload();
  await expect(page.locator('.picture-field [data-initials="MK"]')).toBeVisible();
});

test('a file that is no picture, or too large, is refused with a sentence and changes nothing', async ({ operator, troubles }) => {
  const { page } = operator;
  await operator.goto('/preferences');
  await choose(page, await portrait(page, 'blue'));
  const own = page.locator('.picture-field img');
  await expectColour(own, BLUE);
  const address = await own.getAttribute('src');

  await page.getByRole('textbox', { name: 'Online Chat Name' }).fill('Mara from Harbour');
  const problem = page.locator('.picture-field').getByRole('alert');
  await choose(page, Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'), 'me.png');
  await expect(problem).toContainText('This is no picture that can be read.');
  await choose(page, Buffer.alloc(2_000_001, 1), 'large.png');
  await expect(problem).toContainText('This file is larger than 2 MB.');
  await expect(own).toHaveAttribute('src', address ?? '');
  await expect(page.getByRole('textbox', { name: 'Online Chat Name' })).toHaveValue('Mara from Harbour');
  await expectAccessible(page);

  await choose(page, await portrait(page, 'red'));
  await expect(problem).toBeHidden();
  await expect(own).not.toHaveAttribute('src', address ?? '');
  troubles.allow(/Mara Klein: console error: Failed to load resource: .* 415/);
});

test('a channel has a picture on its form and its card', async ({ operator, operatorOf }) => {
  const { page } = operator;
  const jonas = await operatorOf(JONAS);
  await jonas.goto('/channels');
  const card = jonas.page.locator('.card__head img');
  await expect(card).toHaveCount(0);
  await operator.goto('/channels');
  await page.getByRole('link', { name: 'Website', exact: true }).click();
  await choose(page, await portrait(page, 'blue'), 'logo.png');
  await expectColour(page.locator('.picture-field img'), BLUE);
  await expectColour(card, BLUE, 'without a reload');
  await expectAccessible(page);
  await picture(page, 'channel-picture');
  await page.getByRole('button', { name: 'Remove the picture' }).click();
  await expect(card).toHaveCount(0);
});

test('a chatbot has a picture on its form, in the list, and where it talks', async ({ operator, visitorOf }) => {
  const { page } = operator;
  await operator.goto('/configuration/chatbots/new');
  await expect(page.getByLabel('Choose a picture'), 'not before there is a chatbot').toHaveCount(0);
  await makeChatbot(operator, 'Guide', [
    { message: 'Hello.' },
    { message: 'What do you want?', type: 'question', answers: [['Prices'], ['Nothing']] },
    { message: 'As you like.' },
  ]);
  await page.getByRole('textbox', { name: 'Chatbot Name' }).fill('Guide of the shop');
  await choose(page, await portrait(page, 'red'), 'guide.png');
  await expectColour(page.locator('.picture-field img'), RED);
  await expect(page.getByText('Not saved yet', { exact: true }), 'what was typed stands as it stood').toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Guide of the shop');
  await expectAccessible(page);
  await picture(page, 'chatbot-picture');
  await page.getByRole('link', { name: 'Chatbots' }).first().click();
  await expectColour(page.getByRole('row', { name: /Guide of the shop/ }).locator('img'), RED);
  await picture(page, 'chatbots-with-pictures');

  await attach(operator, 'Guide of the shop');
  const visitor = await visitorOf('/');
  await visitor.widget.launcher.click();
  await visitor.widget.shows('What do you want?');
  const face = visitor.page.locator('.header canvas');
  await expectColour(face, RED);
  await visitor.page.getByRole('button', { name: 'Nothing', exact: true }).click();
  await visitor.widget.shows('As you like.');
  await expectColour(face, RED);
  await picture(visitor.page, 'widget-chatbot-picture');
});

test('a picture that comes while the chatbot is tested is there afterwards', async ({ operator }) => {
  const { page } = operator;
  await makeChatbot(operator, 'Guide', [{ message: 'Hello.' }]);
  let isTested = () => {};
  const tested = new Promise<void>((resolve) => (isTested = resolve));
  await page.route('**/console/chatbots/*/picture', async (route) => {
    await tested;
    await route.continue();
  });
  const kept = page.waitForResponse('**/console/chatbots/*/picture');
  await choose(page, await portrait(page, 'red'), 'guide.png');
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Back to edit mode' })).toBeVisible();
  isTested();
  await kept;
  await page.getByRole('button', { name: 'Back to edit mode' }).click();
  await expectColour(page.locator('.picture-field img'), RED);
});

test('what one knows about is chosen from the list, and others see it', async ({ operator, operatorOf }) => {
  const { page } = operator;
  await operator.goto('/configuration/expertise');
  for (const name of ['Billing', 'Delivery']) {
    await page.getByRole('textbox', { name: 'New expertise' }).fill(name);
    await page.getByRole('textbox', { name: 'New expertise' }).press('Enter');
    await expect(page.getByRole('list', { name: 'Expertise' })).toContainText(name);
  }
  const jonas = await operatorOf(JONAS);
  await jonas.goto('/preferences');
  const known = jonas.page.getByRole('group', { name: 'Live Chat Expertise' });
  await known.getByLabel('Delivery').check();
  await jonas.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(jonas.page.getByText('Saved.')).toBeVisible();
  await jonas.goto('/preferences');
  await expect(known.getByLabel('Delivery')).toBeChecked();
  await expect(known.getByLabel('Billing')).not.toBeChecked();
  // A choice of colours sends all preferences: none is lost by it.
  await jonas.page.getByRole('button', { name: /Jonas Perrin/ }).click();
  await jonas.page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(jonas.page.locator('html[data-theme="dark"]')).toBeAttached();
  await picture(jonas.page, 'preferences-expertise-dark');

  await operator.goto('/users');
  await expect(page.getByRole('row', { name: /Jonas Perrin/ })).toContainText('Delivery');
  await picture(page, 'users-expertise');
  await operator.goto('/channels');
  await page.getByRole('link', { name: 'Website', exact: true }).click();
  await page.getByRole('button', { name: /Jonas Perrin/ }).click();
  await expect(page.getByRole('dialog')).toContainText('Delivery');
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

  await operator.goto('/configuration/expertise');
  await page.getByRole('button', { name: 'Delete Delivery' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('button', { name: 'Delete Delivery' })).toBeHidden();
  await operator.goto('/users');
  await expect(page.getByRole('row', { name: /Jonas Perrin/ })).not.toContainText('Delivery');
});
