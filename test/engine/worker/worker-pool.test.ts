import { existsSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import { packagesAt } from '../../../electron/engine/session/packages.ts';
import { Session } from '../../../electron/engine/session/session.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import { Priority } from '../../../electron/engine/worker/task-runner.ts';
import { WorkerPool } from '../../../electron/engine/worker/worker-pool.ts';
import { locateFile } from '../../../electron/engine/bytes/random-access.ts';
import { parseDigest, type Digest } from '../../../shared/model/digest.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { image, layer } from '../../fixtures/image.ts';
import { listing } from '../../fixtures/listing.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { packedImage } from '../../fixtures/packed-image.ts';
import { rpmDatabase } from '../../fixtures/rpm-database.ts';
import { readWhole, temporaryFolder, unwatchedJob } from '../../fixtures/session.ts';
import { file } from '../../fixtures/tar.ts';

const script = path.resolve(import.meta.dirname, '../../../dist/engine/worker.js');
const stated = parseDigest(`sha256:${'0'.repeat(64)}`)!;

function pool(size = 1): WorkerPool {
  const made = new WorkerPool(pathToFileURL(script), size);
  onTestFinished(() => made.stop());
  return made;
}

/** A file of zeros that takes a moment to hash. */
function zeros(bytes: number): string {
  const name = path.join(temporaryFolder(), 'zeros');
  writeFileSync(name, '');
  truncateSync(name, bytes);
  return name;
}

describe.skipIf(!existsSync(script))('threads (built by "npm run build")', () => {
  test('read an image as the caller own thread does', async () => {
    const archive = path.join(temporaryFolder(), 'image.tar');
    const recipe = image({ layers: [layer(file('a', '1')), layer(file('b', '22'))] });
    writeFileSync(archive, await packMembers(await dockerMembers([recipe])));
    const session = new Session(pool(2), { cacheDir: null, spoolDir: temporaryFolder() });
    const source = await session.open(archive, unwatchedJob());
    expect(listing((await readWhole(source)).tree)).toEqual({ a: 'file 1 644', b: 'file 2 644' });
  });

  test('read the packages of an image as the caller own thread does', async () => {
    const version = (at: number): string => `{"name":"p${at}","version":"1.${at}"}`;
    const image = await packedImage([
      [
        ...Array.from({ length: 50 }, (_, at) =>
          file(`node_modules/p${at}/package.json`, version(at)),
        ),
        file('var/lib/rpm/rpmdb.sqlite', rpmDatabase([])),
        file('lib/apk/db/installed', 'P:musl\nV:1\n\n'),
      ],
    ]);
    const inline = await packagesAt({ ...image }, 0, new InlineRunner());
    expect(inline.packages).toHaveLength(51);
    expect(await packagesAt(image, 0, pool(2))).toEqual(inline);
  });

  test('tell their progress, and stop when they are told to', async () => {
    const location = locateFile(zeros(8_000_000_000));
    const controller = new AbortController();
    const seen: number[] = [];
    const hashing = pool().run(
      'blob.hash',
      { location, stated },
      {
        priority: Priority.background,
        signal: controller.signal,
        onProgress: (done) => {
          seen.push(done);
          if (seen.length === 2) controller.abort();
        },
      },
    );
    await expect(hashing).rejects.toThrow('cancelled');
    expect(seen.length).toBeGreaterThanOrEqual(2);
    expect(seen.at(-1)).toBeLessThan(8_000_000_000);
  });

  test('do not let background work delay what a person waits for', async () => {
    const threads = pool();
    const controller = new AbortController();
    const long = threads.run(
      'blob.hash',
      { location: locateFile(zeros(8_000_000_000)), stated },
      {
        priority: Priority.background,
        signal: controller.signal,
      },
    );
    const short = { location: locateFile(zeros(10)), stated };
    const order = await Promise.race([
      long.then(() => 'background'),
      threads.run('blob.hash', short, { priority: Priority.reading }).then(() => 'reading'),
    ]);
    expect(order).toBe('reading');
    expect((await threads.run('blob.hash', short, { priority: Priority.interactive })).bytes).toBe(
      10,
    );
    controller.abort();
    await expect(long).rejects.toThrow('cancelled');
  });

  test('fail with a code that the user is told, and go on', async () => {
    const threads = pool();
    const gone = { path: '/nowhere/at/all.tar', spoolDir: temporaryFolder() };
    await expect(
      threads.run('archive.open', gone, { priority: Priority.interactive }),
    ).rejects.toMatchObject({
      failure: { code: 'not-found', values: { name: 'all.tar' } },
    });
    expect(
      (
        await threads.run(
          'blob.hash',
          { location: locateFile(zeros(3)), stated },
          { priority: Priority.reading },
        )
      ).bytes,
    ).toBe(3);
  });

  test('reject what waits when the pool stops', async () => {
    const threads = pool();
    const location = locateFile(zeros(8_000_000_000));
    const running = [1, 2, 3].map(() =>
      threads.run('blob.hash', { location, stated }, { priority: Priority.background }),
    );
    const ended = Promise.allSettled(running);
    await threads.stop();
    expect((await ended).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});

/** A thread that dies over a task with a wrong digest, slowly, and answers any other. */
const fragileThread = `
import { parentPort } from 'node:worker_threads';
parentPort.on('message', ({ id, argument }) => {
  if (argument.stated === 'die') throw new Error('died');
  setTimeout(() => parentPort.postMessage({ kind: 'result', id, result: { bytes: 1 } }), 200);
});
process.on('exit', () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100));
`;

test('the end of a thread that died does not take the task of the one after it', async () => {
  const program = path.join(temporaryFolder(), 'thread.mjs');
  writeFileSync(program, fragileThread);
  const threads = new WorkerPool(pathToFileURL(program), 1);
  onTestFinished(() => threads.stop());
  const location = locateFile(zeros(1));
  const options = { priority: Priority.background };
  const dying = threads.run('blob.hash', { location, stated: 'die' as Digest }, options);
  const next = threads.run('blob.hash', { location, stated }, options);
  await expect(dying).rejects.toThrow('internal');
  expect((await next).bytes).toBe(1);
});
