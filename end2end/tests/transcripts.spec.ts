// A conversation sent by e-mail, and taken along as a file.

import { readFileSync } from 'node:fs';
import type { FrameLocator, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import type { Console } from '../fixtures/console';
import { tabTo } from '../fixtures/focus';
import { MailServer, setMailServer } from '../fixtures/mail';
import { JONAS, MARA } from '../fixtures/people';
import { expect, picture, test as base, type Visitor } from '../fixtures/test';
import { Widget } from '../fixtures/widget';

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
  await sendBy(operator, mail);
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
  expect(readFileSync(file, 'utf8')).toMatch(/Mara Klein:\n\d\d:\d\d  On its way/);
});

/** Letters go by this server from now on. */
async function sendBy(operator: Console, mail: MailServer): Promise<void> {
  await setMailServer(operator, mail.port);
  await operator.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(operator.page.getByText('Saved.').first()).toBeVisible();
  await operator.goto('/inbox');
}

/** The part below a conversation that is over. */
const copyOf = ({ page }: Pick<Visitor, 'page'>) => ({
  email: page.getByRole('textbox', { name: 'Receive a copy of this conversation' }),
  send: page.getByRole('button', { name: 'Send copy' }),
  download: page.getByRole('button', { name: 'Download' }),
});

/** The operator answers and ends the conversation, and the visitor has come to know it. */
async function answerAndEnd(operator: Console, visitor: Page | FrameLocator, asked: string, answer: string): Promise<void> {
  await operator.openConversation(asked);
  await operator.say(answer);
  await operator.end.click();
  await operator.dialog.getByRole('button', { name: 'End conversation' }).click();
  await expect(visitor.getByRole('textbox', { name: /^(Receive a copy|Recevoir une copie)/ })).toBeVisible();
}

async function downloaded({ page }: Pick<Visitor, 'page'>, save: () => Promise<void>): Promise<string> {
  const downloading = page.waitForEvent('download');
  await save();
  const file = await downloading;
  expect(file.suggestedFilename()).toBe('conversation.html');
  return readFileSync(await file.path(), 'utf8');
}

test('a visitor sends himself a copy when it is over, and takes it along as a file', async ({ operator, visitorOf, mail, troubles }) => {
  troubles.allow(/status of 409/);
  const visitor = await visitorOf('/', { timezoneId: 'Australia/Adelaide', locale: 'en-GB' });
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('Does the kettle whistle?');
  await operator.openConversation('Does the kettle whistle?');
  // Where the visitor is, the minutes are others as well.
  const place = operator.page.getByRole('complementary', { name: 'Information' });
  await expect(place.getByText(/\d\d:\d\d.* · Australia\/Adelaide/)).toBeVisible();
  await picture(operator.page, 'panel-local-time');
  await answerAndEnd(operator, page, 'Does the kettle whistle?', 'It sings.');
  const { email, send, download } = copyOf(visitor);

  await expect(email).toBeVisible();
  await picture(page, 'copy-ended');
  await expectAccessible(page);
  await email.fill('nobody');
  await email.press('Enter');
  await expect(email).toHaveAttribute('aria-invalid', 'true');
  await expect(email).toBeFocused();
  await email.fill('ada@example.org');
  await send.click();
  await expect(widget.window).toContainText('No e-mail can be sent from here.');
  await expect(email).toHaveValue('ada@example.org');

  await sendBy(operator, mail);
  await send.click();
  await expect(widget.window).toContainText('A copy is on its way to ada@example.org.');
  await expect.poll(() => mail.letters.length).toBe(1);
  expect(mail.letters[0]?.text).toMatch(/Does the kettle whistle\?[\s\S]+It sings\.[\s\S]+Australia\/Adelaide/);

  const html = await downloaded(visitor, () => download.click());
  expect(html).toContain('It sings.');
  expect(html).toContain('Australia/Adelaide');
  expect(html).not.toContain('<script');
});

