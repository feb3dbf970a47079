import path from 'node:path';
import { defineConfig } from 'playwright/test';

const project = path.resolve(import.meta.dirname, '../..');

export default defineConfig({
  testDir: import.meta.dirname,
  testMatch: '**/*.spec.ts',
  outputDir: path.join(project, 'test-results/e2e'),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  // One window at a time: two of them on one screen take the focus from each other.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  reporter: [['list']],
});
