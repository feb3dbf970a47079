import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  playwrightCounts,
  sentence,
  sum,
  vitestCounts,
  withExitCode,
} from '../../electron/launch/counts.mjs';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'layerscope-counts-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

async function report(value: unknown): Promise<string> {
  const file = path.join(folder, 'report.json');
  await writeFile(file, JSON.stringify(value));
  return file;
}

it('reads the report of vitest', async () => {
  const file = await report({
    numPassedTests: 7,
    numFailedTests: 1,
    numPendingTests: 2,
    numTodoTests: 1,
  });
  expect(await vitestCounts(file)).toEqual({ passed: 7, failed: 1, skipped: 3 });
});

it('reads the report of Playwright, errors outside of tests included', async () => {
  const stats = { expected: 4, unexpected: 1, flaky: 1, skipped: 2 };
  const file = await report({ stats, errors: [{ message: 'no tests' }] });
  expect(await playwrightCounts(file)).toEqual({ passed: 5, failed: 2, skipped: 2 });
});

it('takes a missing report for no tests, and a bad exit for a failure', async () => {
  const none = await vitestCounts(path.join(folder, 'absent.json'));
  expect(none).toEqual({ passed: 0, failed: 0, skipped: 0 });
  expect(withExitCode(none, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  expect(withExitCode({ passed: 1, failed: 2, skipped: 0 }, 1).failed).toBe(2);
});

it('ends with one plain sentence', () => {
  const one = { passed: 2, failed: 0, skipped: 0 };
  expect(sentence(one)).toBe('2 passed, 0 failed');
  expect(sentence(sum(one, { passed: 1, failed: 1, skipped: 3 }))).toBe(
    '3 passed, 1 failed, 3 skipped',
  );
});
