// A colleague is called by name in a reply.

import { expectAccessible } from '../fixtures/axe';
import { JONAS } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

test('a colleague is chosen after @, finds the mark in his inbox, and it goes when he looks', async ({ visitor, operator, operatorOf }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('Is the lever replaceable?');
  await operator.openConversation('Is the lever replaceable?');
  const jonas = await operatorOf(JONAS);
  await expect(jonas.row('Is the lever')).toBeVisible();
  await expect(jonas.page.getByText('You are mentioned')).toHaveCount(0);

  await operator.reply.pressSequentially('That is for @per');
  const offers = operator.page.getByRole('listbox');
  await expect(offers.getByRole('option')).toHaveText([/@Jonas Perrin/]);
  await picture(operator.page, 'mention-offer');
  await expectAccessible(operator.page);
  await operator.reply.press('Enter');
  await expect(operator.reply).toHaveValue('That is for @Jonas Perrin ');
  await operator.reply.press('Enter');
  await expect(widget.log).toContainText('That is for @Jonas Perrin');

  const row = jonas.row('That is for');
  await expect(row.getByText('You are mentioned')).toBeAttached();
  await picture(jonas.page, 'mention-mark');
  await expectAccessible(jonas.page);
  await expect(operator.page.getByText('You are mentioned')).toHaveCount(0);
  await row.click();
  await jonas.shows('That is for @Jonas Perrin');
  await expect(row.getByText('You are mentioned')).toHaveCount(0);
  await picture(jonas.page, 'mention-read');
  await jonas.page.reload();
  await expect(row).toBeVisible();
  await expect(row.getByText('You are mentioned')).toHaveCount(0);
});

test('who is called while at another page finds it there', async ({ visitor, operator, operatorOf }) => {
  const { widget } = visitor;
  const jonas = await operatorOf(JONAS);
  await jonas.goto('/channels');
  await widget.open();
  await widget.say('Do you ship to Malta?');
  await operator.openConversation('Do you ship to Malta?');
  await operator.say('@jonas perrin, do we?');
  const windows = jonas.page.getByRole('complementary', { name: 'Chat windows' });
  await expect(windows.getByText('@jonas perrin, do we?')).toBeVisible();
});

test('whether one gets an e-mail for it is a preference', async ({ operator }) => {
  const { page } = operator;
  await operator.goto('/preferences');
  const choice = page.getByRole('switch', { name: 'E-mail when somebody mentions you' });
  await expect(choice).toBeChecked();
  await choice.uncheck();
  await page.getByRole('button', { name: 'Save' }).first().click();
  await expect(page.getByText('Saved', { exact: false }).first()).toBeVisible();
  await page.reload();
  await expect(choice).not.toBeChecked();
});
