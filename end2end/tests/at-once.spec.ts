// Pages that many ask for at one instant.

import { expect, test } from '../fixtures/test';

test('many ask for a page at one instant, and each gets it', async ({ operator, server }) => {
  const asked = Array.from({ length: 24 }, async () => {
    const statuses: number[] = [];
    for (const path of Array.from({ length: 20 }, () => ['/inbox', '/preferences']).flat()) {
      const answer = await operator.page.request.get(`${server.url}${path}`);
      statuses.push(answer.status());
    }
    return statuses;
  });
  const statuses = (await Promise.all(asked)).flat();
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
});
