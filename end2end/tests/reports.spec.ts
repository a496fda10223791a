// The reports: what their graphs, tables and lists tell is what happened, and the address is the whole state.

import type { Locator, Page } from '@playwright/test';
import { readFile } from 'node:fs/promises';
import { expectAccessible } from '../fixtures/axe';
import { JONAS } from '../fixtures/people';
import { expect, picture, test, type Visitor } from '../fixtures/test';

/** A visitor says something, leaves, and rates it or not. */
async function talk(visitor: Visitor, words: string, face?: string): Promise<void> {
  const { page, widget } = visitor;
  if (await widget.window.isHidden()) await widget.open();
  await widget.tells(words);
  await widget.close.click();
  await page.getByRole('button', { name: 'Yes', exact: true }).click();
  await expect(page.getByRole('radio', { name: 'Satisfied', exact: true })).toBeVisible();
  if (face !== undefined) {
    const rated = page.waitForResponse('**/widget/rate');
    await page.getByRole('radio', { name: face, exact: true }).check();
    await rated;
  }
  await widget.newSession.click();
  await expect(widget.input).toBeVisible();
}

const graph = (page: Page): Locator => page.getByRole('group', { name: 'Graph', exact: true });
const number = (page: Page, name: string): Locator => page.locator('.numbers__number').filter({ hasText: name }).locator('dd');
const pivot = (page: Page): Locator => page.getByRole('region', { name: 'Pivot' }).getByRole('table');

test('a graph tells exact values, its legend switches series, and its bars open their sessions', async ({ operator, visitor }) => {
  await talk(visitor, 'The first');
  await talk(visitor, 'The second', 'Satisfied');
  await talk(visitor, 'The third', 'Dissatisfied');
  const { page } = operator;
  await page.getByRole('link', { name: 'Reports' }).click();
  await expect(page.getByRole('heading', { name: 'Reports' })).toBeVisible();
  await expect(number(page, 'Sessions')).toHaveText('3');
  await expect(number(page, 'Happy')).toHaveText('50 %');
  await expectAccessible(page);
  await picture(page, 'reports-graph');

  // Focus tells what stands there.
  const today = graph(page).getByRole('link', { name: /Satisfied 1 · Dissatisfied 1 · Not rated 1$/ });
  await today.focus();
  await expect(page.getByText(/: Satisfied 1 · Dissatisfied 1 · Not rated 1$/)).toBeVisible();
  await page.getByRole('button', { name: 'Not rated' }).click();
  await expect(page.getByRole('button', { name: 'Not rated' })).toHaveAttribute('aria-pressed', 'false');
  await expect(page.getByRole('button', { name: 'Not rated' })).toBeFocused();
  await expect(graph(page).getByRole('link', { name: /Satisfied 1 · Dissatisfied 1$/ })).toBeVisible();

  for (const [kind, shown] of [
    ['Bars', 'bar'],
    ['Lines', 'line'],
    ['Pie', 'pie'],
    ['Stacked', undefined],
  ] as const) {
    await page.getByRole('link', { name: kind, exact: true }).click();
    await expect(page).toHaveURL(shown ? new RegExp(`chart=${shown}`) : /\/reports(\?hidden=none)?$/);
    await expect(graph(page)).toBeVisible();
    await expectAccessible(page);
    await picture(page, `reports-${kind.toLowerCase()}`);
  }

  // What is switched off stands in the address, and so comes back with it.
  await expect(page).toHaveURL(/\/reports$/);
  await page.getByRole('button', { name: 'Not rated' }).click();
  await expect(page).toHaveURL(/\/reports\?hidden=none$/);
  await page.reload();
  await operator.ready();
  await expect(page.getByRole('button', { name: 'Not rated' })).toHaveAttribute('aria-pressed', 'false');
  await page.getByRole('button', { name: 'Not rated' }).click();
  await expect(page).toHaveURL(/\/reports$/);

  await page.getByText('Show as table').click();
  await expect(pivot(page).getByRole('row', { name: /^Total/ })).toBeVisible();
  await expectAccessible(page);
  await graph(page).getByRole('link', { name: /, Dissatisfied: 1$/ }).click();
  await expect(page).toHaveURL(/\/sessions\?rating=1&from=/);
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1);
});

