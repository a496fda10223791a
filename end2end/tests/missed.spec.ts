// A visitor who left an address is away when he is answered: a letter brings him back.

import type { Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import type { Console } from '../fixtures/console';
import { MailServer, setMailServer } from '../fixtures/mail';
import { expect, picture, test as base } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

const PHONE = { width: 390, height: 780 };

const test = base.extend<{ mail: MailServer }>({
  mail: async ({}, use) => {
    const mail = await MailServer.start();
    await use(mail);
    await mail.stop();
  },
});

/** Letters go by this server, and after the least time for which something may be unread. */
async function mailWithinAMinute(operator: Console, mail: MailServer): Promise<void> {
  const { page } = operator;
  const save = page.getByRole('button', { name: 'Save', exact: true });
  await setMailServer(operator, mail.port);
  await save.click();
  await expect(page.getByText('Saved.').first()).toBeVisible();
  await operator.goto('/settings/conversations');
  const minutes = page.getByLabel('E-mail visitors what they missed after');
  await expect(minutes).toHaveValue('10');
  for (const wrong of ['0', '721']) {
    await minutes.fill(wrong);
    await save.click();
    await expect(minutes).toHaveAttribute('aria-invalid', 'true');
    await expect(minutes).toHaveValue(wrong);
  }
  await expectAccessible(page);
  await picture(page, 'settings-missed');
  await minutes.fill('');
  await save.click();
  await expect(page.getByText('Saved.').first()).toBeVisible();
  await page.reload();
  await operator.ready();
  await expect(minutes).toHaveValue('');
  await minutes.fill('1');
  await save.click();
  await expect(page.getByText('Saved.').first()).toBeVisible();
  await operator.goto('/inbox');
}

/** Every address that the page asks for from now on, and by which page it says that it was led there. */
function addressesOf(page: Page): string[] {
  const addresses: string[] = [];
  page.on('request', async (request) => {
    addresses.push(request.url(), (await request.allHeaders().catch(() => ({}) as Record<string, string>)).referer ?? '');
  });
  return addresses;
}

test('what a visitor missed is mailed to him, and the letter leads back into the conversation', async ({
  operator,
  visitorOf,
  browserOf,
  server,
  mail,
  troubles,
}) => {
  // Nobody may be told of a message before it has waited for a minute.
  test.setTimeout(240_000);
  troubles.allow(/status of 422|ERR_FAILED/);
  await mailWithinAMinute(operator, mail);
  const { page, widget } = await visitorOf('/');
  await widget.open();
  await widget.say('Do you sell kettles?');
  await operator.openConversation('Do you sell kettles?');
  await operator.end.click();
  await operator.dialog.getByRole('button', { name: 'End conversation' }).click();
  const email = page.getByRole('textbox', { name: 'Receive a copy of this conversation' });
  await email.fill('ada@customers.example');
  await email.press('Enter');
  await expect(widget.window).toContainText('A copy is on its way');
  await widget.newSession.click();
  await widget.tells('Is the red one back?');
  await page.context().close();

  await operator.openConversation('Is the red one back?');
  await operator.say('It came this morning.');
  await expect(operator.log).toContainText('was away and got what was missed by e-mail', { timeout: 100_000 });
  await picture(operator.page, 'missed-told');
  const link = await mail.linkFor('ada@customers.example', '/chat/website/resume#');
  const letter = mail.letters.at(-1);
  expect(letter?.subject).toBe('Mara Klein from Porchlight wrote to you');
  expect(letter?.text).toContain('It came this morning.');
  expect(letter?.text).not.toContain('Is the red one back?');
  const paper = await (await browserOf('mail program')).newPage();
  await paper.setContent(letter?.html || '');
  await picture(paper, 'missed-letter');

  // On another machine, where the server cannot be reached at first.
  const phone = await browserOf('visitor on a phone', { viewport: PHONE, colorScheme: 'dark' });
  const back = await phone.newPage();
  const addresses = addressesOf(back);
  await back.route('**/widget/resume', (route) => route.abort());
  await back.goto(link);
  const again = back.getByRole('button', { name: 'Try again' });
  await expect(again).toBeVisible();
  await expectAccessible(back);
  await picture(back, 'resume-failed-phone-dark');
  await back.unroute('**/widget/resume');
  await again.click();
  const chat = new Widget(back);
  await chat.shows('It came this morning.');
  await chat.shows('Is the red one back?');
  await expect(chat.log).not.toContainText('by e-mail');
  await picture(back, 'resumed-phone-dark');
  await chat.say('I take it.');
  await operator.shows('I take it.');
  const secret = link.split('#')[1] ?? 'none';
  expect(back.url()).toBe(`${server.url}/chat/website`);
  expect(addresses.filter((address) => address.includes(secret) && address !== link)).toEqual([]);
  await back.reload();
  await chat.shows('I take it.');

  // Followed once more where he is in it already, it changes nothing.
  await back.goto(link);
  await chat.shows('I take it.');

  const out = await mail.linkFor('ada@customers.example', '/letters/');
  await back.goto(out);
  const decline = back.getByRole('button', { name: 'Get no more e-mails' });
  await expect(decline).toBeVisible();
  await expectAccessible(back);
  await picture(back, 'decline-phone-dark');
  await expect(operator.log).not.toContainText('wants no more e-mails');
  await decline.click();
  await expect(back.getByRole('heading')).toHaveText('You get no more e-mails about this conversation');
  await picture(back, 'declined-phone-dark');
  await expect(operator.log).toContainText('wants no more e-mails about this conversation');
});

test('a link that is no longer good says so, and leads to the chat', async ({ operator, browserOf, server, troubles }) => {
  void operator;
  troubles.allow(/status of 404/);
  const page = await (await browserOf('visitor')).newPage();
  await page.goto(`${server.url}/chat/website/resume#nothing`);
  await expect(page.getByRole('heading', { name: 'This link is no longer good' })).toBeVisible();
  await expect(page).toHaveURL(`${server.url}/chat/website/resume`);
  await expectAccessible(page);
  await picture(page, 'resume-gone');
  await page.getByRole('link', { name: 'Open the chat' }).click();
  await expect(new Widget(page).input).toBeVisible();

  const french = await (await browserOf('visitor in French', { locale: 'fr-FR', viewport: PHONE })).newPage();
  await french.goto(`${server.url}/chat/website/resume`);
  await expect(french.getByRole('heading', { name: 'Ce lien n’est plus valable' })).toBeVisible();
  await expectAccessible(french);
  await picture(french, 'resume-gone-phone-fr');
  expect((await french.goto(`${server.url}/letters/nothing`))?.status()).toBe(404);
  await expect(french.getByRole('heading', { name: 'Ce lien ne mène nulle part' })).toBeVisible();
  await picture(french, 'letters-missing-phone-fr');
});
