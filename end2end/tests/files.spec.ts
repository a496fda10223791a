// Files in a conversation, both ways: chosen, dropped, pasted; pictures in their place, the rest to be downloaded.

import type { Download, Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../fixtures/axe';
import { BLUE, expectColour, RED } from '../fixtures/colour';
import { tabTo } from '../fixtures/focus';
import { JONAS } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

/** What the browser says by itself of an answer that refuses. */
const REFUSED = /Failed to load resource: the server responded with a status of (413|415|503)/;
const PDF = Buffer.from('%PDF-1.7 an invoice');

interface Sent {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

const pdf = (name: string): Sent => ({ name, mimeType: 'application/pdf', buffer: PDF });

/** A picture of one colour. */
async function drawing(page: Page, colour: string, width = 600, height = 300): Promise<Sent> {
  const drawn = await page.context().newPage();
  await drawn.setContent(`<body style="background: ${colour}">`);
  const buffer = await drawn.screenshot({ clip: { x: 0, y: 0, width, height } });
  await drawn.close();
  return { name: `${colour}.png`, mimeType: 'image/png', buffer };
}

async function choose(page: Page, files: Sent[]): Promise<void> {
  const asked = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Attach files' }).click();
  await (await asked).setFiles(files);
}

/** Drops or pastes a file. */
async function give(target: Locator, how: 'drop' | 'paste', { name, mimeType, buffer }: Sent): Promise<void> {
  await target.evaluate(
    (element, { how, name, mimeType, bytes }) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([new Uint8Array(bytes)], name, { type: mimeType }));
      const common = { bubbles: true, cancelable: true, composed: true };
      if (how === 'drop') {
        element.dispatchEvent(new DragEvent('dragover', { ...common, dataTransfer: transfer }));
        element.dispatchEvent(new DragEvent('drop', { ...common, dataTransfer: transfer }));
      } else {
        element.dispatchEvent(new ClipboardEvent('paste', { ...common, clipboardData: transfer }));
      }
    },
    { how, name, mimeType, bytes: [...buffer] },
  );
}

async function content(download: Promise<Download>): Promise<string> {
  return readFile(await (await download).path(), 'utf8');
}

test('a visitor sends a picture, the operator sees it in its place, and an answer with a file comes back', async ({ operator, visitorOf }) => {
  const { page: shop, widget } = await visitorOf('/');
  await widget.open();
  await widget.say('It arrived broken');
  await choose(shop, [await drawing(shop, 'red')]);
  const own = widget.log.getByRole('img', { name: 'red.png' });
  await expect(own).toBeVisible();
  await expectColour(own, RED);

  const { page } = operator;
  await operator.openConversation('red.png');
  const shown = operator.log.getByRole('img', { name: 'red.png' });
  await expect(shown).toBeVisible();
  await expectColour(shown, RED);
  expect(await shown.evaluate((image) => [image.clientWidth, image.clientHeight])).toEqual([320, 160]);

  // Wherever on the page it is dropped.
  await give(operator.log, 'drop', pdf('Return label.pdf'));
  await expect(operator.log.getByRole('link', { name: /Return label\.pdf/ })).toBeVisible();
  const file = widget.log.getByRole('button', { name: /Return label\.pdf/ });
  await expect(file).toBeVisible();
  const download = shop.waitForEvent('download');
  await file.click();
  expect((await download).suggestedFilename()).toBe('Return label.pdf');
  expect(await content(download)).toBe(PDF.toString());

  const hers = page.waitForEvent('download');
  await operator.log.getByRole('link', { name: /Return label\.pdf/ }).click();
  expect(await content(hers)).toBe(PDF.toString());
  await expectAccessible(page);
  await expectAccessible(shop);
  await picture(page, 'files-console');
  await picture(shop, 'files-widget');

  // What is taken back is gone on both sides.
  const message = operator.log.getByRole('article').filter({ hasText: 'Return label.pdf' });
  await message.hover();
  await expect(message.getByRole('button', { name: 'Edit' })).toHaveCount(0);
  await message.getByRole('button', { name: 'Delete' }).click();
  await operator.dialog.getByRole('button', { name: 'Delete' }).click();
  await expect(file).toHaveCount(0);
  await expect(operator.log).toContainText('Message deleted');
});

