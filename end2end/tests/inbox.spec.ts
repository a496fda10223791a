// The list of conversations: what waits in it, and what it shows.

import { expect, test } from '../fixtures/test';

test('a channel says over its conversations how many of them wait', async ({ operator, visitorOf }) => {
  const waiting = (words: string) => operator.list.getByText(words, { exact: true });
  const first = await visitorOf('/');
  await first.widget.open();
  await first.widget.say('Is the large grinder in stock?');
  await expect(waiting('1 conversation waits for you')).toBeAttached();
  const second = await visitorOf('/contact.html');
  await second.widget.open();
  await second.widget.say('Do you repair levers?');
  await expect(waiting('2 conversations wait for you')).toBeAttached();
  // Conversations count, not what was said in them.
  await second.widget.say('Old ones too?');
  await expect(operator.row('Old ones too?')).toContainText('2 unread messages');
  await expect(waiting('2 conversations wait for you')).toBeAttached();

  await operator.openConversation('Old ones too?');
  await expect(waiting('1 conversation waits for you')).toBeAttached();
  await operator.openConversation('Is the large grinder in stock?');
  await expect(waiting('1 conversation waits for you')).toHaveCount(0);
});

test('a conversation that is over says so also while something in it is unread', async ({ operator, visitor: { page: shop, widget } }) => {
  await widget.open();
  await widget.say('Never mind');
  const row = operator.row('Never mind');
  await expect(row).toContainText('1 unread message');
  await expect(row).not.toContainText('Ended');
  await widget.close.click();
  await shop.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(row).toContainText('Ended');
  await expect(row).toContainText('1 unread message');
});

test('what the list shows stands in the address, and one comes back to it', async ({ operator, visitorOf }) => {
  const { page } = operator;
  for (const words of ['First question', 'Second question']) {
    const { widget } = await visitorOf('/');
    await widget.open();
    await widget.say(words);
    await expect(operator.row(words)).toBeVisible();
  }
  await operator.openConversation('First question');
  await operator.shows('First question');
  const show = (name: RegExp) => page.getByRole('group', { name: 'Show' }).getByRole('link', { name });
  await show(/^Unread/).click();
  await expect(page).toHaveURL(/\/inbox\/[^?]+\?show=unread$/);
  // The open one stays in sight until another one is opened.
  await expect(operator.rows).toHaveCount(2);
  await operator.openConversation('Second question');
  await operator.shows('Second question');
  await expect(operator.row('First question')).toHaveCount(0);
  await expect(page).toHaveURL(/\?show=unread$/);

  await page.reload();
  await operator.ready();
  await expect(show(/^Unread/)).toHaveAttribute('aria-current', 'true');
  await expect(operator.rows).toHaveCount(1);
  await page.getByRole('link', { name: 'Channels' }).click();
  await expect(page).toHaveURL(/\/channels$/);
  await page.goBack();
  await expect(page).toHaveURL(/\?show=unread$/);
  await expect(operator.rows).toHaveCount(1);
  await show(/^All/).click();
  await expect(page).toHaveURL(/\/inbox\/[^?]+$/);
  await expect(operator.rows).toHaveCount(2);
});

test('the title of every page counts what waits', async ({ operator, visitor }) => {
  const { page } = operator;
  await expect(page).toHaveTitle(/^Inbox · /);
  await visitor.widget.open();
  await visitor.widget.say('Anybody there?');
  await expect(page).toHaveTitle(/^\(1\) Inbox · /);
  await page.getByRole('link', { name: 'Channels' }).click();
  await expect(page).toHaveTitle(/^\(1\) Channels · /);
  // As the server wrote it, and as the browser takes it over.
  await page.reload();
  await expect(page).toHaveTitle(/^\(1\) Channels · /);
  await operator.ready();
  await expect(page).toHaveTitle(/^\(1\) Channels · /);

  await page.getByRole('button', { name: /^Chat with .*1 unread message$/ }).click();
  await expect(page).toHaveTitle(/^Channels · /);
});
