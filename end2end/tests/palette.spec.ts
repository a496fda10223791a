// What can be done and gone to by a few typed letters, and the shortcuts of everything that is done with a conversation.

import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { JONAS, MARA } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

const palette = (page: Page) => {
  const dialog = page.getByRole('dialog', { name: 'Go to or do…' });
  return {
    dialog,
    field: dialog.getByRole('combobox'),
    option: (name: string | RegExp) => dialog.getByRole('option', { name }),
    active: dialog.locator('[role=option][aria-selected=true]'),
  };
};

test('the palette finds conversations, pages and things to do, and gives the keyboard back', async ({ visitor, operator }) => {
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.say('Is the harbour café open?');
  await operator.openConversation('Is the harbour café open?');
  await operator.reply.fill('Half an answer');

  await page.keyboard.press('Control+k');
  const { dialog, field, option, active } = palette(page);
  await expect(field).toBeFocused();
  await expect(option(/^Reply/)).toBeVisible();
  await expect(option(/^End/)).toBeVisible();
  await picture(page, 'palette');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  await expect(operator.reply).toBeFocused();
  await expect(operator.reply).toHaveValue('Half an answer');

  // Somewhere else, and back by the words of the conversation.
  await page.keyboard.press('Control+k');
  await field.pressSequentially('canned');
  await expect(active).toContainText('Canned Responses');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/configuration\/canned$/);
  await page.keyboard.press('Control+k');
  await field.pressSequentially('cafe');
  await expect(active).toContainText('Is the harbour café open?');
  await page.keyboard.press('Enter');
  await operator.shows('Is the harbour café open?');
  await expect(operator.reply).toHaveValue('Half an answer');

  await page.keyboard.press('Control+k');
  await field.fill('nothing is called that');
  await expect(dialog).toContainText('Nothing is called that.');
  await page.keyboard.press('Enter');
  await expect(field).toHaveValue('nothing is called that');
  await expectAccessible(page);
  await picture(page, 'palette-nothing');
  await page.keyboard.press('Control+k');
  await expect(dialog).toBeHidden();
});

test('what can be done is done from the palette: a channel left and joined, a call, an end', async ({ visitor, operator }) => {
  const { page } = operator;
  const { dialog, field, active } = palette(page);
  const choose = async (words: string, expected: string | RegExp) => {
    await page.keyboard.press('Control+k');
    await field.fill(words);
    await expect(active).toContainText(expected);
    await page.keyboard.press('Enter');
    await expect(dialog).toBeHidden();
  };
  await visitor.widget.open();
  await visitor.widget.say('By words alone');
  await operator.openConversation('By words alone');
  await choose('leave web', /^Leave Website/);
  await page.keyboard.press('Control+k');
  await field.fill('website');
  await expect(active).toContainText('Join Website');
  await page.keyboard.press('Enter');
  await choose('call', 'In a call');
  await choose('call', 'No longer in a call');
  await choose('end', /^End/);
  await expect(operator.dialog).toContainText('End');
  // A question is answered first.
  await page.keyboard.press('Control+k');
  await expect(dialog).toBeHidden();
  await operator.dialog.getByRole('button', { name: 'End conversation' }).click();
  await expect(visitor.widget.window).toContainText('This livechat conversation has ended');
});

test('the palette opens again however soon after it was closed', async ({ operator }) => {
  const { page } = operator;
  const { dialog, field } = palette(page);
  await page.keyboard.press('Control+k');
  await field.fill('call');
  await page.evaluate(() => {
    document.querySelector('dialog')?.close();
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, cancelable: true }));
  });
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('');
  await page.keyboard.press('Control+k');
  await expect(dialog).toBeHidden();
});

test('what was done elsewhere meanwhile is offered no more', async ({ operator, operatorOf }) => {
  const { page } = operator;
  const elsewhere = (await operatorOf(MARA)).page;
  const { field, active } = palette(page);
  await page.keyboard.press('Control+k');
  await field.fill('call');
  await expect(active).toContainText('In a call');
  await elsewhere.getByRole('button', { name: /your menu/ }).click();
  await elsewhere.getByRole('menuitemcheckbox', { name: 'In a call' }).click();
  await expect(active).toContainText('No longer in a call');
  await expect(field).toHaveValue('call');
});

