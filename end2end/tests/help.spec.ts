// Sessions → Looking for Help: the calls of colleagues, and who is right for them.

import type { Locator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import type { Console } from '../fixtures/console';
import { JONAS } from '../fixtures/people';
import { expect, picture, test, type Visitor } from '../fixtures/test';

const panel = ({ page }: Console): Locator => page.getByRole('complementary', { name: 'Information' });
const calls = (page: Page): Locator => page.getByRole('list', { name: 'Looking for Help' }).getByRole('listitem');

async function says(visitor: Visitor, words: string): Promise<void> {
  await visitor.widget.open();
  await visitor.widget.tells(words);
}

async function callsForHelp(console: Console, words: string): Promise<void> {
  await console.openConversation(words);
  await panel(console).getByRole('button', { name: 'Looking for help' }).click();
}

/** Says in the preferences that one knows about the first expertise there is. */
async function knowsAboutIt(console: Console): Promise<void> {
  await console.goto('/preferences');
  await console.page.getByRole('checkbox', { name: 'Grinders' }).check();
  await console.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(console.page.getByText('Saved.')).toBeVisible();
}

test('calls stand oldest first, as they come and go, and one joins from there', async ({ operator, operatorOf, visitor, visitorOf }) => {
  await says(visitor, 'The first question');
  const other = await visitorOf('/');
  await says(other, 'The second question');
  const jonas = await operatorOf(JONAS);
  await jonas.page.getByRole('link', { name: 'Sessions' }).click();
  await jonas.page.getByRole('link', { name: 'Looking for Help', exact: true }).click();
  await expect(jonas.page.getByText('Nobody looks for help')).toBeVisible();
  await expectAccessible(jonas.page);

  await callsForHelp(operator, 'The first question');
  await expect(calls(jonas.page)).toHaveCount(1);
  await callsForHelp(operator, 'The second question');
  await expect(calls(jonas.page)).toHaveCount(2);
  await expect(calls(jonas.page).first()).toContainText('The first question');
  await expectAccessible(jonas.page);
  await picture(jonas.page, 'looking-for-help');

  await calls(jonas.page).first().getByRole('button', { name: /^Join and help/ }).click();
  await expect(jonas.page).toHaveURL(/\/inbox\/[0-9a-f-]+$/);
  await expect(jonas.log).toContainText('You joined');
  await jonas.page.goBack();
  await expect(calls(jonas.page)).toHaveCount(1);
  await expect(calls(jonas.page)).toContainText('The second question');
  await jonas.page.getByRole('button', { name: 'My sessions' }).click();
  await expect(jonas.page).toHaveURL(/looking-for-help\?mine=1$/);
  await expect(jonas.page.getByText('Nobody looks for help')).toBeVisible();
  await jonas.page.reload();
  await jonas.ready();
  await expect(jonas.page.getByRole('button', { name: 'My sessions' })).toHaveAttribute('aria-pressed', 'true');
  await jonas.page.getByRole('button', { name: 'My sessions' }).click();
  await expect(calls(jonas.page)).toHaveCount(1);
});

test('who knows what is asked for sees a star, and stands among those to invite with what he knows', async ({ operator, operatorOf, visitor }) => {
  await operator.goto('/configuration/expertise');
  const name = operator.page.getByRole('textbox', { name: 'New expertise' });
  await name.fill('Grinders');
  await name.press('Enter');
  await expect(operator.page.getByRole('listitem').filter({ hasText: 'Grinders' })).toBeVisible();
  const jonas = await operatorOf(JONAS);
  await knowsAboutIt(jonas);
  await jonas.goto('/inbox');

  await operator.goto('/inbox');
  await says(visitor, 'My grinder squeaks');
  await operator.openConversation('My grinder squeaks');
  await operator.page.getByRole('button', { name: 'Invite people' }).click();
  const colleague = operator.dialog.getByRole('listitem').filter({ hasText: 'Jonas Perrin' });
  await expect(colleague).toContainText('Grinders');
  await expect(colleague.locator('.invite__skill svg')).toBeVisible();
  await picture(operator.page, 'invite-people');
  await operator.page.keyboard.press('Escape');

  const asked = panel(operator).getByRole('combobox', { name: 'Add expertise' });
  await asked.fill('Grinders');
  await asked.press('Enter');
  await expect(panel(operator).getByRole('listitem').filter({ hasText: 'Grinders' })).toBeVisible();
  await panel(operator).getByRole('button', { name: 'Looking for help' }).click();
  const row = jonas.row('My grinder squeaks');
  await expect(row.getByText('You know about this')).toBeAttached();
  await expect(operator.row('My grinder squeaks').getByText('You know about this')).toHaveCount(0);
  await picture(jonas.page, 'star');
  await jonas.goto('/sessions/looking-for-help?expertise=1');
  await expect(calls(jonas.page)).toHaveCount(1);
  await expect(calls(jonas.page)).toContainText('Grinders');
  await operator.goto('/sessions/looking-for-help?expertise=1');
  await expect(operator.page.getByText('Nobody looks for help')).toBeVisible();
});
