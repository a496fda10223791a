// Chromium with nobody in it: what a driver puts into each page and frame would be measured as the page's own.

import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ARGUMENTS, executable } from './browser.mjs';

/** Starts a browser that is spoken to by the DevTools protocol alone. */
export function launchBare() {
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-bench-'));
  const child = spawn(
    executable,
    ['--headless=new', '--remote-debugging-pipe', `--user-data-dir=${folder}`, ...ARGUMENTS, 'about:blank'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
  );
  const [, , , input, output] = child.stdio;
  const waiting = new Map();
  let last = 0;
  let rest = '';
  output.on('data', (bytes) => {
    const messages = (rest + bytes).split('\0');
    rest = messages.pop();
    for (const message of messages) {
      const { id, result, error } = JSON.parse(message);
      const [done, failed] = waiting.get(id) ?? [];
      waiting.delete(id);
      if (error) failed?.(new Error(error.message));
      else done?.(result);
    }
  });

  const send = (method, params = {}, sessionId = undefined) =>
    new Promise((done, failed) => {
      last += 1;
      waiting.set(last, [done, failed]);
      input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });

  return {
    /** Visits a page with an empty cache for so long: milliseconds of main-thread time, and whether `expression` holds then. */
    async visit(url, milliseconds, expression) {
      const { browserContextId } = await send('Target.createBrowserContext');
      const { targetId } = await send('Target.createTarget', { url: 'about:blank', browserContextId });
      const { sessionId } = await send('Target.attachToTarget', { targetId, flatten: true });
      // Time of the processor, so that other programs on the machine do not count.
      await send('Performance.enable', { timeDomain: 'threadTicks' }, sessionId);
      await send('Page.navigate', { url }, sessionId);
      await new Promise((wake) => setTimeout(wake, milliseconds));
      const { metrics } = await send('Performance.getMetrics', {}, sessionId);
      const { result } = await send('Runtime.evaluate', { expression }, sessionId);
      await send('Target.disposeBrowserContext', { browserContextId });
      const seconds = metrics.find((metric) => metric.name === 'TaskDuration').value;
      return { busy: seconds * 1_000, holds: result.value === true };
    },
    async close() {
      const gone = new Promise((wake) => child.once('exit', wake));
      // Killed, it would leave its other processes behind, which go on writing.
      send('Browser.close').catch(() => {});
      await gone;
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
    },
  };
}
