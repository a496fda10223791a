// The browser stories: real servers, real databases, two origins, two people.

import { defineConfig, type Project } from '@playwright/test';
import { postgresUrl } from './fixtures/database';
import type { Shared } from './fixtures/test';

const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

type StoryProject = Project<object, Shared>;

const onSqlite: StoryProject = {
  name: 'sqlite',
  use: { databaseKind: 'sqlite' },
  // A file does not go away by itself, and has one node.
  testIgnore: /(database-away|nodes)\.spec\.ts/,
};

// The stories in which it matters how things are stored.
const onPostgresql: StoryProject = {
  name: 'postgresql',
  use: { databaseKind: 'postgresql' },
  testMatch: /(first-answer|restoring|outages|ending|colleagues|signing-in|database-away|nodes)\.spec\.ts/,
};

export default defineConfig<object, Shared>({
  testDir: './tests',
  outputDir: './test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  workers: 2,
  // A story includes a server that starts and, in some, one that is killed; machines that build at the same time are slow.
  timeout: 120_000,
  expect: { timeout: 20_000 },
  reporter: [['list']],
  projects: postgresUrl === undefined ? [onSqlite] : [onSqlite, onPostgresql],
  use: {
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    locale: 'en-GB',
    timezoneId: 'Europe/Paris',
    viewport: { width: 1440, height: 900 },
    // A film of a story costs a fifth of its time, and where nobody can open it, all of it is lost.
    trace: process.env.CI ? 'off' : { mode: 'retain-on-failure', screenshots: false },
    launchOptions: {
      executablePath: chromium,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
});
