// The program under measurement, with a database of its own and the people named, who answer in the first channel.

import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const READY_WITHIN_MS = 30_000;

export const OPERATOR = { name: 'Mara', role: 'operator', email: 'mara@bench.example', password: 'seven brass lanterns' };
export const ADMINISTRATOR = { name: 'Ines', role: 'administrator', email: 'ines@bench.example', password: 'nine copper kettles' };

export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts the server that PORCHLIGHT_BINARY names. */
export async function startServer(people = [OPERATOR]) {
  const binary = process.env.PORCHLIGHT_BINARY;
  if (!binary) throw new Error('PORCHLIGHT_BINARY must name the program to measure; cargo xtask bench sets it');
  const folder = mkdtempSync(join(tmpdir(), 'porchlight-bench-'));
  const address = `127.0.0.1:${await freePort()}`;
  const env = {
    ...process.env,
    PORCHLIGHT_ADDRESS: address,
    PORCHLIGHT_PUBLIC_URL: `http://${address}`,
    PORCHLIGHT_DATABASE_URL: `sqlite://${join(folder, 'porchlight.db')}`,
    PORCHLIGHT_LOG_LEVEL: 'warn',
    PORCHLIGHT_REQUESTS_PER_SECOND: '1000000',
    PORCHLIGHT_SOCKETS_PER_ADDRESS: '1000000',
  };
  for (const { name, role, email, password } of people) {
    const added = spawnSync(
      binary,
      ['user', 'add', '--role', role, '--channel', 'website', '--password-stdin', '--name', name, '--email', email],
      { env, input: `${password}\n`, stdio: ['pipe', 'ignore', 'inherit'] },
    );
    if (added.status !== 0) throw new Error(`porchlight user add ended with ${added.status}`);
  }

  const child = spawn(binary, ['serve'], { env, stdio: ['ignore', 'ignore', 'inherit'] });
  const url = `http://${address}`;
  const deadline = Date.now() + READY_WITHIN_MS;
  while (!(await fetch(`${url}/readyz`).catch(() => undefined))?.ok) {
    if (child.exitCode !== null) throw new Error(`porchlight serve ended with ${child.exitCode}`);
    if (Date.now() > deadline) throw new Error('porchlight serve did not become ready');
    await new Promise((wake) => setTimeout(wake, 20));
  }
  return {
    url,
    async stop() {
      const ended = once(child, 'close');
      child.kill('SIGTERM');
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}
