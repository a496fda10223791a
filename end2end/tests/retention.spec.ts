// Conversations are erased once they have been over for as long as an administrator has them kept.

import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import { expect, picture, test, type Visitor } from '../fixtures/test';

const DAY_MS = 24 * 60 * 60_000;
/** It is looked every few seconds for what is to be done. */
const NOTICED = { timeout: 30_000 };
const WIDE = { width: 1280, height: 720 };
const PHONE = { width: 390, height: 844 };

/** The page as it is, wide, and on a phone in the dark. */
async function pictures(page: Page, name: string): Promise<void> {
  await picture(page, name);
  await page.setViewportSize(PHONE);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page);
  await picture(page, `${name}-phone-dark`);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(WIDE);
}

async function leave({ page, widget }: Visitor): Promise<void> {
  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(widget.window).toContainText('This livechat conversation has ended');
}

test('what is over is erased after the days that are set, in front of whoever looks at it', async ({
  operator,
  visitor,
  visitorOf,
  server,
  troubles,
}) => {
  troubles.allow(/status of 422/);
  const { page } = operator;
  const save = page.getByRole('button', { name: 'Save', exact: true });
  const days = page.getByLabel('Erase conversations after');
  const figures = page.getByLabel('Keep the figures for reports');
  await operator.goto('/settings/conversations');
  await expect(days).toHaveValue('');
  await expect(figures).toBeChecked();
  for (const wrong of ['0', '3651', 'soon']) {
    await days.fill(wrong);
    await save.click();
    await expect(days).toHaveAttribute('aria-invalid', 'true');
    await expect(days).toHaveValue(wrong);
  }
  await expectAccessible(page);
  await days.fill('30');
  await save.click();
  await expect(page.getByText('Saved.').first()).toBeVisible();
  await page.reload();
  await operator.ready();
  await expect(days).toHaveValue('30');
  await expect(figures).toBeChecked();
  await pictures(page, 'settings-retention');

  await visitor.widget.open();
  await visitor.widget.tells('My number is 4711');
  const other = await visitorOf('/');
  await other.widget.open();
  await other.widget.tells('Still open');
  await operator.goto('/inbox');
  await operator.openConversation('My number is 4711');
  await operator.say('Thank you');
  await leave(visitor);
  await expect(operator.log).toContainText(/left the conversation/);

  await server.database.change(`update conversations set ended_at = ended_at - ${31 * DAY_MS}; delete from jobs where name = 'erase_the_past'`);
  await expect(page.getByRole('heading', { name: 'This conversation was erased' })).toBeVisible(NOTICED);
  await expect(operator.row('My number is 4711')).toHaveCount(0);
  await expect(operator.row('Still open')).toBeVisible();
  await expect(page.getByText('4711')).toHaveCount(0);
  await expectAccessible(page);
  await pictures(page, 'conversation-erased');
  await page.setViewportSize(PHONE);
  await page.getByRole('main').getByRole('link', { name: 'Inbox', exact: true }).click();
  await expect(operator.row('Still open')).toBeVisible();
  await page.setViewportSize(WIDE);

  // The visitor has no conversation any more, and begins another as if he had never been there.
  await visitor.page.reload();
  await expect(visitor.widget.input).toBeVisible();
  await expect(visitor.widget.words('My number is 4711')).toHaveCount(0);
  await visitor.widget.tells('Here again');
  await expect(operator.row('Here again')).toBeVisible();

  await operator.goto('/sessions?view=list');
  const erased = page.getByRole('row').filter({ hasText: 'Erased' });
  await expect(erased).toHaveCount(1);
  await expect(erased.getByRole('link')).toHaveCount(0);
  await expect(page.getByRole('row')).toHaveCount(4);
  await expectAccessible(page);
  await pictures(page, 'sessions-erased-list');
  await operator.goto('/sessions');
  await expect(page.getByRole('article').filter({ hasText: 'Erased' })).toBeVisible();
  await pictures(page, 'sessions-erased-cards');
});
