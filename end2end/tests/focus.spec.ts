// The keyboard is somewhere after each action, also where what was pressed has gone.

import { JONAS } from '../fixtures/people';
import { expect, test } from '../fixtures/test';

test('who ends or leaves a conversation goes on at what was said in it', async ({ operator, visitorOf }) => {
  const first = await visitorOf('/');
  await first.widget.open();
  await first.widget.say('First question');
  await operator.openConversation('First question');
  await operator.page.getByRole('button', { name: 'Leave', exact: true }).last().click();
  await expect(operator.log).toContainText('You left');
  await expect(operator.log).toBeFocused();

  const second = await visitorOf('/contact.html');
  await second.widget.open();
  await second.widget.say('Second question');
  await operator.openConversation('Second question');
  await operator.end.focus();
  await operator.page.keyboard.press('Enter');
  await operator.dialog.getByRole('button', { name: 'End conversation' }).click();
  await expect(operator.reply).toBeHidden();
  await expect(operator.end).toBeHidden();
  await expect(operator.log).toBeFocused();
});

test('a reply that goes away while it is written leaves the keyboard at what was said', async ({ operator, visitor: { page: shop, widget } }) => {
  await widget.open();
  await widget.say('That was all');
  await operator.openConversation('That was all');
  await operator.reply.pressSequentially('One more');
  await widget.close.click();
  await shop.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(operator.reply).toBeHidden();
  await expect(operator.log).toBeFocused();
});

test('who answers a call for help goes on at the reply', async ({ operator, operatorOf, visitor: { widget } }) => {
  await widget.open();
  await widget.say('The VAT number is refused');
  await operator.openConversation('The VAT number is refused');
  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  await panel.getByRole('button', { name: 'Looking for help' }).click();
  const jonas = await operatorOf(JONAS);
  await jonas.list.getByRole('list', { name: 'Looking for help' }).getByRole('link').click();
  const join = jonas.page.getByRole('button', { name: 'Join and help' });
  await join.click();
  await expect(join).toHaveCount(0);
  await expect(jonas.reply).toBeFocused();
});

test('who invites goes on at the button he came from', async ({ operator, operatorOf, visitor: { widget } }) => {
  await operatorOf(JONAS);
  await widget.open();
  await widget.say('A difficult question');
  await operator.openConversation('A difficult question');
  const { page } = operator;
  const button = page.getByRole('button', { name: 'Invite people' });
  await button.click();
  const colleagues = page.getByRole('dialog', { name: 'Invite people' });
  await expect(colleagues.getByRole('checkbox').first()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(colleagues).toHaveCount(0);
  await expect(button).toBeFocused();
  await button.click();
  await colleagues.getByRole('checkbox', { name: 'Jonas Perrin' }).check();
  await colleagues.getByRole('button', { name: 'Invite', exact: true }).click();
  await expect(colleagues).toHaveCount(0);
  await expect(button).toBeFocused();
});

test('who takes a tag away goes on at the field for tags', async ({ operator, visitor: { widget } }) => {
  await widget.open();
  await widget.say('I want my money back');
  await operator.openConversation('I want my money back');
  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  for (const [label, name] of [
    ['Add a tag', 'Refund'],
    ['Add expertise', 'Taxes'],
  ] as const) {
    const field = panel.getByRole('combobox', { name: label });
    await field.fill(name);
    await field.press('Enter');
    const remove = panel.getByRole('button', { name: `Remove ${name}` });
    await expect(field).toHaveValue('');
    await remove.focus();
    await operator.page.keyboard.press('Enter');
    await expect(remove).toHaveCount(0);
    await expect(field).toBeFocused();
  }
});

test('who closes a private line, gives a file up or deletes a message goes on at the reply', async ({ operator, visitor: { widget } }) => {
  await widget.open();
  await widget.say('Hello');
  await operator.openConversation('Hello');
  const { page, reply } = operator;
  await operator.say('/help');
  const notes = page.getByRole('note');
  await notes.getByRole('button', { name: 'Close' }).click();
  await expect(notes).toHaveCount(0);
  await expect(reply).toBeFocused();

  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await asked).setFiles([{ name: 'run.exe', mimeType: 'application/x-msdownload', buffer: Buffer.from('MZ') }]);
  const remove = page.getByRole('button', { name: 'Do not send run.exe' });
  await remove.click();
  await expect(remove).toHaveCount(0);
  await expect(reply).toBeFocused();

  await operator.say('Said too early');
  const message = operator.log.getByRole('article').filter({ hasText: 'Said too early' });
  await message.hover();
  await message.getByRole('button', { name: 'Delete' }).click();
  await operator.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(operator.log).toContainText('Message deleted');
  await expect(reply).toBeFocused();
});
