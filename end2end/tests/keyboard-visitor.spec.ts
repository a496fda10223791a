// The chat without a mouse.

import { tabTo } from '../fixtures/focus';
import { expect, test } from '../fixtures/test';

test('a visitor opens, writes, folds and ends by keyboard', async ({ visitor, operator }) => {
  const { page, widget } = visitor;
  await expect(widget.launcher).toBeVisible();
  await tabTo(page, widget.launcher);
  await expect(widget.launcher).toHaveAttribute('aria-expanded', 'false');
  await page.keyboard.press('Enter');
  await expect(widget.input).toBeFocused();

  await page.keyboard.type('By keyboard');
  await page.keyboard.press('Shift+Enter');
  await page.keyboard.type('on two lines');
  await page.keyboard.press('Enter');
  await operator.openConversation('By keyboard');
  await operator.say('I see');
  await widget.shows('I see');
  await expect(widget.input).toBeFocused();

  await page.keyboard.press('Escape');
  await expect(widget.window).toBeHidden();
  await expect(widget.launcher).toBeFocused();
  await page.keyboard.press('Space');
  await expect(widget.input).toBeFocused();

  await tabTo(page, widget.close, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const yes = page.getByRole('button', { name: 'Yes', exact: true });
  await expect(yes).toBeVisible();
  await tabTo(page, yes);
  await page.keyboard.press('Enter');
  await expect(widget.window).toContainText('This livechat conversation has ended');
  await tabTo(page, widget.newSession);
  await page.keyboard.press('Enter');
  await expect(widget.input).toBeFocused();
});
