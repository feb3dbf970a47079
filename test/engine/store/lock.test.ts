import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { hasEnded, newOwner } from '../../../electron/engine/store/lock-owner.ts';
import { acquireLock, withLock } from '../../../electron/engine/store/store-lock.ts';
import { storePaths } from '../../../electron/engine/store/store-paths.ts';
import { failureOf } from '../archive/opening.ts';
import { newStore } from './store-folder.ts';

function lockFile(store: string): string {
  const { lock } = storePaths(store);
  mkdirSync(dirname(lock), { recursive: true });
  return lock;
}

/** The number of a process that has ended. */
async function endedPid(): Promise<number> {
  const child = spawn(process.execPath, ['-e', '']);
  await new Promise((resolve) => child.on('close', resolve));
  return child.pid ?? 0;
}

test('one after another, never two at once', async () => {
  const store = newStore();
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 20 }, () =>
      withLock(store, {}, async () => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 2));
        inside--;
      }),
    ),
  );
  expect(most).toBe(1);
  expect(existsSync(lockFile(store))).toBe(false);
});

test('who has no patience is told who is at work', async () => {
  const store = newStore();
  const held = await acquireLock(store);
  expect(await failureOf(acquireLock(store, { patience: 0 }))).toBe('store-busy');
  held.release();
  held.release();
  (await acquireLock(store, { patience: 0 })).release();
});

test('who waits for long is told once for whom', async () => {
  const store = newStore();
  const held = await acquireLock(store);
  const told: (number | null)[] = [];
  const waiting = (pid: number | null): void => void told.push(pid);
  const next = acquireLock(store, { waiting });
  await new Promise((resolve) => setTimeout(resolve, 1300));
  held.release();
  (await next).release();
  expect(told).toEqual([process.pid]);
  (await acquireLock(store, { waiting })).release();
  expect(told).toHaveLength(1);
});

test('waiting can be cancelled', async () => {
  const store = newStore();
  const held = await acquireLock(store);
  const stop = new AbortController();
  setTimeout(() => stop.abort(), 20);
  expect(await failureOf(acquireLock(store, { signal: stop.signal }))).toBe('cancelled');
  held.release();
});

test('the lock of a process that has ended is taken over at once', async () => {
  const store = newStore();
  const owner = { ...newOwner(), pid: await endedPid() };
  writeFileSync(lockFile(store), JSON.stringify(owner));
  const held = await acquireLock(store, { patience: 500 });
  expect(readFileSync(lockFile(store), 'utf8')).toContain(String(process.pid));
  held.release();
});

test('many that find one stale lock take it one after another', async () => {
  const store = newStore();
  const owner = { ...newOwner(), pid: await endedPid() };
  writeFileSync(lockFile(store), JSON.stringify(owner));
  let inside = 0;
  let most = 0;
  await Promise.all(
    Array.from({ length: 12 }, () =>
      withLock(store, {}, async (lock) => {
        most = Math.max(most, ++inside);
        await new Promise((resolve) => setTimeout(resolve, 1));
        lock.assertHeld();
        inside--;
      }),
    ),
  );
  expect(most).toBe(1);
});

test.runIf(process.platform === 'linux')('a process number that was given anew is no owner', () => {
  expect(hasEnded(newOwner())).toBe(false);
  expect(hasEnded({ ...newOwner(), started: 'another boot 1' })).toBe(true);
});

test('of another machine nothing is known, so its lock is respected', async () => {
  const store = newStore();
  const owner = { ...newOwner(), host: `not-${hostname()}`, pid: 1 };
  writeFileSync(lockFile(store), JSON.stringify(owner));
  expect(await failureOf(acquireLock(store, { patience: 200 }))).toBe('store-busy');
});

test('a file that names no owner is taken over when it stays so', async () => {
  const store = newStore();
  writeFileSync(lockFile(store), '{"token":');
  const held = await acquireLock(store);
  expect(() => held.assertHeld()).not.toThrow();
  held.release();
}, 20_000);

test('who lost the lock is told before anything is changed', async () => {
  const store = newStore();
  const held = await acquireLock(store);
  writeFileSync(lockFile(store), JSON.stringify({ ...newOwner(), token: randomUUID() }));
  expect(() => held.assertHeld()).toThrow('store-lock-lost');
  held.release();
  expect(readFileSync(lockFile(store), 'utf8')).toContain('token');
});

test('what killed takers left is swept when it is old', async () => {
  const store = newStore();
  const litter = `${lockFile(store)}.${randomUUID()}.part`;
  writeFileSync(litter, JSON.stringify(newOwner()));
  utimesSync(litter, 0, 0);
  (await acquireLock(store)).release();
  expect(existsSync(litter)).toBe(false);
});

test('a lock that cannot be read is waited for, and the wait can end', async () => {
  const store = newStore();
  mkdirSync(lockFile(store), { recursive: true });
  expect(await failureOf(acquireLock(store, { patience: 200 }))).toBe('store-busy');
});
