// The watch over the browsers itself: what it must catch is brought about in a browser that only these stories watch.

import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures/test';
import { Troubles } from '../fixtures/troubles';

const stories: [string, RegExp, (page: Page) => Promise<unknown>][] = [
  ['an error in a console of a browser', /something went wrong/, (page) => page.evaluate(() => console.error('something went wrong'))],
  [
    'an uncaught exception',
    /page error: SyntaxError/,
    (page) => page.evaluate(() => queueMicrotask(() => JSON.parse('{'))),
  ],
  [
    'a violation of a policy',
    /Content Security Policy/,
    (page) =>
      page.evaluate(() => {
        const picture = document.createElement('img');
        picture.src = 'https://elsewhere.example/picture.png';
        document.body.append(picture);
      }),
  ],
];

for (const [name, trace, trouble] of stories) {
  test(`${name} is caught`, async ({ browser, server }) => {
    const context = await browser.newContext();
    const troubles = new Troubles();
    troubles.watch(context, 'visitor');
    const page = await context.newPage();
    await page.goto(`${server.url}/sign-in`);
    troubles.check();
    await trouble(page);
    await expect
      .poll(() => troubles.told(), { message: 'the trouble is caught' })
      .toMatch(trace);
    expect(() => troubles.check()).toThrow();
    await context.close();
  });
}
