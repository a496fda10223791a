// Points in time: near ones as a distance, and each of them exactly for who points at it.

import { expect, test } from '../fixtures/test';

test('who points at a time or a message is told when exactly', async ({ operator, visitor }) => {
  const { page } = operator;
  const { widget } = visitor;
  await widget.open();
  await widget.say('First words');
  await widget.say('Second words');
  /** As this browser tells it, where it is. */
  const exactly = (datetime: string | null) =>
    page.evaluate(
      (at) => new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium' }).format(new Date(at)),
      datetime ?? '',
    );
  const row = operator.row('Second words').locator('time');
  await expect(row).toHaveAttribute('title', await exactly(await row.getAttribute('datetime')));

  await operator.openConversation('Second words');
  const time = operator.log.locator('time').last();
  const told = await exactly(await time.getAttribute('datetime'));
  await expect(time).toHaveAttribute('title', told);
  // Of a run of messages only the last has a time below it.
  await expect(operator.words('Second words')).toHaveAttribute('title', told);
  await expect(operator.words('First words')).toHaveAttribute('title', /\d{4}.* \d{2}:\d{2}:\d{2}$/);
});

test('times are told as they are in the time zone that an operator has chosen', async ({ operator, visitor }) => {
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.say('What time is it there?');
  await operator.openConversation('What time is it there?');
  const time = operator.log.locator('time').last();
  const told = async (timeZone: string) => {
    const at = (await time.getAttribute('datetime')) ?? '';
    return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'medium', timeZone }).format(new Date(at));
  };
  const here = await page.evaluate(() => new Intl.DateTimeFormat().resolvedOptions().timeZone);
  await expect(time).toHaveAttribute('title', await told(here));

  await operator.goto('/preferences');
  await page.getByLabel('Time zone').fill('Asia/Kathmandu');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.').first()).toBeVisible();
  await page.getByRole('link', { name: 'Inbox' }).click();
  await operator.openConversation('What time is it there?');
  await expect(time).toHaveAttribute('title', await told('Asia/Kathmandu'));
  await page.reload();
  await operator.ready();
  await expect(time).toHaveAttribute('title', await told('Asia/Kathmandu'));
});
