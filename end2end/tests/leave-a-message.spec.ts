// While nobody is there a visitor leaves a message, and is answered by e-mail.

import { expectAccessible } from '../fixtures/axe';
import { MailServer, setMailServer } from '../fixtures/mail';
import { expect, picture, test as base, visitorsAre } from '../fixtures/test';

const test = base.extend<{ mail: MailServer }>({
  mail: async ({}, use) => {
    const mail = await MailServer.start();
    await use(mail);
    await mail.stop();
  },
});

test('a message is left while nobody is there, and answered by e-mail', async ({ operator, visitorOf, mail }) => {
  const { page } = operator;
  await setMailServer(operator, mail.port);
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.').first()).toBeVisible();

  // Nobody answers there any more, but messages can be left.
  await operator.goto('/channels');
  await page.getByRole('link', { name: 'Website' }).first().click();
  await page.getByRole('link', { name: 'Options' }).click();
  await page.getByRole('radio', { name: 'Let visitors leave a message' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.').first()).toBeVisible();
  await operator.goto('/inbox');
  const { page: shop, widget } = await visitorOf('/');
  await widget.open();
  await widget.input.fill('Do you ship to Norway?');
  await operator.list.getByRole('button', { name: /Leave/ }).click();

  // What was typed goes along into the form.
  const form = shop.getByRole('form', { name: 'Leave a message' });
  await expect(form).toBeVisible();
  await expect(widget.window).toContainText('Nobody is here right now.');
  await expect(widget.input).toHaveValue('Do you ship to Norway?');
  await expectAccessible(shop);
  await picture(shop, 'leave-a-message');

  const leave = form.getByRole('button', { name: 'Leave message' });
  await form.getByRole('textbox', { name: 'Name' }).fill('Ada L.');
  await leave.click();
  await expect(form.getByRole('alert')).toHaveText('Write an e-mail address like ada@example.org.');
  await expect(form.getByRole('textbox', { name: 'E-mail' })).toBeFocused();
  await form.getByRole('textbox', { name: 'E-mail' }).fill('ada@customers.example');
  await form.getByRole('textbox', { name: 'E-mail' }).press('Enter');
  await expect(widget.window).toContainText('Thank you. We will answer to ada@customers.example.');
  await picture(shop, 'left-message');

  await operator.openConversation('Do you ship to Norway?');
  const panel = page.getByRole('complementary', { name: 'Information' });
  await expect(panel).toContainText('ada@customers.example');
  await expect(panel).toContainText('Nobody could be given it.');
  await expect(operator.log).toContainText('Left while nobody was there');
  await expect(operator.row('Do you ship to Norway?')).toContainText('Waits for an answer by e-mail');
  const reply = page.getByRole('textbox', { name: 'Answer by e-mail' });
  await reply.fill('é'.repeat(4_003));
  await expect(page.getByText('3 characters too many')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Send by e-mail' })).toBeDisabled();
  await reply.fill('We do.');
  await expectAccessible(page);
  await picture(page, 'mail-reply');
  await page.getByRole('button', { name: 'Send by e-mail' }).click();
  await expect(operator.log).toContainText('By e-mail');
  await expect(reply).toHaveValue('');
  await expect.poll(() => mail.letters.at(-1)?.text ?? '').toContain('We do.');
  expect(mail.letters.at(-1)?.subject).toBe('Mara Klein from Porchlight answers you');
});

test('whoever comes back turns the form into a chat again, with what was typed', async ({ operator, visitorOf }) => {
  const { page } = operator;
  await operator.goto('/channels');
  await page.getByRole('link', { name: 'Website' }).first().click();
  await page.getByRole('link', { name: 'Options' }).click();
  await page.getByRole('radio', { name: 'Let visitors leave a message' }).check();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(page.getByText('Saved.').first()).toBeVisible();
  await operator.goto('/inbox');
  await operator.list.getByRole('button', { name: /Leave/ }).click();
  await expect(operator.list.getByRole('button', { name: /Join/ })).toBeVisible();

  const { page: shop, widget } = await visitorOf('/');
  await widget.launcher.click();
  const form = shop.getByRole('form', { name: 'Leave a message' });
  await expect(form).toBeVisible();
  await widget.input.fill('Is the grinder in stock?');
  await operator.list.getByRole('button', { name: /Join/ }).click();
  await expect(form).toBeHidden();
  await expect(widget.input).toHaveValue('Is the grinder in stock?');
  await widget.input.press('Enter');
  await expect(operator.row('Is the grinder in stock?')).toBeVisible();
});

test('without the option the button hides while nobody is there', async ({ server, operator, visitor }) => {
  await operator.list.getByRole('button', { name: /Leave/ }).click();
  await visitorsAre(server, 'not expected');
  await expect(visitor.widget.launcher).toBeHidden();
});
