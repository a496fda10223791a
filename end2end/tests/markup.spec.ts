// The HTML that the server sends is valid before any script has run.

import { HtmlValidate } from 'html-validate';
import { expect, test } from '../fixtures/test';
import { Console } from '../fixtures/console';

const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    // Leptos marks places with comments, writes void elements its own way and quotes only where it must.
    'void-style': 'off',
    'doctype-style': 'off',
    'no-trailing-whitespace': 'off',
    'attr-quotes': 'off',
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    'no-inline-style': 'error',
    'long-title': 'off',
    // Subresources come from the same binary.
    'require-sri': 'off',
  },
});

async function expectValid(html: string, name: string): Promise<void> {
  // Places that the framework marks with a comment in its shortest form, which the validator cannot read.
  const report = await validator.validateString(html.replaceAll('<!>', ''), name);
  const faults = report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, message, line, column }) => `${name}:${line}:${column} ${ruleId}: ${message}`),
  );
  expect(faults).toEqual([]);
}

test('the pages for everybody are valid', async ({ server, operator }) => {
  void operator;
  for (const path of ['/sign-in', '/sign-in?problem=wrong', '/chat/website', '/embed/website', '/chat/nothing-here', '/chat/website/resume', '/letters/nothing-here']) {
    await expectValid(await (await fetch(`${server.url}${path}`)).text(), path);
  }
  for (const path of ['/', '/products.html', '/product.html', '/contact.html', '/fr.html', '/ar.html']) {
    await expectValid(await (await fetch(`${server.demoUrl}${path}`)).text(), path);
  }
});

test('the set-up page is valid', async ({ emptyServer: server }) => {
  await expectValid(await (await fetch(server.setupLink)).text(), '/setup');
});

test('the pages of the console are valid', async ({ operator, visitor }) => {
  const get = async (path: string) => (await operator.page.context().request.get(path)).text();
  await expectValid(await get('/inbox'), '/inbox');
  await visitor.widget.open();
  await visitor.widget.say('One & two < three "quoted"');
  await operator.openConversation('One & two');
  await operator.say('Four > three');
  await visitor.widget.shows('Four > three');
  await expectValid(await get('/inbox'), '/inbox');
  await expectValid(await get(new URL(operator.page.url()).pathname), '/inbox/{conversation}');
  for (const path of ['/preferences', '/preferences/password', '/preferences/sessions', '/nothing-here']) {
    await expectValid(await get(path), path);
  }
});

test('the inbox and a conversation can be read before any script has run', async ({ operator, visitor, browserOf, server }) => {
  await visitor.widget.open();
  await visitor.widget.say('Written for the server to render');
  await operator.openConversation('Written for the server to render');
  const path = new URL(operator.page.url()).pathname;
  const context = await browserOf('Mara without scripts', {
    baseURL: server.url,
    javaScriptEnabled: false,
    storageState: await operator.page.context().storageState(),
  });
  const plain = new Console(await context.newPage());
  await plain.page.goto('/inbox');
  await expect(plain.row('Written for the server to render')).toBeVisible();
  await plain.page.goto(path);
  await plain.shows('Written for the server to render');
});
