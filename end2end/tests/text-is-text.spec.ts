// Whatever people write or sites call themselves is shown as it is and never runs.

import type { Page } from '@playwright/test';
import { MARA, signInAs } from '../fixtures/people';
import { expect, picture, test } from '../fixtures/test';

const SCRIPTS = [
  '<script>window.__ran=1</script>',
  '<img src=x onerror="window.__ran=1">',
  '<svg onload=window.__ran=1></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=window.__ran=1></style></mglyph></table></mtext></math>',
  '"><iframe srcdoc="<script>parent.__ran=1</script>"></iframe>',
  "'; window.__ran=1; //",
  '</script><script>window.__ran=1</script>',
  '</textarea><script>window.__ran=1</script>',
  '<!--<img src="--><img src=x onerror=window.__ran=1>">',
  '{{constructor.constructor("window.__ran=1")()}} ${window.__ran=1}',
  '&lt;img src=x onerror=window.__ran=1&gt; &#60;script&#62;',
  '<a href="javascript:window.__ran=1">click</a>',
  '[click](javascript:window.__ran=1)',
  '=HYPERLINK("http://evil.example","click")',
];

const LINKS = [
  'javascript:window.__ran=1',
  'java\tscript:window.__ran=1',
  'JaVaScRiPt:window.__ran=1',
  'data:text/html,<script>window.__ran=1</script>',
  'vbscript:msgbox(1)',
  'file:///etc/passwd',
  'blob:http://localhost/1',
];

async function nothingRan(...pages: Page[]): Promise<void> {
  for (const page of pages) {
    expect(await page.evaluate(() => (window as unknown as { __ran?: number }).__ran)).toBeUndefined();
  }
}

test('markup in messages is shown as it was typed, both ways', async ({ visitor, operator }) => {
  await visitor.widget.open();
  await visitor.widget.say('Look at this');
  await operator.openConversation('Look at this');
  for (const words of SCRIPTS) {
    await visitor.widget.say(words);
    await visitor.widget.shows(words);
    await operator.shows(words);
  }
  await operator.say('And now I');
  for (const words of SCRIPTS) {
    const answer = `${words} (answer)`;
    await operator.say(answer);
    await operator.shows(answer);
    await visitor.widget.shows(answer);
  }
  await nothingRan(visitor.page, operator.page);

  await operator.page.reload();
  await operator.ready();
  await visitor.page.reload();
  for (const words of SCRIPTS) {
    await operator.shows(words);
    await visitor.widget.shows(words);
  }
  await nothingRan(visitor.page, operator.page);
  await picture(operator.page, 'text-is-text');
});

test('only web, mail and telephone addresses become links', async ({ visitor, operator }) => {
  await visitor.widget.open();
  await visitor.widget.say('Addresses');
  await operator.openConversation('Addresses');
  for (const words of LINKS) {
    await visitor.widget.say(words);
    await operator.say(`${words} `);
  }
  await visitor.widget.say('See https://shop.example/a?b=1#c and write to mailto:a@shop.example');
  await operator.shows('See https://shop.example/a?b=1#c and write to mailto:a@shop.example');

  for (const log of [visitor.widget.log, operator.log]) {
    const addresses = await log.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/^(https?|mailto|tel):/);
    const link = log.getByRole('link', { name: 'https://shop.example/a?b=1#c' });
    await expect(link).toHaveAttribute('href', 'https://shop.example/a?b=1#c');
    await expect(link).toHaveAttribute('rel', /noopener/);
    await expect(link).toHaveAttribute('target', '_blank');
  }
  await nothingRan(visitor.page, operator.page);
});

test('markup in the title and address of a page is text', async ({ visitorOf, operator }) => {
  const { page, widget } = await visitorOf('/?q=<img src=x onerror=window.__ran=1>#<script>window.__ran=1</script>');
  await page.evaluate(() => (document.title = '<img src=x onerror=window.__ran=1>'));
  await widget.open();
  await widget.say('From a strange page');
  await operator.openConversation('From a strange page');
  await operator.say('Strange indeed');
  await widget.shows('Strange indeed');
  await nothingRan(page, operator.page);
  await operator.page.reload();
  await operator.ready();
  await nothingRan(operator.page);
});

test('markup in a chat name and a user name is text', async ({ visitor, operator }) => {
  const chatName = '<img src=x onerror=window.__ran=1>';
  const name = '</title><script>window.__ran=1</script>';
  await operator.goto('/preferences');
  await operator.page.getByRole('textbox', { name: 'Name', exact: true }).fill(name);
  await operator.page.getByRole('textbox', { name: 'Online Chat Name' }).fill(chatName);
  await operator.page.getByRole('button', { name: /^Save/ }).first().click();
  await expect(operator.page.getByText(/saved/i).first()).toBeVisible();
  await operator.goto('/preferences');
  await expect(operator.page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue(name);
  await operator.goto('/inbox');

  await visitor.page.reload();
  await visitor.widget.open();
  await expect(visitor.widget.window).toContainText(chatName);
  await visitor.widget.say('What a name');
  await operator.openConversation('What a name');
  await operator.say('Is it not');
  await visitor.widget.shows('Is it not');
  await expect(visitor.widget.log).toContainText(`${chatName} joined`);
  await nothingRan(visitor.page, operator.page);
});

test('markup in what a browser calls itself is text', async ({ browserOf, operator, server }) => {
  const userAgent = 'Mozilla/5.0 (<img src=x onerror=window.__ran=1>) <script>window.__ran=1</script>';
  const other = await (await browserOf('Mara elsewhere', { userAgent })).newPage();
  await signInAs(other, server.url, MARA);
  await operator.goto('/preferences/sessions');
  await expect(operator.page.getByRole('button', { name: 'Sign out everywhere else' })).toBeVisible();
  await nothingRan(operator.page, other);
});