test('files chosen before the first message wait for it, and are then sent', async ({ operator, visitor: { page: shop, widget } }) => {
  await widget.open();
  await choose(shop, [pdf('Bill.pdf'), pdf('Second thoughts.pdf')]);
  const uploads = widget.window.locator('.uploads');
  await expect(uploads.getByRole('listitem')).toHaveCount(2);
  await expect(uploads.getByRole('alert').first()).toHaveText('It will be sent with your first message.');
  await expect(uploads.getByRole('progressbar')).toHaveCount(0);
  await expectAccessible(shop);
  await picture(shop, 'files-widget-waiting');
  await widget.window.getByRole('button', { name: 'Do not send Second thoughts.pdf' }).click();
  await widget.say('Why is it so much?');
  await expect(widget.log.getByRole('button', { name: /Bill\.pdf/ })).toBeVisible();
  await expect(uploads.getByRole('listitem')).toHaveCount(0);
  await operator.openConversation('Bill.pdf');
  await operator.shows('Why is it so much?');
  await expect(operator.log.getByRole('link', { name: /Bill\.pdf/ })).toBeVisible();
  await expect(operator.log.getByRole('link', { name: /Second thoughts/ })).toHaveCount(0);
});

test('what is pasted is sent, and a reload shows it again', async ({ operator, visitor: { page: shop, widget } }) => {
  await widget.open();
  await widget.say('Look at this');
  await operator.openConversation('Look at this');
  await operator.reply.fill('not yet sent');
  await give(operator.reply, 'paste', await drawing(operator.page, 'blue', 40, 30));
  const shown = operator.log.getByRole('img', { name: 'blue.png' });
  await expect(shown).toBeVisible();
  expect(await shown.evaluate((image) => [image.clientWidth, image.clientHeight])).toEqual([40, 30]);
  await expect(operator.reply).toHaveValue('not yet sent');
  await widget.input.fill('half a sentence');
  await give(widget.input, 'paste', await drawing(shop, 'red', 30, 40));
  await expect(widget.log.getByRole('img', { name: 'red.png' })).toBeVisible();
  await expect(widget.input).toHaveValue('half a sentence');
  await give(widget.log, 'drop', pdf('Receipt.pdf'));
  await expect(widget.log.getByRole('button', { name: /Receipt\.pdf/ })).toBeVisible();
  await shop.reload();
  const blue = widget.log.getByRole('img', { name: 'blue.png' });
  await expect(blue).toBeVisible();
  await expectColour(blue, BLUE);
  await operator.page.reload();
  await expect(operator.log.getByRole('img', { name: 'red.png' })).toBeVisible();
});

