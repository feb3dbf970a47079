import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { JobParts, Jobs } from '../../../electron/engine/session/jobs.ts';
import type { Grant } from '../../../shared/model/source.ts';

const [one, two, other] = ['1', '2', '3'] as unknown as readonly [Grant, Grant, Grant];

test('a job that needs two sources ends with either', async () => {
  const jobs = new Jobs({ changed: () => {}, ended: () => {} });
  for (const [closed, isEnded] of [
    [one, true],
    [two, true],
    [other, false],
  ] as const) {
    const aborted = jobs.run(
      'compare',
      one,
      null,
      async ({ signal }) => {
        jobs.cancelAllOf(closed);
        return signal.aborted;
      },
      [two],
    );
    expect(await aborted).toBe(isEnded);
  }
});

test('all of them end, or are waited for no longer than is said', async () => {
  const jobs = new Jobs({ changed: () => {}, ended: () => {} });
  await jobs.end(10_000);
  const cleaned: string[] = [];
  const work = (name: string, takes: number) =>
    jobs.run('save', one, null, async ({ signal }) => {
      await once(signal, 'abort');
      await setTimeout(takes);
      cleaned.push(name);
    });
  const running = [work('a', 20), work('b', 60)];
  await jobs.end(10_000);
  expect(cleaned).toEqual(['a', 'b']);
  await Promise.all(running);
  const stuck = work('c', 200);
  const began = performance.now();
  await jobs.end(20);
  expect(performance.now() - began).toBeLessThan(150);
  expect(cleaned).toEqual(['a', 'b']);
  await stuck;
});

test('parts of a job add up as they begin', () => {
  const told: (readonly [number, number | null])[] = [];
  const { signal } = new AbortController();
  const parts = new JobParts({ signal, progress: (...progress) => void told.push(progress) });
  const [first, second] = [parts.part(), parts.part()];
  first.progress(1, 10);
  second.progress(5, null);
  second.progress(6, 20);
  first.progress(10, 10);
  const nested = new JobParts(parts.part());
  nested.part().progress(3, 7);
  expect(told).toEqual([
    [1, 10],
    [6, null],
    [7, 30],
    [16, 30],
    [19, 37],
  ]);
});
