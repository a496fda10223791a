// Whoever has no console open is notified by his browser's push service.

import type { BrowserContext, Page } from '@playwright/test';
import { expectAccessible } from '../fixtures/axe';
import type { Console } from '../fixtures/console';
import { MARA } from '../fixtures/people';
import { PushService } from '../fixtures/push';
import { expect, picture, test as base } from '../fixtures/test';

// A closed console counts as open for 15 seconds, and it is looked every two.
const PUSHED_WITHIN = 40_000;

const test = base.extend<{ pushService: PushService }>({
  pushService: async ({}, use) => {
    const service = await PushService.start();
    await use(service);
    await service.stop();
  },

  settings: async ({ pushService }, use) => use({ PORCHLIGHT_PUSH_SERVICES: pushService.url }),
});

/** The browser asks the story's push service, since no other can be reached. */
async function subscribeHere(context: BrowserContext, { subscription }: PushService): Promise<void> {
  await context.grantPermissions(['notifications']);
  await context.addInitScript((told) => {
    PushManager.prototype.subscribe = async () => ({ ...told, toJSON: () => told }) as unknown as PushSubscription;
  }, subscription);
}

async function switchOn(operator: Console): Promise<void> {
  await operator.goto('/preferences');
  const toggle = operator.page.getByRole('switch', { name: 'Also while no console is open' });
  await expect(toggle).not.toBeChecked();
  await toggle.click();
  await expect(operator.page.getByText('This browser notifies you while no console is open.')).toBeVisible();
  await expect(toggle).toBeChecked();
}

/** The address of the page's service worker, once it is at work. */
async function serviceWorkerOf(page: Page): Promise<string | undefined> {
  return page.evaluate(async () => (await navigator.serviceWorker.ready).active?.scriptURL);
}

test('an operator who has closed his console is notified of what a visitor writes', async ({
  operatorOf,
  visitorOf,
  pushService,
  server,
}) => {
  const operator = await operatorOf(MARA);
  const context = operator.page.context();
  await subscribeHere(context, pushService);
  await switchOn(operator);
  expect(await serviceWorkerOf(operator.page)).toBe(`${server.url}/service-worker.js`);
  await picture(operator.page, 'push-on');
  await expectAccessible(operator.page);
  await operator.goto('/inbox');

  const { widget } = await visitorOf('/');
  await widget.open();
  await widget.say('Is the large grinder in stock?');
  await operator.openConversation('Is the large grinder in stock?');
  await operator.say('One moment');
  await widget.shows('One moment');
  const conversation = new URL(operator.page.url()).pathname.split('/').at(-1);
  await operator.page.close();
  await widget.say('The black one');
  const bodies = () => pushService.received.map(({ notice }) => notice.body);
  await expect.poll(bodies, { timeout: PUSHED_WITHIN }).toEqual(['The black one']);
  const [push] = pushService.received;
  expect(push?.notice).toMatchObject({ title: expect.stringMatching(/^Visitor \d+$/), conversation });
  expect(push?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', urgency: 'high' });
});

test('who switches it off again is not notified, and a console tells that it is off', async ({ operatorOf, pushService }) => {
  const operator = await operatorOf(MARA);
  await subscribeHere(operator.page.context(), pushService);
  await switchOn(operator);
  await operator.page.reload();
  await operator.ready();
  const toggle = operator.page.getByRole('switch', { name: 'Also while no console is open' });
  await expect(toggle).toBeChecked();
  await toggle.click();
  await expect(operator.page.getByText('This browser notifies you no more while no console is open.')).toBeVisible();
  await operator.page.reload();
  await operator.ready();
  await expect(toggle).not.toBeChecked();
});

test('a push is shown unless a console is seen, and a click on it leads there', async ({ operatorOf, visitorOf, pushService }) => {
  const operator = await operatorOf(MARA);
  const context = operator.page.context();
  await subscribeHere(context, pushService);
  await switchOn(operator);
  await serviceWorkerOf(operator.page);
  const { widget } = await visitorOf('/');
  await widget.open();
  await widget.say('Is the lever replaceable?');
  await operator.goto('/inbox');
  await operator.openConversation('Is the lever replaceable?');
  const conversation = new URL(operator.page.url()).pathname.split('/').at(-1) ?? '';
  await operator.goto('/inbox');

  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  await worker.evaluate(() => {
    const shown: string[] = [];
    const { registration } = self as unknown as { registration: ServiceWorkerRegistration };
    Object.assign(self, { shown });
    registration.showNotification = async (title, { tag = '' } = {}) => {
      shown.push(`${title} ${tag}`);
    };
  });
  const pushed = () =>
    worker.evaluate(async (conversation) => {
      const notice = { title: 'Visitor', body: 'Hello', conversation, icon: '' };
      const waited: Promise<unknown>[] = [];
      const event = Object.assign(new Event('push'), {
        data: { json: () => notice },
        waitUntil: (promise: Promise<unknown>) => void waited.push(promise),
      });
      self.dispatchEvent(event);
      await Promise.all(waited);
      return (self as unknown as { shown: string[] }).shown;
    }, conversation);
  expect(await pushed(), 'the console is seen').toEqual([]);
  await operator.page.goto('/healthz');
  expect(await pushed()).toEqual([`Visitor ${conversation}`]);

  await operator.goto('/inbox');
  const click = () =>
    worker.evaluate(async (conversation) => {
      const { clients } = self as unknown as { clients: { matchAll: (options: object) => Promise<{ postMessage: (told: object) => void }[]> } };
      const [console] = await clients.matchAll({ type: 'window', includeUncontrolled: true });
      console?.postMessage({ conversation });
    }, conversation);
  // A console hears of it once it has told where it takes pushes.
  await expect(async () => {
    await click();
    await expect(operator.page).toHaveURL(new RegExp(`/inbox/${conversation}$`), { timeout: 1_000 });
  }).toPass();
  await operator.shows('Is the lever replaceable?');
});

test('the console can be put on a Home Screen, with an icon', async ({ operator }) => {
  const { page } = operator;
  await operator.goto('/inbox');
  const told = await page.evaluate(async () => {
    const address = (selector: string) => document.querySelector<HTMLLinkElement>(selector)?.href ?? '';
    const size = async (src: string) => {
      const icon = new Image();
      icon.src = src;
      await icon.decode();
      return [icon.naturalWidth, icon.naturalHeight];
    };
    const { start_url, icons } = await (await fetch(address('link[rel=manifest]'))).json();
    return { start_url, icon: await size(icons[0].src), touched: await size(address('link[rel=apple-touch-icon]')) };
  });
  expect(told).toEqual({ start_url: '/inbox', icon: [512, 512], touched: [512, 512] });
});
