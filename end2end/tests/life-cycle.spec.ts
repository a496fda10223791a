// How a conversation stands, who comes and goes, and how it went: the information panel and the inbox.

import { expectAccessible } from '../fixtures/axe';
import { JONAS } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

test('a status shows in the inbox and reverts when the visitor answers', async ({ visitor, operator }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('Where is my order?');
  await operator.openConversation('Where is my order?');
  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  const inProgress = panel.getByRole('button', { name: 'In progress' });
  const waiting = panel.getByRole('button', { name: 'Waiting for customer' });
  await expect(inProgress).toHaveAttribute('aria-pressed', 'true');
  await operator.say('What is its number?');

  await waiting.click();
  await expect(waiting).toHaveAttribute('aria-pressed', 'true');
  await expect(operator.row('What is its number?')).toContainText('Waiting for customer');
  await expectAccessible(operator.page);
  await picture(operator.page, 'panel-waiting');

  await widget.say('4471');
  await expect(inProgress).toHaveAttribute('aria-pressed', 'true');
  await expect(operator.row('4471')).not.toContainText('Waiting for customer');
});

test('a call for help stands first in every inbox until a colleague joins', async ({ visitor, operator, operatorOf }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('The VAT number is refused');
  await operator.openConversation('The VAT number is refused');
  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  await panel.getByRole('button', { name: 'Looking for help' }).click();

  const jonas = await operatorOf(JONAS);
  const help = jonas.list.getByRole('list', { name: 'Looking for help' });
  await expect(help.getByRole('link')).toHaveCount(1);
  await expectAccessible(jonas.page);
  await help.getByRole('link').click();
  await picture(jonas.page, 'looking-for-help');
  await jonas.page.getByRole('button', { name: 'Join and help' }).click();
  await expect(jonas.log).toContainText('You joined');
  await expect(help).toHaveCount(0);
  await expect(jonas.list.getByRole('list', { name: 'Website' }).getByRole('link')).toHaveCount(1);
  await expect(widget.window).toContainText('Jonas Perrin joined');
  await expect(panel.getByRole('button', { name: 'In progress' })).toHaveAttribute('aria-pressed', 'true');
});

test('colleagues are invited, and whoever leaves hands the conversation on', async ({ visitor, operator, operatorOf }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('A difficult question');
  await operator.openConversation('A difficult question');
  const jonas = await operatorOf(JONAS);

  await operator.page.getByRole('button', { name: 'Invite people' }).click();
  const colleagues = operator.page.getByRole('dialog', { name: 'Invite people' });
  await expectAccessible(operator.page);
  await picture(operator.page, 'invite-people');
  await colleagues.getByRole('checkbox', { name: 'Jonas Perrin' }).check();
  await colleagues.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(operator.log).toContainText('Mara Klein invited @Jonas Perrin');
  await expect(widget.window).toContainText('Jonas Perrin joined');
  await expect(jonas.row('A difficult question')).toBeVisible();

  await operator.page.getByRole('button', { name: 'Leave', exact: true }).last().click();
  await expect(operator.log).toContainText('You left');
  await expect(widget.window).toContainText('Mara Klein left');
  await expect(widget.input).toBeEditable();
});

test('what nobody answered says how it went, and an administrator corrects it', async ({ visitor, operator, operatorOf }) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('Anybody?');
  await operator.openConversation('Anybody?');
  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();

  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  await expect(panel).toContainText('The operator who had it never wrote.');
  const outcome = panel.getByRole('combobox', { name: 'Change the outcome' });
  await expect(outcome).toHaveValue('no_answer');
  await expectAccessible(operator.page);

  const jonas = await operatorOf(JONAS);
  await jonas.openConversation('Anybody?');
  const his = jonas.page.getByRole('complementary', { name: 'Information' });
  await expect(his).toContainText('No Answer');
  await expect(his.getByRole('combobox', { name: 'Change the outcome' })).toHaveCount(0);

  await outcome.selectOption('success');
  await expect(his).toContainText(/Mara Klein changed it on/);
  await expect(his).toContainText('Success');
});

test('the panel folds away, and stays so', async ({ visitor, operator }) => {
  await visitor.widget.open();
  await visitor.widget.say('Hello');
  await operator.openConversation('Hello');
  const { page } = operator;
  const panel = page.getByRole('complementary', { name: 'Information' });
  const toggle = page.getByRole('button', { name: 'Show or hide information' });
  await expect(panel).toBeVisible();
  await expect(panel).toContainText('This is the visitor’s first conversation.');
  const kept = page.waitForResponse(/conversation\/panel/);
  await toggle.click();
  await expect(panel).toBeHidden();
  await kept;
  await page.reload();
  await operator.ready();
  await expect(operator.log).toContainText('Hello');
  await expect(panel).toBeHidden();

  await page.setViewportSize({ width: 390, height: 780 });
  await expect(toggle).toHaveAttribute('aria-expanded', 'false');
  await toggle.click();
  await expect(panel).toBeVisible();
  await expectAccessible(page);
  await picture(page, 'panel-phone');
  await panel.getByRole('button', { name: 'Close' }).click();
  await expect(panel).toBeHidden();
  await expect(toggle).toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 780 } });

  test('one leaves a conversation by its panel', async ({ operator, visitorOf }) => {
    const { widget } = await visitorOf('/');
    await widget.open();
    await widget.say('A difficult question');
    await operator.openConversation('A difficult question');
    const { page } = operator;
    const leave = page.getByRole('button', { name: 'Leave', exact: true });
    await expect(leave).toHaveCount(0);
    await page.getByRole('button', { name: 'Show or hide information' }).click();
    await expectAccessible(page);
    await picture(page, 'panel-phone-leave');
    await leave.click();
    await expect(operator.log).toContainText('You left');
    await expect(widget.window).toContainText('Mara Klein left');
    await expect(page.getByRole('complementary', { name: 'Information' })).toBeHidden();
    await expect(operator.log).toBeFocused();
    await page.getByRole('button', { name: 'Show or hide information' }).click();
    await expect(leave).toHaveCount(0);
  });
});
