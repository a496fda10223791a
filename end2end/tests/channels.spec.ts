// Channels: what an administrator sets about them, and who answers there (spec 3, 5.2).

import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { Console } from '../fixtures/console';
import { JONAS, MARA } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

/** Opens a tab of the form of the channel that is there from the start. */
async function openTab(operator: Console, tab: string): Promise<void> {
  await operator.page.getByRole('link', { name: 'Channels' }).first().click();
  await operator.page.getByRole('link', { name: 'Website' }).click();
  await operator.page.getByRole('link', { name: tab, exact: true }).click();
}

async function save(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.')).toBeVisible();
}

test('an operator leaves a channel and joins it again, and the button follows on a page that is open', async ({ operator, visitor }) => {
  await expect(visitor.widget.launcher).toBeVisible();
  await operator.page.getByRole('button', { name: 'Leave Website' }).click();
  await expect(visitor.widget.launcher).toBeHidden();
  await operator.page.getByRole('button', { name: 'Join Website' }).click();
  await expect(visitor.widget.launcher).toBeVisible();
});

test('who says that he is in a call is spared where the channel says so, and everybody sees it', async ({ operator, operatorOf, visitor }) => {
  const elsewhere = await operatorOf(MARA);
  await openTab(operator, 'Operators');
  await operator.page.getByLabel('Don’t assign while in a call').check();
  await save(operator.page);
  await expect(visitor.widget.launcher).toBeVisible();
  const call = operator.page.getByRole('menuitemcheckbox', { name: 'In a call' });
  await operator.page.getByRole('button', { name: /your menu/ }).click();
  await call.click();
  await expect(call).toBeChecked();
  await picture(operator.page, 'in-a-call');
  await expect(visitor.widget.launcher).toBeHidden();
  await elsewhere.goto('/users');
  await expect(elsewhere.page.getByRole('row', { name: /Mara Klein/ })).toContainText('In a call');
  await operator.page.reload();
  await operator.ready();
  await operator.page.getByRole('button', { name: /your menu/ }).click();
  await expect(call).toBeChecked();
  await call.click();
  await expect(call).not.toBeChecked();
  await expect(visitor.widget.launcher).toBeVisible();
});

test('cards tell who is there and how much goes on', async ({ operator, visitor }) => {
  await visitor.widget.open();
  await visitor.widget.say('Anybody there?');
  await expect(operator.row('Anybody there?')).toBeVisible();
  await operator.page.getByRole('link', { name: 'Channels' }).click();
  const card = operator.page.getByRole('article', { name: 'Website' });
  await expect(card).toContainText('Mara Klein');
  await expect(card).toContainText('1 open conversation');
  await picture(operator.page, 'channels');
  await operator.page.emulateMedia({ colorScheme: 'dark' });
  await picture(operator.page, 'channels-dark');
});

test('an operator reads the cards and changes nothing but where he has joined', async ({ operatorOf, troubles }) => {
  const jonas = await operatorOf(JONAS);
  await jonas.page.getByRole('link', { name: 'Channels' }).click();
  const card = jonas.page.getByRole('article', { name: 'Website' });
  await card.getByRole('button', { name: 'Leave Website' }).click();
  await expect(card.getByRole('button', { name: 'Join Website' })).toBeVisible();
  await expect(jonas.page.getByRole('button', { name: 'New channel' })).toBeHidden();
  await expect(card.getByRole('button', { name: 'More' })).toBeHidden();
  troubles.allow(/status of 403/);
  const id = await jonas.page.evaluate(async () => (await (await fetch('/api/channels/facts', { method: 'POST' })).json())[0].channel);
  const answer = await jonas.page.goto(`/channels/${id}`);
  expect(answer?.status()).toBe(403);
  await expect(jonas.page.getByText('This is for administrators')).toBeVisible();
});

