// Who does not use his console for half an hour is taken off his channels, told so, and put back with one click (spec 5.1).

import { expectAccessible } from '../fixtures/axe';
import { JONAS } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

const HALF_AN_HOUR_MS = 30 * 60_000;
/** It is looked for every 15 seconds. */
const NOTICED = { timeout: 45_000 };

test('who is away for half an hour is told, and is back with one click', async ({ operator, operatorOf, visitor, server }) => {
  const { page } = operator;
  const { widget } = visitor;
  await widget.open();
  await widget.tells('Is anybody there?');
  await operator.openConversation('Is anybody there?');
  await widget.launcher.click();
  const told = page.getByText('You were away for half an hour, and new conversations go to others: Website.');
  await expect(told).toBeHidden();

  await server.database.change(`update console_connections set used_at = used_at - ${HALF_AN_HOUR_MS}`);
  await expect(told).toBeVisible(NOTICED);
  await expectAccessible(page);
  await picture(page, 'taken-off');
  await page.setViewportSize({ width: 390, height: 844 });
  await picture(page, 'taken-off-phone');
  await page.setViewportSize({ width: 1280, height: 720 });
  // What he has he keeps, and colleagues see that he gets no more.
  await expect(operator.row('Is anybody there?')).toBeVisible();
  const jonas = await operatorOf(JONAS);
  await jonas.goto('/channels');
  const card = jonas.page.getByRole('article', { name: 'Website' });
  await expect(card).not.toContainText('Mara Klein');
  await expect(card).toContainText('Jonas Perrin');

  // Neither a reload nor work brings him back: he says so himself.
  await page.reload();
  await operator.ready();
  await expect(told).toBeVisible();
  await page.getByRole('button', { name: 'I am back' }).click();
  await expect(told).toBeHidden();
  await expect(card).toContainText('Mara Klein');
});

test('while nobody else is there the button goes, and comes back with him', async ({ operator, visitor, server }) => {
  const { page } = operator;
  await expect(visitor.widget.launcher).toBeVisible();
  await server.database.change(`update console_connections set used_at = used_at - ${HALF_AN_HOUR_MS}`);
  await expect(visitor.widget.launcher).toBeHidden(NOTICED);
  const back = page.getByRole('button', { name: 'I am back' });
  await expect(back).toBeVisible(NOTICED);
  await page.reload();
  await operator.ready();
  await back.focus();
  await page.keyboard.press('Enter');
  await expect(back).toBeHidden();
  await expect(visitor.widget.launcher).toBeVisible();
});