test('every action of a conversation has a shortcut, which works while one writes', async ({ visitor, operator, operatorOf }) => {
  const { page } = operator;
  await operatorOf(JONAS);
  await visitor.widget.open();
  await visitor.widget.say('Without a mouse');
  await operator.openConversation('Without a mouse');
  const panel = page.getByRole('complementary', { name: 'Information' });

  await page.keyboard.press('Alt+Shift+r');
  await expect(operator.reply).toBeFocused();
  await page.keyboard.type('Words');
  await page.keyboard.press('Alt+Shift+n');
  await expect(panel.getByRole('textbox', { name: 'Notes' })).toBeFocused();
  await page.keyboard.press('Alt+Shift+t');
  await expect(panel.locator('input[name=tag]')).toBeFocused();
  await page.keyboard.press('Alt+Shift+x');
  await expect(panel.locator('input[name=expertise]')).toBeFocused();
  await page.keyboard.press('Alt+Shift+m');
  await expect(panel.getByRole('textbox', { name: 'E-mail' })).toBeFocused();
  await page.keyboard.press('Alt+Shift+Digit2');
  await expect(panel.getByRole('button', { name: 'Waiting for customer' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Alt+Shift+i');
  await expect(page.getByRole('dialog', { name: 'Invite People' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+Shift+p');
  await expect(panel).toBeHidden();
  await page.keyboard.press('Alt+Shift+p');
  await expect(panel).toBeVisible();
  const downloading = page.waitForEvent('download');
  await page.keyboard.press('Alt+Shift+d');
  expect((await downloading).suggestedFilename()).toBe('conversation.html');
  await page.keyboard.press('Alt+Shift+r');
  await expect(operator.reply).toHaveValue('Words');
  await page.keyboard.press('Alt+Shift+e');
  await expect(operator.dialog.getByRole('button', { name: 'End conversation' })).toBeVisible();
  // Nothing happens behind a question.
  await page.keyboard.press('Alt+Shift+r');
  await expect(operator.reply).not.toBeFocused();
  await page.keyboard.press('Escape');
  await page.keyboard.press('Alt+Shift+l');
  await expect(operator.log).toContainText('left');
});

test('? lists all shortcuts, and types itself where one writes', async ({ visitor, operator }) => {
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.say('Which keys?');
  await operator.openConversation('Which keys?');
  const list = page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await operator.reply.focus();
  await page.keyboard.press('Shift+?');
  await expect(operator.reply).toHaveValue('?');
  await expect(list).toBeHidden();
  await operator.row('Which keys?').focus();
  await page.keyboard.press('Shift+?');
  await expect(list).toBeVisible();
  await expect(list).toContainText('Next unread conversation');
  await picture(page, 'shortcuts');
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await expect(list).toBeHidden();
  await expect(operator.row('Which keys?')).toBeFocused();

  await page.getByRole('button', { name: /^Mara Klein/ }).click();
  await page.getByRole('menuitem', { name: 'Keyboard shortcuts' }).click();
  await expect(list).toBeVisible();
  await list.getByRole('button', { name: 'Close' }).click();
  await expect(page.getByRole('button', { name: /^Mara Klein/ })).toBeFocused();
  await page.keyboard.press('Control+k');
  await palette(page).field.fill('keyboard');
  await page.keyboard.press('Enter');
  await expect(list).toBeVisible();
});

test.describe('on a phone in the dark', () => {
  test.use({ viewport: { width: 390, height: 780 }, colorScheme: 'dark' });

  test('palette and list have room', async ({ operatorOf }) => {
    const { page } = await operatorOf(JONAS, { viewport: { width: 390, height: 780 }, colorScheme: 'dark' });
    await page.keyboard.press('Control+k');
    await expect(palette(page).field).toBeFocused();
    await picture(page, 'palette-phone-dark');
    await expectAccessible(page);
    await expect(palette(page).option(/Settings/)).toHaveCount(0);
    await page.keyboard.press('Escape');
    await page.keyboard.press('Shift+?');
    await picture(page, 'shortcuts-phone-dark');
    await expectAccessible(page);
  });
});
