// The public pages of ratings: published by a slider, without what is nobody's business.

import { expectAccessible } from '../fixtures/axe';
import { expect, picture, test, type Visitor } from '../fixtures/test';

async function talk({ page, widget }: Visitor, words: string, face: string): Promise<void> {
  if (await widget.window.isHidden()) await widget.open();
  await widget.tells(words);
  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  const rated = page.waitForResponse('**/widget/rate');
  await page.getByRole('radio', { name: face, exact: true }).check();
  await rated;
  await widget.newSession.click();
  await expect(widget.input).toBeVisible();
}

test('an administrator publishes what visitors said, but for what he keeps internal', async ({ operator, visitor, browserOf, server, troubles }) => {
  await talk(visitor, 'Bad', 'Dissatisfied');
  await talk(visitor, 'Good', 'Satisfied');
  const { page } = operator;
  troubles.allow(/status of 404/);
  const public_ = await (await browserOf('somebody')).newPage();
  expect((await public_.goto(`${server.url}/livechat/website`))?.status()).toBe(404);
  await expectAccessible(public_);

  await page.goto('/livechat');
  await page.getByRole('link', { name: 'Website' }).click();
  const slider = page.getByRole('switch');
  await expect(slider).toHaveAttribute('aria-checked', 'false');
  await slider.click();
  await expect(slider).toHaveAttribute('aria-checked', 'true');
  await expectAccessible(page);
  await picture(page, 'livechat-administrator');
  // The card of the channel leads there from now on.
  await operator.goto('/channels');
  await page.getByRole('article', { name: 'Website' }).getByRole('button', { name: 'More' }).click();
  await expect(page.getByRole('menuitem', { name: 'Public page of ratings' })).toHaveAttribute('href', '/livechat/website');
  await page.keyboard.press('Escape');
  await public_.goto(`${server.url}/livechat`);
  await public_.getByRole('link', { name: 'Website' }).click();
  await expect(public_.getByText('Ratings: 2')).toBeVisible();
  await expect(public_.getByRole('switch')).toHaveCount(0);
  await expectAccessible(public_);

  await operator.goto('/sessions?rating=1');
  await page.getByRole('article').getByRole('link').click();
  const internal = page.getByRole('checkbox', { name: 'Visible Internally Only' });
  const kept = page.waitForResponse('**/api/conversation/rating-internal');
  await internal.check();
  await kept;
  await page.reload();
  await operator.ready();
  await expect(internal).toBeChecked();
  await expectAccessible(page);
  await picture(page, 'rating-internal');
  await public_.reload();
  await expect(public_.getByText('Ratings: 1')).toBeVisible();
  await expect(public_.getByText('100 %', { exact: true })).toBeVisible();
  await picture(public_, 'livechat');

  await page.goto('/livechat');
  await page.getByRole('textbox', { name: 'Page title' }).fill('x'.repeat(101));
  troubles.allow(/status of 422/);
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByText('At most 100 characters.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'Page title' })).toHaveValue('x'.repeat(101));
  await expectAccessible(page);
  await page.getByRole('textbox', { name: 'Page title' }).fill('How we do');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(page.getByRole('heading', { name: 'How we do' })).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test(`the page of a channel is accessible in ${colorScheme}, also on a phone`, async ({ operator, visitor, browserOf, server }) => {
    await talk(visitor, 'Good', 'Satisfied');
    const { page } = operator;
    await page.goto('/livechat/website');
    await page.getByRole('switch').click();
    const reader = await (await browserOf('somebody', { colorScheme, viewport: { width: 390, height: 780 } })).newPage();
    for (const path of ['/livechat', '/livechat/website', '/livechat/website/embed']) {
      await reader.goto(`${server.url}${path}`);
      await expectAccessible(reader);
      const isWider = await reader.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect(isWider, path).toBe(false);
      await picture(reader, `livechat-${colorScheme}`);
    }
  });
}
