// The watch over the browsers itself: these stories pass only because they are caught.

import { test } from '../fixtures/test';

test('an error in a console of a browser is caught', async ({ browserOf, server }) => {
  test.fail();
  const page = await (await browserOf('visitor')).newPage();
  await page.goto(`${server.url}/sign-in`);
  await page.evaluate(() => console.error('something went wrong'));
});

test('an uncaught exception is caught', async ({ browserOf, server }) => {
  test.fail();
  const page = await (await browserOf('visitor')).newPage();
  await page.goto(`${server.url}/sign-in`);
  const thrown = page.waitForEvent('pageerror');
  await page.evaluate(() => queueMicrotask(() => JSON.parse('{')));
  await thrown;
});

test('a violation of a policy is caught', async ({ browserOf, server }) => {
  test.fail();
  const page = await (await browserOf('visitor')).newPage();
  await page.goto(`${server.url}/sign-in`);
  const told = page.waitForEvent('console');
  await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.__ran = 1';
    document.body.append(script);
  });
  await told;
});
