// An operator who is there without a browser, so that only the visitor's browser has work to do.

import { randomUUID } from 'node:crypto';
import { openSession } from './session.mjs';

/** Signs in and waits for news again and again; returns how to stop. */
export async function bePresent(url, person) {
  const cookie = await openSession(url, person);
  const console_ = randomUUID();
  const stop = new AbortController();
  const poll = (cursor) =>
    fetch(`${url}/console/poll`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', origin: url },
      body: JSON.stringify({ console: console_, cursor }),
      signal: stop.signal,
    });
  const first = await poll(null);
  if (!first.ok) throw new Error(`asking for news answered ${first.status}`);
  let { cursor } = (await first.json()).find((frame) => frame.snapshot).snapshot;
  const wait = async () => {
    while (!stop.signal.aborted) {
      for (const frame of await (await poll(cursor)).json()) {
        const news = frame.events ?? frame.up_to_date ?? frame.snapshot;
        if (news) cursor = news.cursor;
      }
    }
  };
  wait().catch((error) => {
    if (!stop.signal.aborted) throw error;
  });
  return () => stop.abort();
}
