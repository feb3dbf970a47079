import { execFileSync } from 'node:child_process';
import { existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { failureOf } from '../../shared/contract/frames.ts';
import type { Failure } from '../../shared/model/job.ts';
import type { Grant } from '../../shared/model/source.ts';
import { showAll } from '../../shared/model/view.ts';
import { WorkerPool } from '../../electron/engine/worker/worker-pool.ts';
import { createFileLook } from '../../electron/main/file-look.ts';
import { openPath, run } from '../contract/running-engine.ts';
import type { Running } from '../contract/running-engine.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { packMembers } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { file } from '../fixtures/tar.ts';
import { noise } from '../fixtures/tar-builder.ts';
import { canHang, makeHangingDrive } from './hanging-drive.ts';
import type { HangingDrive } from './hanging-drive.ts';

const script = path.resolve(import.meta.dirname, '../../dist/engine/worker.js');
const hasThreads = existsSync(script);
if (!hasThreads) console.warn('The engine is not built ("npm run build"): stalls are not tried.');

const range = { from: -1, to: 0 };
const content = 'a word that is in no other file\n';

/** The engine on threads, as the window's program runs it. */
function runOnThreads(): Running {
  return run(temporaryFolder(), new WorkerPool(pathToFileURL(script), 2));
}

async function archiveBytes(): Promise<Buffer> {
  const layers = [
    layer(file('plain', content), file('large', noise(3_000_000, 1))),
    compressed(layer(file('packed', content), file('more', noise(3_000_000, 2))), 'gzip'),
  ];
  return Buffer.from(await packMembers(await dockerMembers([image({ ref: 'far:1', layers })])));
}

async function drive(): Promise<HangingDrive> {
  const made = await makeHangingDrive();
  onTestFinished(() => made.remove());
  return made;
}

/** Begins to open a path and answers its grant at once. */
async function begin({ control }: Running, opened: string): Promise<Grant> {
  const grant = randomUUID() as string as Grant;
  await control.call('source.open', { grant, path: opened });
  return grant;
}

async function readNear(running: Running): Promise<number> {
  const near = path.join(running.folder, `${randomUUID()}.tar`);
  writeFileSync(near, await archiveBytes());
  const { grant, contents, failure } = await openPath(running, near);
  expect(failure).toBeNull();
  const key = contents!.images[0]!.key;
  return (await running.window.call('image.read', { grant, image: key })).unionEntries;
}

async function failure(call: Promise<unknown>): Promise<Failure['code'] | 'done'> {
  return call.then(
    () => 'done',
    (error: unknown) => failureOf(error).code,
  );
}

describe.skipIf(!hasThreads || process.platform === 'win32')('a pipe', () => {
  test('is no archive, and in the place of one that is open it is one that changed', async () => {
    const running = runOnThreads();
    const pipe = path.join(running.folder, 'pipe.tar');
    execFileSync('mkfifo', [pipe]);
    expect(await openPath(running, pipe)).toMatchObject({
      status: 'failed',
      failure: { code: 'not-readable' },
    });

    const archive = path.join(running.folder, 'image.tar');
    writeFileSync(archive, await archiveBytes());
    const { grant, contents } = await openPath(running, archive);
    const key = contents!.images[0]!.key;
    const read = { grant, image: key };
    await running.window.call('image.read', read);
    const view = await running.window.call('view.open', { ...read, range, options: showAll });
    renameSync(archive, `${archive}.old`);
    execFileSync('mkfifo', [archive]);
    const node = await running.window.call('entry.find', { ...read, path: 'plain' });
    const preview = { ...read, layer: 0, node: node!, limit: 10 };
    expect(await failure(running.window.call('entry.preview', preview))).toBe('source-changed');
    expect(view.rowCount).toBeGreaterThan(0);
    rmSync(archive);
    expect(await failure(running.window.call('entry.preview', preview))).toBe('not-found');
  });
});

describe.skipIf(!hasThreads || !canHang)('a drive that hangs', () => {
  test('holds up nothing else, however many archives lie on it, and lets go when it is told to', async () => {
    const far = await drive();
    const running = runOnThreads();
    writeFileSync(path.join(far.inside, 'far.tar'), await archiveBytes());
    await far.hang({ hanging: 'all' });
    const ended = endedGrants(running);
    const grants = await Promise.all(
      Array.from({ length: 5 }, () => begin(running, path.join(far.mount, 'far.tar'))),
    );
    const started = performance.now();
    expect(await readNear(running)).toBe(4);
    expect(performance.now() - started).toBeLessThan(12_000);

    const [cancelled, closed, ...others] = grants;
    const job = (await running.window.call('job.list', {})).find(
      ({ grant }) => grant === cancelled,
    );
    await running.window.call('job.cancel', { job: job!.id });
    await running.control.call('source.close', { grant: closed! });
    await expect
      .poll(async () => (await running.window.call('job.list', {})).length, { timeout: 10_000 })
      .toBe(others.length);
    expect(ended.get(cancelled!)).toBe('cancelled');

    await far.hang({ hanging: 'none' });
    for (const grant of others) {
      await expect.poll(() => ended.get(grant), { timeout: 10_000 }).toBe('open');
    }
    expect(await readNear(running)).toBe(4);
  }, 60_000);

  test('after an archive was opened: reading ends when it is told to, and works again later', async () => {
    const far = await drive();
    const running = runOnThreads();
    writeFileSync(path.join(far.inside, 'far.tar'), await archiveBytes());
    const { grant, contents } = await openPath(running, path.join(far.mount, 'far.tar'));
    const read = { grant, image: contents!.images[0]!.key };
    await far.hang({ hanging: 'reads', from: 0 });
    const reading = failure(running.window.call('image.read', read));
    await expect
      .poll(async () => (await running.window.call('job.list', {})).map(({ kind }) => kind))
      .toEqual(['read']);
    const [job] = await running.window.call('job.list', {});
    await running.window.call('job.cancel', { job: job!.id });
    expect(await reading).toBe('cancelled');

    await far.hang({ hanging: 'none' });
    expect((await running.window.call('image.read', read)).unionEntries).toBe(4);
    const node = (await running.window.call('entry.find', { ...read, path: 'packed' }))!;
    await far.hang({ hanging: 'reads', from: 0 });
    const preview = { ...read, layer: 1, node, limit: 100 };
    const { signal, abort } = abortable();
    const previewing = failure(running.window.call('entry.preview', preview, { signal }));
    abort();
    expect(await previewing).toBe('cancelled');
    await running.control.call('source.close', { grant });
    expect(await readNear(running)).toBe(4);
    await far.hang({ hanging: 'none' });
  }, 60_000);

  test('is not asked more than the main process can do without an answer', async () => {
    const far = await drive();
    writeFileSync(path.join(far.inside, 'far.tar'), 'x');
    await far.hang({ hanging: 'all' });
    const look = createFileLook();
    const started = performance.now();
    const places = Array.from({ length: 6 }, () => look.of(path.join(far.mount, 'far.tar')));
    expect(await Promise.all(places)).toEqual([null, null, null, null, null, null]);
    expect(performance.now() - started).toBeLessThan(5000);
    // Nothing else in this process waits for the drive.
    expect(await look.of(import.meta.filename)).toBeNull();
    await far.hang({ hanging: 'none' });
    await expect.poll(() => look.of(import.meta.filename)).not.toBeNull();
  });

  test('does not keep the engine from ending', async () => {
    const far = await drive();
    const pool = new WorkerPool(pathToFileURL(script), 2);
    const running = run(temporaryFolder(), pool);
    writeFileSync(path.join(far.inside, 'far.tar'), await archiveBytes());
    await far.hang({ hanging: 'all' });
    await begin(running, path.join(far.mount, 'far.tar'));
    const started = performance.now();
    await running.engine.stop();
    expect(performance.now() - started).toBeLessThan(4000);
    await far.hang({ hanging: 'none' });
  });
});

function abortable(): { readonly signal: AbortSignal; readonly abort: () => void } {
  const controller = new AbortController();
  return { signal: controller.signal, abort: () => controller.abort() };
}

/** How each source was last said to stand: its failure, or its status. */
function endedGrants({ window }: Running): ReadonlyMap<Grant, string> {
  const ended = new Map<Grant, string>();
  window.on('source', ({ grant, status, failure: why }) => ended.set(grant, why?.code ?? status));
  return ended;
}