test('the copy stands below the rating too, and is asked for by keyboard alone', async ({ visitor, operator, mail }) => {
  await sendBy(operator, mail);
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('By keyboard');
  await answerAndEnd(operator, page, 'By keyboard', 'I see');
  await widget.close.click();
  await expect(page.getByRole('radio', { name: 'Satisfied', exact: true })).toBeFocused();
  const { email, send, download } = copyOf(visitor);
  await tabTo(page, email);
  await page.keyboard.type('ben@example.org');
  await page.keyboard.press('Enter');
  await expect(widget.window).toContainText('A copy is on its way to ben@example.org.');
  await picture(page, 'copy-below-rating');
  await expectAccessible(page);
  await tabTo(page, send);
  await tabTo(page, download);
  expect(await downloaded(visitor, () => page.keyboard.press('Enter'))).toContain('I see');

  // Nothing is told of it below the next conversation.
  await widget.newSession.click();
  await widget.say('Another one');
  await answerAndEnd(operator, page, 'Another one', 'Yes');
  await expect(email).toHaveValue('ben@example.org');
  await expect(widget.window).not.toContainText('A copy is on its way');
});

test('an address that the visitor gives later stands where the conversation is sent from, unless another one is typed', async ({
  visitor,
  operator,
  operatorOf,
  mail,
}) => {
  await sendBy(operator, mail);
  const { page, widget } = visitor;
  const address = ({ page }: Console) =>
    page.getByRole('complementary', { name: 'Information' }).getByRole('textbox', { name: 'E-mail' });
  await widget.open();
  await widget.say('A copy, please');
  const jonas = await operatorOf(JONAS);
  await jonas.openConversation('A copy, please');
  await address(jonas).fill('typed@example.org');
  await answerAndEnd(operator, page, 'A copy, please', 'Gladly');
  await expect(address(operator)).toHaveValue('');
  const { email, send } = copyOf(visitor);
  await email.fill('ada@example.org');
  await send.click();
  await expect(address(operator)).toHaveValue('ada@example.org');
  await expect(jonas.page.getByRole('complementary', { name: 'Information' })).toContainText('ada@example.org');
  await expect(address(jonas)).toHaveValue('typed@example.org');
});

test('it is taken along where the page has a strict policy', async ({ operator, visitorOf }) => {
  const visitor = await visitorOf('/strict-csp.html');
  await visitor.widget.open();
  await visitor.widget.say('To be kept');
  await answerAndEnd(operator, visitor.page, 'To be kept', 'Gladly');
  expect(await downloaded(visitor, () => copyOf(visitor).download.click())).toContain('Gladly');
});

test('it is taken along where the chat is in a frame', async ({ operator, visitorOf, troubles }) => {
  // The loader finds out by trying.
  troubles.allow(/WebAssembly|wasm-eval|unsafe-eval/);
  const visitor = await visitorOf('/no-wasm.html');
  const frame = visitor.page.frameLocator('iframe');
  await visitor.widget.launcher.click();
  await new Widget(frame).say('To be kept');
  await answerAndEnd(operator, frame, 'To be kept', 'Gladly');
  const download = frame.getByRole('button', { name: 'Download' });
  expect(await downloaded(visitor, () => download.click())).toContain('Gladly');
});

test.describe('on a phone in the dark', () => {
  test.use({ viewport: { width: 390, height: 780 }, colorScheme: 'dark' });

  test('rating and copy have room, in French too', async ({ operatorOf, visitorOf }) => {
    const operator = await operatorOf(MARA, { viewport: { width: 1440, height: 900 } });
    const { page } = await visitorOf('/fr.html');
    await page.getByRole('button', { name: /^Discussion/ }).click();
    const input = page.getByRole('textbox', { name: 'Message', exact: true });
    await input.fill('Depuis un téléphone');
    await input.press('Enter');
    await answerAndEnd(operator, page, 'Depuis un téléphone', 'Bien reçu');
    await page.getByRole('button', { name: 'Fermer', exact: true }).click();
    await page.getByRole('radio', { name: 'Insatisfait' }).check();
    await picture(page, 'copy-phone-dark');
    await page.getByRole('button', { name: 'Télécharger' }).scrollIntoViewIfNeeded();
    await expectAccessible(page);
    await picture(page, 'copy-phone-dark-below');
  });
});
