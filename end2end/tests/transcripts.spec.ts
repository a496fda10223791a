// A conversation sent by e-mail, and taken along as a file.

import { readFileSync } from 'node:fs';
import { MailServer, setMailServer } from '../fixtures/mail';
import { expect, picture, test as base } from '../fixtures/test';

const test = base.extend<{ mail: MailServer }>({
  mail: async ({}, use) => {
    const mail = await MailServer.start();
    await use(mail);
    await mail.stop();
  },
});

test('a conversation is sent to the address that is typed, and downloaded', async ({ visitor, operator, mail, troubles }) => {
  // The address that is none.
  troubles.allow(/status of 422/);
  await setMailServer(operator, mail.port);
  await operator.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(operator.page.getByText('Saved.').first()).toBeVisible();
  await operator.goto('/inbox');
  const { widget } = visitor;
  await widget.open();
  await widget.say('Where is my order?');
  await operator.openConversation('Where is my order?');
  await operator.say('On its way');
  const panel = operator.page.getByRole('complementary', { name: 'Information' });
  const email = panel.getByRole('textbox', { name: 'E-mail' });
  const send = panel.getByRole('button', { name: 'Send conversation' });
  await email.fill('nobody');
  await send.click();
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toHaveValue('nobody');
  await picture(operator.page, 'panel-send');
  await email.fill('ada@example.org');
  await email.press('Enter');
  await expect(operator.page.getByText('The conversation is on its way.')).toBeVisible();
  await expect.poll(() => mail.letters.length).toBe(1);
  expect(mail.letters[0]?.text).toContain('Where is my order?');
  expect(mail.letters[0]?.text).toContain('On its way');

  const downloading = operator.page.waitForEvent('download');
  await panel.getByRole('link', { name: 'as text' }).click();
  const file = await (await downloading).path();
  expect(readFileSync(file, 'utf8')).toContain('Mara Klein:\nOn its way');
});