test('a new channel is named, found under its name, copied and deleted', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  await page.getByRole('link', { name: 'Channels' }).click();
  await page.getByRole('button', { name: 'New channel' }).click();
  const name = page.getByRole('textbox', { name: 'Channel Name' });
  await name.fill('website');
  await page.getByRole('button', { name: 'Create channel' }).click();
  await expect(page.getByText('This is in use already.')).toBeVisible();
  await name.fill('Shop');
  await name.press('Enter');
  await expect(page).toHaveURL(/\/channels\/[\da-f-]{36}$/);
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Shop');
  await expect(page.getByRole('button', { name: 'Mara Klein Joined' })).toBeVisible();

  await page.getByRole('link', { name: 'Channels' }).first().click();
  await page.getByRole('article', { name: 'Shop' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Duplicate' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toContainText('Shop (2)');
  await page.getByRole('link', { name: 'Channels' }).first().click();
  await page.getByRole('article', { name: 'Shop (2)' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await operator.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByRole('article', { name: 'Shop (2)' })).toBeHidden();
  await expect(page.getByRole('article', { name: 'Shop' })).toBeVisible();
});

test('the button leaves an open page with its channel', async ({ operator, visitor, troubles }) => {
  troubles.allow(/status of 404/);
  await expect(visitor.widget.launcher).toBeVisible();
  const { page } = operator;
  await page.getByRole('link', { name: 'Channels' }).click();
  await page.getByRole('article', { name: 'Website' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await operator.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No channels here')).toBeVisible();
  await expect(visitor.widget.launcher).toBeHidden();
});

test('the panel of a conversation says why its operator was asked', async ({ operator, visitor }) => {
  await visitor.widget.open();
  await visitor.widget.say('Who are you?');
  await operator.openConversation('Who are you?');
  await expect(operator.page.getByText('Mara Klein: the widget showed this name to the visitor.')).toBeVisible();
  await picture(operator.page, 'assignment');
});

test('a channel with conversations is not deleted, and may be archived', async ({ operator, visitor, troubles }) => {
  troubles.allow(/status of 409/);
  await visitor.widget.open();
  await visitor.widget.say('Hello');
  await visitor.widget.shows('Hello');
  const { page } = operator;
  await page.getByRole('link', { name: 'Channels' }).click();
  await page.getByRole('article', { name: 'Website' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Delete' }).click();
  await operator.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(operator.dialog).toContainText('This channel has conversations');
  await operator.dialog.getByRole('button', { name: 'Archive' }).click();
  await expect(page.getByRole('article', { name: 'Website' })).toBeHidden();
  // What is open stays usable.
  await visitor.widget.say('Still there?');
  await page.getByRole('button', { name: 'Archived' }).click();
  await page.getByRole('article', { name: 'Website' }).getByRole('button', { name: 'More' }).click();
  await page.getByRole('menuitem', { name: 'Take out of the archive' }).click();
  await page.getByRole('button', { name: 'Archived' }).click();
  await expect(page.getByRole('article', { name: 'Website' })).toBeVisible();
});

test('operators are added, opened and removed', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  await openTab(operator, 'Operators');
  await page.getByRole('button', { name: /Jonas Perrin/ }).click();
  await operator.dialog.getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('button', { name: /Jonas Perrin/ })).toBeHidden();
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await operator.dialog.getByRole('textbox', { name: 'Search' }).fill('jon');
  await operator.dialog.getByRole('checkbox', { name: /Jonas Perrin/ }).check();
  await operator.dialog.getByRole('button', { name: 'Select' }).click();
  await expect(page.getByRole('button', { name: /Jonas Perrin/ })).toContainText('Not joined');

  const limit = page.getByRole('textbox', { name: 'Conversations per operator' });
  await limit.fill('0');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Write a number from 1 to 1000.')).toBeVisible();
  await limit.fill('3');
  await save(page);
  await picture(page, 'channel-operators');
  await page.reload();
  await operator.ready();
  await expect(limit).toHaveValue('3');
});

test('somebody new is invited from the form of a channel, and answers there', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  await openTab(operator, 'Operators');
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const adding = page.getByRole('dialog', { name: 'Add: Operators' });
  await adding.getByRole('button', { name: 'New' }).click();
  const dialog = page.getByRole('dialog', { name: 'Create Operators' });
  await expectAccessible(page);
  await dialog.getByLabel('Name').fill('Zoë Marin');
  await dialog.getByLabel('E-mail').fill(JONAS.email);
  await dialog.getByRole('button', { name: 'Save & New' }).click();
  await expect(dialog.getByText('This is in use already.')).toBeVisible();
  await expect(dialog.getByLabel('Name')).toHaveValue('Zoë Marin');
  await dialog.getByLabel('E-mail').fill('zoe@harbour.example');
  await dialog.getByRole('button', { name: 'Save & New' }).click();
  // No letter goes, so the link stays until it is handed over.
  const links = dialog.getByRole('group', { name: 'Invitation link' });
  await expect(links).toHaveCount(1);
  await expect(dialog.getByLabel('Name')).toHaveValue('');
  await dialog.getByLabel('Name').fill('Yann Marin');
  await dialog.getByLabel('E-mail').fill('yann@harbour.example');
  await dialog.getByRole('button', { name: 'Save & Close' }).click();
  await expect(links).toHaveCount(2);
  await expectAccessible(page);
  await picture(page, 'channel-create-operators');
  await dialog.getByRole('button', { name: 'Close', exact: true }).click();
  await adding.getByRole('button', { name: 'Discard' }).click();
  for (const name of ['Zoë Marin', 'Yann Marin']) {
    await expect(page.getByRole('button', { name })).toContainText('Not joined');
  }
});

test('texts and colours reach a window that is open', async ({ operator, visitor }) => {
  const { page } = operator;
  await visitor.widget.open();
  await openTab(operator, 'Options');
  await page.getByRole('textbox', { name: 'Welcome Message' }).fill('Ahoy, what do you brew?');
  await page.getByRole('textbox', { name: 'Chat Input Placeholder' }).fill('Beans, gear, anything');
  const colour = page.getByRole('textbox', { name: 'Channel Header Color', exact: true });
  await colour.fill('red; }');
  await expect(page.getByRole('group', { name: 'Channel Header Color' }).getByText('Write a colour like #7a4a2b')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Nothing was saved yet. Look at: Colours.')).toBeVisible();
  await colour.fill('rgb(0, 80, 60)');
  await save(page);
  await visitor.widget.shows('Ahoy, what do you brew?');
  await expect(visitor.widget.input).toHaveAttribute('placeholder', 'Beans, gear, anything');
  const header = visitor.page.locator('.header');
  await expect(header).toHaveCSS('background-color', 'rgb(0, 80, 60)');
  await picture(page, 'channel-options');
});

test('a text in French is for those who read French', async ({ operator, visitorOf }) => {
  const { page } = operator;
  await openTab(operator, 'Options');
  await page.getByRole('button', { name: 'Français' }).click();
  await page.getByRole('textbox', { name: 'Welcome Message' }).fill('Bonjour et bienvenue !');
  await save(page);
  const french = await visitorOf('/fr.html');
  await french.page.getByRole('button', { name: 'Discussion' }).click();
  await expect(french.page.getByText('Bonjour et bienvenue !')).toBeVisible();
  const english = await visitorOf('/');
  await english.widget.open();
  await english.widget.shows('How may I help you?');
});

test('the preview shows what the widget shows', async ({ operator, visitor }) => {
  const { page } = operator;
  await openTab(operator, 'Options');
  await page.getByRole('textbox', { name: 'Livechat Button Color', exact: true }).fill('#004080');
  await page.getByRole('textbox', { name: 'Button sign', exact: true }).fill('#ffee00');
  await page.getByRole('textbox', { name: 'Channel Header Color', exact: true }).fill('#402010');
  await save(page);
  await visitor.widget.open();
  for (const [preview, widget, properties] of [
    ['.preview__button', '.launcher', ['background-color', 'color', 'width', 'height', 'border-radius']],
    ['.preview__header', '.header', ['background-color', 'color']],
    ['.preview__window', '.window', ['border-radius']],
  ] as const) {
    for (const property of properties) {
      const shown = (where: Page, part: string) =>
        where.locator(part).first().evaluate((element, name) => getComputedStyle(element).getPropertyValue(name), property);
      // The page of the visitor hears of it a moment later.
      await expect.poll(() => shown(visitor.page, widget)).toBe(await shown(page, preview));
    }
  }
  await expect(page.locator('.preview')).toContainText('How may I help you?');
});

test('colours that cannot be read are warned of, and the reset brings the usual ones back', async ({ operator }) => {
  const { page } = operator;
  await openTab(operator, 'Options');
  await page.getByRole('textbox', { name: 'Livechat Button Color', exact: true }).fill('#eeeeee');
  await expect(page.getByText(/Livechat button: the contrast is 1\.2/)).toBeVisible();
  await page.getByRole('button', { name: 'Reset: Livechat Button Color' }).click();
  await expect(page.getByText(/the contrast is/)).toBeHidden();
  await page.getByRole('button', { name: 'Notation: Livechat Button Color' }).click();
  await expect(page.getByRole('textbox', { name: 'Livechat Button Color', exact: true })).toHaveValue('rgb(122, 74, 43)');
  await expect(page.getByText('Not saved yet', { exact: true })).toBeHidden();
});

test('a review link that leads to no page is told at its field, and nothing changes', async ({ operator, troubles }) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  await openTab(operator, 'Options');
  const link = page.getByRole('textbox', { name: 'Review link' });
  for (const wrong of ['javascript:alert(1)', 'example.org', 'https://']) {
    await link.fill(wrong);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await expect(page.getByText('Write the address of a page, with https:// and a host.')).toBeVisible();
    await expect(page.getByText('Nothing was saved yet. Look at: Review link.')).toBeVisible();
    await expect(link).toHaveValue(wrong);
  }
  await page.reload();
  await operator.ready();
  await expect(link).toHaveValue('');
  await link.fill('https://reviews.example/harbour');
  await save(page);
});

test('every tab of the form speaks French', async ({ operator }) => {
  const { page } = operator;
  await operator.goto('/preferences');
  await page.getByLabel('Language', { exact: true }).selectOption('french');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'fr');
  await operator.goto('/channels');
  await page.getByRole('link', { name: 'Website' }).click();
  for (const [tab, words] of [
    ['Opérateurs', 'Conversations par opérateur'],
    ['Options', 'Message d’accueil'],
    ['Règles du canal', 'Ajouter une ligne'],
    ['Widget', 'Origines autorisées'],
  ] as const) {
    await page.getByRole('link', { name: tab, exact: true }).click();
    await expect(page.getByText(words).first()).toBeVisible();
    await expectAccessible(page);
  }
});

test('what is typed is not lost to a link, and not to somebody who was quicker', async ({ operatorOf, troubles }) => {
  troubles.allow(/status of 409/);
  const first = await operatorOf(MARA);
  const second = await operatorOf(MARA);
  await openTab(first, 'Options');
  await openTab(second, 'Options');
  await first.page.getByRole('textbox', { name: 'Channel Name' }).fill('Harbour');
  await save(first.page);
  await second.page.getByRole('textbox', { name: 'Notification text' }).fill('Coffee?');
  await second.page.getByRole('link', { name: 'Inbox' }).click();
  await second.dialog.getByRole('button', { name: 'Stay' }).click();
  await second.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(second.page.getByText('Somebody else saved this meanwhile.')).toBeVisible();
  await expect(second.page.getByRole('textbox', { name: 'Notification text' })).toHaveValue('Coffee?');
  await second.page.getByRole('button', { name: 'Take theirs' }).click();
  await expect(second.page.getByRole('textbox', { name: 'Channel Name' })).toHaveValue('Harbour');
  await second.page.getByRole('textbox', { name: 'Notification text' }).fill('Tea?');
  await save(second.page);
});

test('the widget tab gives the tag, and tells where it was seen', async ({ operator, visitor, server, troubles }) => {
  troubles.allow(/status of 422/);
  await expect(visitor.widget.launcher).toBeVisible();
  const { page } = operator;
  await openTab(operator, 'Widget');
  await expect(page.getByRole('group', { name: 'Script tag' })).toContainText(`<script async src="${server.url}/widget.js" data-channel="website"></script>`);
  await expect(page.getByRole('table')).toContainText(server.demoUrl);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  const copied = async (name: string) => {
    await page.getByRole('group', { name }).getByRole('button', { name: 'Copy' }).click();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  await expect.poll(() => copied('Script tag')).toBe(`<script async src="${server.url}/widget.js" data-channel="website"></script>`);
  await expect.poll(() => copied('Full-page chat')).toBe(`${server.url}/chat/website`);
  await expect.poll(() => copied('Frame')).toContain(`<iframe src="${server.url}/chat/website"`);
  await page.getByRole('textbox', { name: 'Allowed origins' }).fill('shop.example');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Write each with its https:// and its host, without a path.')).toBeVisible();
  await picture(page, 'channel-widget');
});

test('on a phone the form fits', async ({ operatorOf }) => {
  const operator = await operatorOf(MARA, PHONE);
  for (const tab of ['Operators', 'Options', 'Channel Rules', 'Widget']) {
    await openTab(operator, tab);
    await expect(operator.page.getByRole('textbox', { name: 'Channel Name' })).toBeVisible();
    const isWider = await operator.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(isWider, tab).toBe(false);
    await picture(operator.page, `phone-channel-${tab.toLowerCase().replace(' ', '-')}`);
  }
});
