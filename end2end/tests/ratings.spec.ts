// How a visitor says it was, once it is over, and what operators see of it.

import { expectAccessible } from '../fixtures/axe';
import { tabTo } from '../fixtures/focus';
import { JONAS } from '../fixtures/people';
import { expect, picture, test, type Visitor } from '../fixtures/test';

/** The parts of the panel. */
const panel = ({ page }: Visitor) => ({
  question: page.getByRole('group', { name: 'Did we correctly answer your question?' }),
  face: (name: string) => page.getByRole('radio', { name, exact: true }),
  note: page.getByRole('textbox', { name: 'Explain your note' }),
  send: page.getByRole('button', { name: 'Send', exact: true }),
  thanks: page.getByText('Thank you for your feedback'),
  close: page.getByRole('button', { name: 'Close Conversation' }),
});

/** The visitor leaves by ✕. */
async function leave({ page, widget }: Visitor): Promise<void> {
  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
}

test('who leaves is asked how it was, and the operator sees face and comment at once', async ({ visitor, operator }) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('Is the large grinder in stock?');
  await operator.openConversation('grinder');
  await operator.say('It is, we send it today.');
  await widget.shows('It is, we send it today.');
  await leave(visitor);

  const { question, face, note, send, thanks, close } = panel(visitor);
  await expect(question).toBeVisible();
  await expect(widget.window).toContainText('This livechat conversation has ended');
  await expect(face('Satisfied')).toBeFocused();
  await expectAccessible(page);
  await picture(page, 'rating-faces');
  await face('Okay').check();
  const rating = operator.log.getByRole('article').filter({ hasText: 'rated Mara Klein' });
  await expect(rating).toContainText('Okay');
  await note.fill('It took a while');
  await picture(page, 'rating-note');
  await send.click();
  await expect(thanks).toBeVisible();
  await expect(close).toBeFocused();
  await expect(rating).toContainText('It took a while');
  await picture(operator.page, 'rating-console');
  await expectAccessible(operator.page);

  // The visitor changes his mind.
  await face('Satisfied').check();
  await expect(rating).toContainText('Satisfied');
  await expect(rating).not.toContainText('It took a while');
  await expect(thanks).toBeVisible();
  await operator.page.reload();
  await operator.ready();
  await expect(rating).toContainText('Satisfied');

  await close.click();
  await expect(widget.window).toBeHidden();
  await widget.open();
  await expect(widget.words('Is the large grinder in stock?')).toHaveCount(0);
});

test('✕ on a conversation that an operator ended opens the panel, and ✕ there closes', async ({ visitor, operator }) => {
  const { widget } = visitor;
  await widget.open();
  await widget.say('Thank you');
  await operator.openConversation('Thank you');
  await operator.say('My pleasure');
  await operator.end.click();
  await operator.dialog.getByRole('button', { name: 'End conversation' }).click();
  await expect(widget.newSession).toBeVisible();
  const { question, face } = panel(visitor);
  await expect(question).toBeHidden();
  await widget.close.click();
  await expect(question).toBeVisible();
  await face('Dissatisfied').check();
  await expect(operator.log).toContainText('Dissatisfied');

  // The next page knows what was said.
  await visitor.page.reload();
  await expect(widget.newSession).toBeVisible();
  await widget.close.click();
  await expect(face('Dissatisfied')).toBeChecked();
  await widget.close.click();
  await expect(widget.window).toBeHidden();
});

test('a rating is given by keyboard alone', async ({ visitor, operator }) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('By keyboard');
  await operator.openConversation('By keyboard');
  await operator.say('I see');
  await tabTo(page, widget.close, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const yes = page.getByRole('button', { name: 'Yes', exact: true });
  await expect(yes).toBeVisible();
  await tabTo(page, yes, 'Shift+Tab');
  await page.keyboard.press('Enter');
  const { face, note, send, thanks, close } = panel(visitor);
  await expect(face('Satisfied')).toBeFocused();
  await page.keyboard.press('Space');
  await expect(thanks).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(face('Okay')).toBeChecked();
  await tabTo(page, note);
  await page.keyboard.type('Could be quicker');
  await tabTo(page, send);
  await page.keyboard.press('Enter');
  await expect(close).toBeFocused();
  await expect(operator.log).toContainText('Could be quicker');
  await page.keyboard.press('Enter');
  await expect(widget.window).toBeHidden();
});

test('a rating that cannot be sent is said so, and sent when asked again', async ({ visitor, operator, troubles }) => {
  const { page, widget } = visitor;
  await widget.open();
  await widget.say('Hello');
  await operator.openConversation('Hello');
  await leave(visitor);
  const { face, note, send, thanks } = panel(visitor);
  await expect(face('Satisfied')).toBeVisible();
  troubles.allow(/net::ERR_FAILED|Failed to load resource/);
  await page.route('**/widget/rate', (route) => route.abort());
  await face('Okay').check();
  await expect(widget.window).toContainText('This could not be sent. Your text is kept.');
  await note.fill('Kept words');
  await send.click();
  await expect(widget.window).toContainText('This could not be sent.');
  await expect(note).toHaveValue('Kept words');
  await page.unroute('**/widget/rate');
  await send.click();
  await expect(thanks).toBeVisible();
  await expect(operator.log).toContainText('Kept words');
});

test.describe('on a phone in the dark', () => {
  test.use({ viewport: { width: 390, height: 780 }, colorScheme: 'dark' });

  test('the panel has room', async ({ visitorOf, operatorOf }) => {
    const operator = await operatorOf(JONAS, { viewport: { width: 1440, height: 900 } });
    const visitor = await visitorOf('/');
    const { page, widget } = visitor;
    await widget.open();
    await widget.say('From a phone');
    await operator.openConversation('From a phone');
    await leave(visitor);
    const { face, note, send } = panel(visitor);
    await face('Dissatisfied').check();
    await note.fill('Nobody answered');
    await expect(send).toBeInViewport();
    await expectAccessible(page);
    await picture(page, 'rating-phone-dark');
    await send.click();
    await expect(operator.log).toContainText('Nobody answered');
    await picture(operator.page, 'rating-console-dark');
  });
});