test('what is too large or lies gets a sentence, and nothing is lost', async ({ operator, visitor: { page: shop, widget }, troubles }) => {
  troubles.allow(REFUSED);
  await widget.open();
  await widget.say('Here is my drawing');
  await operator.openConversation('Here is my drawing');
  const { page } = operator;
  const svg: Sent = { name: 'logo.svg', mimeType: 'image/svg+xml', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') };
  const liar: Sent = { name: 'photo.png', mimeType: 'image/png', buffer: svg.buffer };
  const large: Sent = { name: 'film.pdf', mimeType: 'application/pdf', buffer: Buffer.alloc(10_000_001, ' ') };
  const files = page.getByRole('list', { name: 'Files' });
  await operator.reply.fill('Thank you for');
  await choose(page, [svg, liar, large]);
  const problems = files.getByRole('alert');
  await expect(problems).toHaveCount(3);
  await expect(files.getByRole('listitem').filter({ hasText: 'film.pdf' })).toContainText('It is larger than 10 MB.');
  for (const name of ['logo.svg', 'photo.png']) {
    await expect(files.getByRole('listitem').filter({ hasText: name })).toContainText('This kind of file is not taken');
  }
  await expect(operator.reply).toHaveValue('Thank you for');
  await expectAccessible(page);
  await picture(page, 'files-refused');
  for (const name of ['logo.svg', 'photo.png', 'film.pdf']) {
    await files.getByRole('button', { name: `Do not send ${name}` }).click();
  }
  await expect(files).toHaveCount(0);

  await widget.input.fill('half a sentence');
  await choose(shop, [liar, large]);
  await expect(widget.window.locator('.uploads')).toContainText('It is larger than 10 MB.');
  await expect(widget.window.locator('.uploads')).toContainText('This kind of file is not taken');
  await expect(widget.input).toHaveValue('half a sentence');
  await expectAccessible(shop);
  await picture(shop, 'files-widget-refused');
  for (const name of ['photo.png', 'film.pdf']) {
    await widget.window.getByRole('button', { name: `Do not send ${name}` }).click();
  }
  await expect(widget.window.locator('.uploads li')).toHaveCount(0);
});

test('what did not arrive is kept and sent again', async ({ operator, visitor: { page: shop, widget }, troubles }) => {
  troubles.allow(REFUSED);
  await widget.open();
  await widget.say('My connection is bad');
  await operator.openConversation('My connection is bad');
  for (const { page, path, sees } of [
    { page: operator.page, path: '**/console/conversations/*/files?*', sees: operator.log.getByRole('link', { name: /console\.pdf/ }) },
    { page: shop, path: '**/widget/files?*', sees: widget.log.getByRole('button', { name: /widget\.pdf/ }) },
  ]) {
    const cors = { 'access-control-allow-origin': '*' };
    await page.route(path, (route) => route.fulfill({ status: 503, headers: cors }));
    await choose(page, [pdf(page === shop ? 'widget.pdf' : 'console.pdf')]);
    await expect(page.getByText('It did not arrive. It is kept here; try again.')).toBeVisible();
    await page.unroute(path);
    await page.getByRole('button', { name: 'Retry' }).click();
    await expect(sees).toBeVisible();
  }
});

test('files need no pointer', async ({ operator, visitor: { page: shop, widget } }) => {
  await widget.open();
  await widget.say('By keyboard');
  await operator.openConversation('By keyboard');
  for (const [page, input] of [
    [operator.page, operator.reply],
    [shop, widget.input],
  ] as const) {
    await input.focus();
    await tabTo(page, page.getByRole('button', { name: 'Attach files' }));
    const asked = page.waitForEvent('filechooser');
    // A key may reach the page before the wish to hear of choosers does; an answer from the page says that it is there.
    await page.evaluate(() => null);
    await page.keyboard.press('Enter');
    await (await asked).setFiles([pdf(page === shop ? 'theirs.pdf' : 'ours.pdf')]);
  }
  const link = operator.log.getByRole('link', { name: /theirs\.pdf/ });
  await expect(link).toBeVisible();
  const download = operator.page.waitForEvent('download');
  await link.focus();
  await operator.page.keyboard.press('Enter');
  expect(await content(download)).toBe(PDF.toString());
  const button = widget.log.getByRole('button', { name: /ours\.pdf/ });
  const his = shop.waitForEvent('download');
  await button.focus();
  await shop.keyboard.press('Enter');
  expect(await content(his)).toBe(PDF.toString());
});

test('on a phone, in the dark, on a page with a strict policy', async ({ operatorOf, visitorOf }) => {
  const phone = { viewport: { width: 390, height: 844 }, colorScheme: 'dark' } as const;
  const operator = await operatorOf(JONAS, phone);
  const { page: shop, widget } = await visitorOf('/strict-csp.html', phone);
  await widget.open();
  await widget.say('From my phone');
  await choose(shop, [await drawing(shop, 'blue', 300, 900), pdf('A rather long name of an invoice that nobody reads to its end.pdf')]);
  const shown = widget.log.getByRole('img', { name: 'blue.png' });
  await expect(shown).toBeVisible();
  await expectColour(shown, BLUE);
  await expect(widget.log.getByRole('button', { name: /A rather long name/ })).toBeVisible();
  await operator.openConversation('A rather long name');
  await expect(operator.log.getByRole('img', { name: 'blue.png' })).toBeVisible();
  await picture(operator.page, 'files-console-phone');
  await picture(shop, 'files-widget-phone');
});