test('a pie switches its pieces, and shares are those of what is left', async ({ operator, visitor }) => {
  await talk(visitor, 'The first', 'Satisfied');
  await talk(visitor, 'The second', 'Okay');
  await talk(visitor, 'The third', 'Okay');
  const { page } = operator;
  await operator.goto('/reports?by=rating&then=none&measure=count&chart=pie');
  const piece = (name: string): Locator => graph(page).getByRole('link', { name });
  await expect(piece('Satisfied: 1 (33.3 %)')).toBeVisible();
  const okay = page.getByRole('button', { name: /^Okay/ });
  await okay.click();
  await expect(okay).toHaveAttribute('aria-pressed', 'false');
  await expect(okay).toBeFocused();
  await expect(piece('Okay')).toHaveCount(0);
  await expect(piece('Satisfied: 1 (100 %)')).toBeVisible();
  await expect(page).toHaveURL(/hidden=3/);
  await expectAccessible(page);
  // Another graph has other series.
  await page.getByRole('link', { name: 'Bars', exact: true }).click();
  await expect(page).not.toHaveURL(/hidden/);
});

test('a graph is taken along as a picture that looks like it', async ({ operator, visitor }) => {
  await talk(visitor, 'The first', 'Satisfied');
  await talk(visitor, 'The second');
  const { page } = operator;
  for (const path of ['/reports', '/reports?chart=pie']) {
    await operator.goto(path);
    await expect(graph(page)).toBeVisible();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save as PNG' }).click();
    const download = await coming;
    expect(download.suggestedFilename()).toBe('sessions.png');
    await download.saveAs(`end2end/screenshots/saved-graph${path.includes('pie') ? '-pie' : ''}.png`);
    const data = (await readFile(await download.path())).toString('base64');
    // It has the colours of the graph on the paper of the page, and the letters of its words.
    const seen = await page.evaluate(async (data) => {
      const image = new Image();
      image.src = `data:image/png;base64,${data}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [image.width, image.height];
      const paper = canvas.getContext('2d', { willReadFrequently: true })!;
      paper.drawImage(image, 0, 0);
      const { data: dots } = paper.getImageData(0, 0, image.width, image.height);
      const colours = new Set<string>();
      for (let at = 0; at < dots.length; at += 4) colours.add(`rgb(${dots[at]}, ${dots[at + 1]}, ${dots[at + 2]})`);
      // Style sheets may write a colour in other ways than pictures keep it.
      const painted = (colour: string) => {
        paper.fillStyle = colour;
        paper.fillRect(0, 0, 1, 1);
        const [red, green, blue] = paper.getImageData(0, 0, 1, 1).data;
        return `rgb(${red}, ${green}, ${blue})`;
      };
      const marks = [...document.querySelectorAll('.chart__entry .chart__mark rect')].map((mark) => getComputedStyle(mark).fill);
      return {
        colours: [...colours],
        marks: marks.map(painted),
        paper: painted(getComputedStyle(document.body).backgroundColor),
        width: image.width,
      };
    }, data);
    expect(seen.marks.length).toBeGreaterThan(0);
    expect(seen.colours).toEqual(expect.arrayContaining([...seen.marks, seen.paper]));
    expect(seen.width).toBeGreaterThan(1200);
  }
});

test('a report by tag counts a conversation in each of its tags, and once in all', async ({ operator, visitor }) => {
  await talk(visitor, 'The first');
  await talk(visitor, 'I want my money back');
  const { page } = operator;
  await operator.openConversation('I want my money back');
  const field = page.getByRole('complementary', { name: 'Information' }).getByRole('combobox', { name: 'Add a tag' });
  for (const tag of ['Refund', 'Urgent']) {
    await field.fill(tag);
    await field.press('Enter');
    await expect(page.getByRole('listitem').filter({ hasText: tag })).toBeVisible();
  }
  await operator.goto('/reports?by=tag&then=none&measure=count&view=pivot');
  await expect(pivot(page).getByRole('row')).toHaveText([/Tag/, /^Refund\s*1$/, /^Urgent\s*1$/, /^No tag\s*1$/, /^Total\s*2$/]);
  await expectAccessible(page);
  await picture(page, 'reports-by-tag');
  await pivot(page).getByRole('row', { name: /^Urgent/ }).getByRole('link').click();
  await expect(page).toHaveURL(/\/sessions\?.*tag=/);
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('combobox', { name: 'Tag' })).toHaveValue(/./);
  await page.goBack();
  await pivot(page).getByRole('row', { name: /^No tag/ }).getByRole('link').click();
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('main')).not.toContainText('money');
});

test('bars of every group open their sessions, and what they ask for is taken back by a chip', async ({ operator, visitor }) => {
  await talk(visitor, 'The first');
  await talk(visitor, 'The second');
  const { page } = operator;
  const articles = page.getByRole('main').getByRole('article');
  for (const [by, field] of [
    ['hour', 'hour'],
    ['weekday', 'weekday'],
    ['hour_of_day', 'hour_of_day'],
    ['handler', 'handler'],
    ['language', 'language'],
    ['outcome', 'outcome'],
  ] as const) {
    await operator.goto(`/reports?by=${by}&then=none&measure=count`);
    await graph(page).getByRole('link', { name: /: [12]$/ }).last().press('Enter');
    await expect(page).toHaveURL(new RegExp(`[?&]${field}=`));
    await expect(articles).not.toHaveCount(0);
    await expectAccessible(page);
  }
  await operator.goto('/sessions?weekday=monday&hour_of_day=09&language=none');
  for (const name of ['Language: Unknown', 'Weekday: Monday', 'Hour of day: 09:00']) {
    await page.getByRole('link', { name: `Remove filter ${name}` }).click();
    await expect(page.getByRole('link', { name: `Remove filter ${name}` })).toHaveCount(0);
  }
  await expect(page).toHaveURL(/\/sessions$/);
  await expect(articles).toHaveCount(2);
});

test('filters of a report that are folded away stand beside it, each with a way to take it back', async ({ operator, visitor }) => {
  await talk(visitor, 'The first', 'Okay');
  await talk(visitor, 'The second');
  const { page } = operator;
  await operator.goto('/reports?rating=3&country=none&handler=none');
  await expect(number(page, 'Sessions')).toHaveText('1');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Remove filter Rating: Okay' }).click();
  await expect(number(page, 'Sessions')).toHaveText('2');
  await expect(page).toHaveURL(/\/reports\?country=none&handler=none$/);
  await expect(page.getByRole('combobox', { name: 'Country' })).toHaveValue('none');
  await page.getByRole('combobox', { name: 'Handled by' }).selectOption({ label: 'Any' });
  await expect(page.getByRole('link', { name: /^Remove filter Handled by/ })).toHaveCount(0);
  await expect(page).toHaveURL(/\/reports\?country=none$/);
});

test('the address is the whole state, drawn by the server, and what it cannot mean is said so', async ({ operator, visitor, troubles }) => {
  await talk(visitor, 'The first');
  await talk(visitor, 'The second', 'Okay');
  const { page } = operator;
  await operator.goto('/reports');
  await page.getByRole('combobox', { name: 'Measure' }).selectOption({ label: 'Count' });
  const by = page.getByRole('combobox', { name: 'Group by' });
  await by.focus();
  await by.selectOption({ label: 'Channel' });
  await expect(page).toHaveURL(/by=channel/);
  await expect(by).toBeFocused();
  await page.getByRole('combobox', { name: 'When' }).selectOption({ label: 'This year' });
  await expect(page).toHaveURL(/\/reports\?by=channel&then=rating&measure=count&span=year$/);
  await expect(graph(page).getByRole('link', { name: 'Website: Okay 1 · Not rated 1' })).toBeVisible();
  const html = await (await page.request.get(page.url(), { headers: { accept: 'text/html' } })).text();
  expect(html).toContain('Website: Okay 1 · Not rated 1');
  await page.reload();
  await operator.ready();
  await expect(page.getByRole('combobox', { name: 'Group by' })).toHaveValue('channel');
  await expect(number(page, 'Sessions')).toHaveText('2');

  await page.getByText('Filters', { exact: true }).click();
  await page.getByRole('combobox', { name: 'Rating' }).selectOption({ label: 'Rated' });
  await expect(number(page, 'Sessions')).toHaveText('1');
  await page.getByRole('link', { name: 'Clear filters' }).click();
  await expect(number(page, 'Sessions')).toHaveText('2');
  await page.getByLabel('To', { exact: true }).fill('2020-01-01');
  await expect(page.getByRole('heading', { name: 'No conversation found' })).toBeVisible();

  troubles.allow(/status of 400/);
  for (const wrong of ['by=moon', 'from=2026-02-30', 'measure=likes']) {
    const answer = await page.goto(`/reports?${wrong}`);
    expect(answer?.status(), wrong).toBe(400);
    await expect(page.getByText('This address asks for something that there is not')).toBeVisible();
    await expectAccessible(page);
  }
  await expect(page.getByText(/In the place of measure may stand: messages, count, speakers/)).toBeVisible();
});

test('a pivot has rows, columns, several measures and totals; it is flipped, folded, and its cells open their sessions', async ({ operator, visitor }) => {
  await talk(visitor, 'The first', 'Satisfied');
  await talk(visitor, 'The second', 'Okay');
  const { page } = operator;
  await operator.goto('/reports?by=channel&then=rating&measure=count&view=pivot');
  await expect(pivot(page).getByRole('row')).toHaveCount(4);
  await page.getByText('Measures', { exact: true }).click();
  await page.getByRole('checkbox', { name: 'Rating', exact: true }).check();
  await expect(page).toHaveURL(/measure=count,rating/);
  await expect(pivot(page).getByRole('row', { name: 'Total 1 5 1 3 2 4' })).toBeVisible();
  await page.getByText('Measures', { exact: true }).click();
  await expectAccessible(page);
  await picture(page, 'reports-pivot');

  await page.getByRole('link', { name: 'Flip' }).click();
  await expect(pivot(page).getByRole('rowheader', { name: 'Okay' })).toBeVisible();
  await page.getByRole('link', { name: 'Second level below' }).click();
  await expect(pivot(page).getByRole('row', { name: /^Website/ })).toHaveCount(2);
  await page.getByRole('button', { name: 'Okay' }).click();
  await expect(pivot(page).getByRole('row', { name: /^Website/ })).toHaveCount(1);
  await expect(page).toHaveURL(/folded=3/);
  await page.getByRole('button', { name: 'Collapse all' }).click();
  await expect(page).toHaveURL(/folded=(\*|%2A)/);
  await expect(pivot(page).getByRole('row', { name: /^Website/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Expand all' }).click();
  await expectAccessible(page);
  await picture(page, 'reports-nested');
  await pivot(page).getByRole('row', { name: /^Total/ }).getByRole('link', { name: '2' }).click();
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(2);
});

test('operators are compared, and ratings stand on cards, in a list and in a graph', async ({ operator, operatorOf, visitor }) => {
  await talk(visitor, 'Not rated');
  await talk(visitor, 'Rated', 'Okay');
  const { page } = operator;
  await operator.goto('/reports');
  await page.getByRole('link', { name: 'Operator Analysis' }).click();
  await expect(graph(page).getByRole('link', { name: 'Mara Klein: 2', exact: true })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'When' })).toHaveValue('month');
  await picture(page, 'reports-operators');
  await graph(page).getByRole('link', { name: 'Mara Klein: 2', exact: true }).press('Enter');
  await expect(page).toHaveURL(/operator=/);
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(2);
  await operator.goto('/reports?by=operator&then=none&measure=count');
  await graph(page).getByRole('link', { name: 'Mara Klein: 2', exact: true }).press('Enter');
  await expect(page).toHaveURL(/counts_for=/);
  await page.getByRole('link', { name: 'Remove filter Counts for: Mara Klein' }).click();
  await expect(page).not.toHaveURL(/counts_for=/);
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(2);

  await operator.goto('/reports/ratings');
  await expect(page.getByRole('main').getByRole('article')).toHaveCount(1);
  await expectAccessible(page);
  await picture(page, 'reports-ratings');
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await expect(page.getByRole('row')).toHaveCount(2);
  await page.getByRole('link', { name: 'Graph', exact: true }).click();
  await expect(graph(page).getByRole('link', { name: 'Mara Klein: 1', exact: false }).first()).toBeVisible();
  await page.getByRole('link', { name: 'Kanban', exact: true }).click();
  await expect(page.getByRole('link', { name: 'Public page of ratings' })).toHaveAttribute('href', '/livechat');
  await page.getByRole('link', { name: 'Sessions History' }).click();
  await expect(page.getByRole('heading', { name: 'All Conversations' })).toBeVisible();
  await operator.goto('/reports/ratings');
  await page.getByRole('main').getByRole('article').getByRole('link').click();
  await expect(operator.log).toContainText('Rated');

  const jonas = await operatorOf(JONAS);
  await expect(jonas.page.getByRole('link', { name: 'Reports' })).toHaveCount(0);
});

test('customer ratings tell when and of whom they are, and what was written', async ({ operator, visitor }) => {
  const { page } = operator;
  await visitor.widget.open();
  await visitor.widget.say('Is it in stock?');
  await operator.openConversation('stock');
  await operator.say('It is.');
  await visitor.widget.shows('It is.');
  await visitor.widget.close.click();
  await visitor.page.getByRole('button', { name: 'Yes', exact: true }).click();
  await visitor.page.getByRole('radio', { name: 'Okay', exact: true }).check();
  await visitor.page.getByRole('textbox', { name: 'Explain your note' }).fill('It took a while');
  await visitor.page.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(visitor.page.getByText('Thank you for your feedback')).toBeVisible();

  await operator.goto('/reports/ratings');
  const card = page.getByRole('main').getByRole('article');
  await expect(card).toContainText('It took a while');
  await expect(card).toContainText('Rated operator: Mara Klein');
  await expect(card).toContainText('Rated on');
  await expectAccessible(page);
  await page.getByRole('link', { name: 'List', exact: true }).click();
  await expect(page.getByRole('columnheader', { name: 'Rated on' })).toBeVisible();
  await expect(page.getByRole('row').nth(1)).toContainText('It took a while');
  await expectAccessible(page);
  // Elsewhere a card is about the conversation.
  await operator.goto('/sessions');
  await expect(card).not.toContainText('It took a while');
});

test('the dashboard is live', async ({ operator, visitor }) => {
  const { page } = operator;
  await operator.goto('/reports');
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await expect(number(page, 'Open conversations')).toHaveText('0');
  await expect(number(page, 'Operators online')).toHaveText('1');
  await visitor.widget.open();
  await visitor.widget.say('Hello');
  await expect(number(page, 'Open conversations')).toHaveText('1');
  await expect(number(page, 'Sessions')).toHaveText('1');
  await expect(graph(page).getByRole('link', { name: /: Not rated 1|: 1$/ }).first()).toBeVisible();
  await page.reload();
  await operator.ready();
  await expect(number(page, 'Open conversations')).toHaveText('1');
  await expectAccessible(page);
  await picture(page, 'reports-dashboard');
});

test.describe('on a phone in the dark', () => {
  test.use({ viewport: { width: 390, height: 780 }, colorScheme: 'dark' });

  test('graph and pivot have room', async ({ operator, visitor }) => {
    await talk(visitor, 'From a phone', 'Okay');
    const { page } = operator;
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 780 });
    for (const [name, path] of [
      ['graph', '/reports'],
      ['pivot', '/reports?view=pivot'],
      ['ratings', '/reports/ratings'],
    ] as const) {
      await operator.goto(path);
      await expect(page.getByText('Okay').first()).toBeAttached();
      const isWider = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      expect(isWider, path).toBe(false);
      await expectAccessible(page);
      await picture(page, `reports-phone-${name}`);
    }
  });
});

test('a report is kept under a name and found again', async ({ operator }) => {
  const { page } = operator;
  const favourites = page.getByRole('navigation', { name: 'Favourites' });
  await operator.goto('/reports/operators?view=pivot&span=year');
  await expect(favourites.getByRole('link')).toHaveCount(0);
  await page.getByRole('button', { name: 'Favourites…' }).click();
  await expectAccessible(page);
  await operator.dialog.getByRole('textbox', { name: 'Name' }).fill('Who did what');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const kept = favourites.getByRole('link', { name: 'Who did what' });
  await expect(kept).toHaveAttribute('aria-current', 'true');
  await picture(page, 'reports-favourite');

  // What is shown is kept already, and so is not offered again.
  await page.getByRole('button', { name: 'Favourites…' }).click();
  await expect(operator.dialog.getByRole('textbox')).toHaveCount(1);
  await operator.dialog.getByRole('button', { name: 'Cancel' }).click();

  await operator.goto('/reports');
  await expect(kept).not.toHaveAttribute('aria-current');
  await kept.click();
  await expect(page).toHaveURL(/\/reports\/operators\?view=pivot&span=year$/);
  await expect(kept).toHaveAttribute('aria-current', 'true');
  await page.getByRole('button', { name: 'Favourites…' }).click();
  await operator.dialog.getByRole('button', { name: 'Remove Who did what' }).click();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(favourites.getByRole('link')).toHaveCount(0);
});
