import { expect, test } from 'vitest';
import { jobShare, withRate } from '../../../renderer/store/jobs.ts';
import { sourceOf } from '../values.ts';

const job = {
  id: 1,
  kind: 'prove',
  grant: sourceOf('x', []).grant,
  image: null,
  done: 5000,
  total: 20_000,
  started: 1000,
} as const;

test('the rate is the mean since the beginning, once there is enough to tell', () => {
  expect(withRate(job, 1100).bytesPerSecond).toBeNull();
  expect(withRate(job, 3000).bytesPerSecond).toBe(2500);
  expect(withRate({ ...job, done: 0 }, 3000).bytesPerSecond).toBeNull();
});

test('the share is known when the total is', () => {
  expect(jobShare(job)).toBe(0.25);
  expect(jobShare({ ...job, total: null })).toBeNull();
  expect(jobShare({ ...job, done: 30_000 })).toBe(1);
});
