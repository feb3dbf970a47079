import { expect, test, vi } from 'vitest';
import type { ComparePoint } from '../../../shared/model/comparison.ts';
import { engine } from '../../../renderer/engine/client.ts';
import {
  cancelComparison,
  closeComparison,
  comparisonKey,
  leaveComparisons,
  openComparison,
  useOpenComparisons,
} from '../../../renderer/store/open-comparisons.ts';
import { code, openBoth } from '../../contract/compared-images.ts';
import { run } from '../../contract/running-engine.ts';

interface Points {
  readonly a: ComparePoint;
  readonly b: ComparePoint;
}

let connections = 0;

/** The store on a real engine with two images open. */
async function connected(): Promise<Points & { readonly open: (points: Points) => string }> {
  const running = run();
  engine.attach(running.window);
  connections += 1;
  const connection = connections;
  useOpenComparisons.setState({ opened: new Map() });
  const points = await openBoth(running);
  return {
    ...points,
    open: ({ a, b }) => {
      const key = comparisonKey(connection, a, b);
      openComparison(key, a, b);
      return key;
    },
  };
}

function stateOf(key: string) {
  return useOpenComparisons.getState().opened.get(key);
}

async function numberOf(key: string): Promise<number> {
  return vi.waitFor(() => {
    const state = stateOf(key);
    if (state?.status !== 'ready') throw new Error(`The comparison is ${state?.status}.`);
    return state.comparison;
  });
}

test('what is open already is not compared again', async () => {
  const { a, b, open } = await connected();
  const key = open({ a, b });
  const first = await numberOf(key);
  expect(open({ a, b })).toBe(key);
  expect(await numberOf(key)).toBe(first);
});

test('of three comparisons the one looked at longest ago is closed', async () => {
  const { a, b, open } = await connected();
  const [whole, swapped] = [open({ a, b }), open({ a: b, b: a })];
  const numbers = [await numberOf(whole), await numberOf(swapped)];
  // Looked at once more, the first is no longer the oldest.
  open({ a, b });
  const own = await numberOf(open({ a, b: a }));
  const reads = [...numbers, own].map((comparison) =>
    code(engine.call('compare.read', { comparison })),
  );
  expect(await Promise.all(reads)).toEqual(['answered', 'comparison-unknown', 'answered']);
  expect(stateOf(swapped)).toBeUndefined();
});

test('what is left is closed after a while, unless one comes back', async () => {
  const { a, b, open } = await connected();
  const key = open({ a, b });
  const comparison = await numberOf(key);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    leaveComparisons();
    vi.advanceTimersByTime(59_000);
    open({ a, b });
    vi.advanceTimersByTime(600_000);
    expect(stateOf(key)?.status).toBe('ready');
    leaveComparisons();
    vi.advanceTimersByTime(61_000);
    expect(stateOf(key)).toBeUndefined();
  } finally {
    vi.useRealTimers();
  }
  expect(await code(engine.call('compare.read', { comparison }))).toBe('comparison-unknown');
});

test('comparing that is ended says so and can begin again', async () => {
  const { a, b, open } = await connected();
  const key = open({ a, b });
  cancelComparison(key);
  expect(stateOf(key)).toMatchObject({ status: 'failed', failure: { code: 'cancelled' } });
  closeComparison(key);
  open({ a, b });
  expect(await numberOf(key)).toBeGreaterThanOrEqual(0);
});

test('what cannot be compared is told with the failure of the engine', async () => {
  const { a, open } = await connected();
  const key = open({ a, b: { ...a, image: 'none' } });
  await vi.waitFor(() => expect(stateOf(key)?.status).toBe('failed'));
  expect(stateOf(key)).toMatchObject({ failure: { code: 'image-unknown' } });
});
