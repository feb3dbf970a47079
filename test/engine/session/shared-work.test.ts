import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { RunningJob } from '../../../electron/engine/session/jobs.ts';
import { remembered } from '../../../electron/engine/session/shared-work.ts';
import type { SharedWork } from '../../../electron/engine/session/shared-work.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';

/** Work that waits until it is told what comes of it, and says what became of it. */
function held() {
  const known = new Map<string, SharedWork<string>>();
  const begun: RunningJob[] = [];
  const ends: ((result: string) => void)[] = [];
  const work = (job: RunningJob): Promise<string> => {
    begun.push(job);
    return new Promise((resolve, reject) => {
      ends.push(resolve);
      job.signal.addEventListener('abort', () => reject(new EngineError('cancelled')));
    });
  };
  const ask = (signal?: AbortSignal, progress?: RunningJob['progress']): Promise<string> =>
    remembered(known, 'key', work, { signal, progress });
  return { begun, ends, ask };
}

const cancelled = { failure: { code: 'cancelled' } };

test('work is done once for all who wait for it, and is remembered', async () => {
  const { begun, ends, ask } = held();
  const asked = [ask(), ask(), ask(new AbortController().signal)];
  ends[0]!('done');
  expect(await Promise.all(asked)).toEqual(['done', 'done', 'done']);
  expect(await ask()).toBe('done');
  expect(begun).toHaveLength(1);
});

test('one who gives it up is answered at once, and the others go on', async () => {
  const { begun, ends, ask } = held();
  const [first, second] = [new AbortController(), new AbortController()];
  const [one, other] = [ask(first.signal), ask(second.signal)];
  first.abort();
  await expect(one).rejects.toMatchObject(cancelled);
  expect(begun[0]!.signal.aborted).toBe(false);
  ends[0]!('done');
  expect(await other).toBe('done');
});

test('the last who gives it up ends it, and whoever asks then has it begun anew', async () => {
  const { begun, ends, ask } = held();
  const controllers = [new AbortController(), new AbortController()];
  const asked = controllers.map(({ signal }) => ask(signal));
  for (const controller of controllers) controller.abort();
  const outcomes = await Promise.allSettled(asked);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const again = ask();
  expect(begun.map(({ signal }) => signal.aborted)).toEqual([true, false]);
  ends[1]!('done');
  expect(await again).toBe('done');
});

test('whoever has given up before asks for nothing', async () => {
  const { begun, ask } = held();
  await expect(ask(AbortSignal.abort())).rejects.toMatchObject(cancelled);
  expect(begun).toEqual([]);
});

test('giving up what is done already takes nothing away', async () => {
  const { begun, ends, ask } = held();
  const controller = new AbortController();
  const asked = ask(controller.signal);
  ends[0]!('done');
  expect(await asked).toBe('done');
  controller.abort();
  expect(await ask()).toBe('done');
  expect(begun).toHaveLength(1);
});

test('what fails, fails for all, and can be tried again', async () => {
  const known = new Map<string, SharedWork<string>>();
  let tries = 0;
  const work = async (): Promise<string> => {
    await setTimeout(1);
    if (++tries === 1) throw new Error('lost');
    return 'found';
  };
  const ask = (): Promise<string> => remembered(known, 'key', work, {});
  const outcomes = await Promise.allSettled([ask(), ask()]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask()).toBe('found');
});

test('all who wait are told how far it is, also who comes later', async () => {
  const { begun, ends, ask } = held();
  const told: string[] = [];
  const tell = (name: string) => (done: number, total: number | null) =>
    void told.push(`${name} ${done}/${total}`);
  const one = ask(undefined, tell('a'));
  begun[0]!.progress(1, 10);
  const other = ask(undefined, tell('b'));
  begun[0]!.progress(2, 10);
  ends[0]!('done');
  await Promise.all([one, other]);
  expect(told).toEqual(['a 1/10', 'b 1/10', 'a 2/10', 'b 2/10']);
});
