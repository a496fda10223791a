// Several equal nodes: which of them somebody talks to, and whether it lives, is nobody's concern.

import { Cluster } from '../fixtures/cluster';
import { Console } from '../fixtures/console';
import { MARA } from '../fixtures/people';
import { expect, test as base, visitorsAre, type Visitor } from '../fixtures/test';
import { AWAY } from '../fixtures/troubles';
import { Widget } from '../fixtures/widget';

interface Talk {
  cluster: Cluster;
  operator: Console;
  visitor: Visitor;
}

const test = base.extend<{ talk: Talk }>({
  talk: async ({ prepared, browserOf, contexts, troubles }, use) => {
    troubles.allow(...AWAY, /status of 50[23]/);
    const cluster = await Cluster.start(await prepared.database.copy());
    const context = await browserOf(MARA.name, { baseURL: cluster.url });
    await context.addCookies(prepared.cookies.get(MARA) ?? []);
    const operator = new Console(await context.newPage());
    await operator.goto('/inbox');
    await visitorsAre(cluster, 'welcome');
    const page = await (await browserOf('visitor', { baseURL: cluster.demoUrl })).newPage();
    await page.goto('/');
    const widget = new Widget(page);
    await widget.open();
    await widget.say('asked 0');
    await operator.openConversation('asked 0');
    await operator.say('answered 0');
    await widget.shows('answered 0');
    await use({ cluster, operator, visitor: { page, widget } });
    await Promise.all(contexts.map((context) => context.close()));
    await cluster.dispose();
    expect(cluster.log, 'no node reports a panic').not.toMatch(/panicked at/);
  },
});

async function expectAll(talk: Talk, rounds: number): Promise<void> {
  const words = (what: string) => Array.from({ length: rounds + 1 }, (_, round) => `${what} ${round}`);
  for (const side of [talk.visitor.widget, talk.operator]) {
    await side.showsInOrder(words('asked'));
    await side.showsInOrder(words('answered'));
    await expect(side.log.getByText('Sending…')).toHaveCount(0);
  }
}

test('nodes die one after the other in mid-conversation, and nobody does anything about it', async ({ talk }) => {
  const { cluster, operator, visitor } = talk;
  let round = 0;
  for (const node of cluster.nodes) {
    round += 1;
    await Promise.all([visitor.widget.say(`asked ${round}`), operator.say(`answered ${round}`), node.kill()]);
    await expectAll(talk, round);
    await node.resume();
  }
  await visitor.page.reload();
  await operator.page.reload();
  await expectAll(talk, round);
});

test('a rolling restart is invisible: nothing is lost, and nobody counts as gone', async ({ talk }) => {
  const { cluster, operator, visitor } = talk;
  await expect(operator.page.getByText('Reconnecting…')).toBeHidden();
  let round = 0;
  for (const node of cluster.nodes) {
    round += 1;
    const restarted = node.stop().then(() => node.resume());
    await visitor.widget.say(`asked ${round}`);
    await operator.say(`answered ${round}`);
    await restarted;
    await expectAll(talk, round);
    await visitorsAre(cluster, 'welcome');
  }
});

test('a node that stands still and goes on does not act on what it believed', async ({ talk }) => {
  const { cluster, operator, visitor } = talk;
  let round = 0;
  for (const node of cluster.nodes) {
    round += 1;
    node.pause();
    // Whoever is on another node talks on; whoever is on this one writes all the same.
    await visitor.widget.say(`asked ${round}`);
    await operator.say(`answered ${round}`);
    await expect(operator.words(`answered ${round}`)).toBeVisible();
    node.goOn();
    await expectAll(talk, round);
    await visitorsAre(cluster, 'welcome');
  }
});
