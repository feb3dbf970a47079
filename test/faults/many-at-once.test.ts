import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { failureCodes } from '../../shared/model/job.ts';
import { InlineRunner } from '../../electron/engine/worker/inline-runner.ts';
import type { TaskOptions, TaskRunner } from '../../electron/engine/worker/task-runner.ts';
import type { TaskName, Tasks } from '../../electron/engine/worker/tasks.ts';
import { WorkerPool } from '../../electron/engine/worker/worker-pool.ts';
import { openPath, run } from '../contract/running-engine.ts';
import type { Running } from '../contract/running-engine.ts';
import { compress } from '../fixtures/compress.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { packMembers } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { directory, file, packTar, symlink, whiteout } from '../fixtures/tar.ts';
import { noise } from '../fixtures/tar-builder.ts';
import { BusyWindows, lookAt } from './busy-engine.ts';
import type { Offered } from './busy-engine.ts';
import { isLong, seed as firstSeed } from './form.ts';

const script = path.resolve(import.meta.dirname, '../../dist/engine/worker.js');
const trials = isLong ? 40 : 3;
const steps = isLong ? 600 : 200;

const base = layer(
  directory('etc'),
  file('etc/motd', 'hello'),
  symlink('etc/link', 'motd'),
  file('large', noise(400_000, 1)),
  file('.env', 'API_KEY=9f8e7d6c5b4a39281706f5e4d3c2b1a0\n'),
);
const packed = compressed(
  layer(file('etc/motd', 'howdy'), file('more', noise(300_000, 2))),
  'gzip',
);
const gone = layer(whiteout('large'), file('lib/apk/db/installed', 'P:musl\nV:1.2\n\n'));

async function writeArchives(folder: string): Promise<readonly string[]> {
  const one = image({ ref: 'app:1', layers: [base, packed, gone] });
  const two = image({ ref: ['app:2', 'other:1'], layers: [base, gone] });
  const docker = await packMembers(await dockerMembers([one, two]));
  const archives: readonly (readonly [string, Uint8Array])[] = [
    ['both.tar', docker],
    ['both.tar.gz', compress(docker, 'gzip')],
    ['oci.tar', await packMembers(await ociMembers([one]))],
    ['cut.tar', docker.subarray(0, Math.floor(docker.length * 0.7))],
    ['root.tar', await packTar([directory('etc'), file('etc/motd', 'alone')])],
    ['no-image.tar', Buffer.from('This is no image.')],
  ];
  return archives.map(([name, bytes]) => {
    const place = path.join(folder, name);
    writeFileSync(place, bytes);
    return place;
  });
}

/** Hands tasks on, and remembers what layers were listed as long as somebody else does. */
class RememberingRunner implements TaskRunner {
  readonly listed: WeakRef<object>[] = [];
  readonly #inner: TaskRunner;
  readonly #library: string;

  constructor(inner: TaskRunner, library: string) {
    this.#inner = inner;
    this.#library = library;
  }

  async run<Name extends TaskName>(
    name: Name,
    argument: Tasks[Name]['argument'],
    options: TaskOptions,
  ): Promise<Tasks[Name]['result']> {
    const result = await this.#inner.run(name, argument, options);
    const isOfLibrary = JSON.stringify(argument).includes(this.#library);
    if (typeof result === 'object' && result !== null && 'index' in result && !isOfLibrary) {
      const { index } = result;
      if (typeof index === 'object' && index !== null) this.listed.push(new WeakRef(index));
    }
    return result;
  }

  stop(): Promise<void> {
    return this.#inner.stop();
  }
}

/** What the images of an archive look like to an engine that does nothing else. */
async function quietLooks(places: readonly string[]): Promise<readonly Offered[]> {
  const running = run();
  const offered: Offered[] = [];
  for (const place of places) {
    const { grant, contents } = await openPath(running, place);
    const looks = new Map<string, string>();
    for (const { key } of contents?.images ?? []) {
      // An image that is not all there may have nothing to show.
      const look = await lookAt(running.window, { grant, image: key }).catch(() => '');
      looks.set(key, look);
    }
    offered.push({ place, looks });
  }
  return offered;
}

/** Reads every image once: on a busy machine what is asked at random may all come too early. */
async function readAndClose(running: Running, offered: readonly Offered[]): Promise<void> {
  for (const { place, looks } of offered) {
    const { grant } = await openPath(running, place);
    for (const image_ of looks.keys()) {
      await running.window.call('image.read', { grant, image: image_ });
    }
    await running.control.call('source.close', { grant });
  }
}

async function collectGarbage(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  for (let turn = 0; turn < 5; turn++) {
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    if (typeof collect === 'function') collect();
  }
}

const known: ReadonlySet<string> = new Set([
  'answered',
  ...failureCodes.filter((code) => code !== 'internal'),
]);

test(
  `${trials} times ${steps} calls at once, cancelled and closed at random`,
  async () => {
    const archives = temporaryFolder();
    const offered = await quietLooks(await writeArchives(archives));
    const ends = new Map<string, number>();
    for (let trial = 0; trial < trials; trial++) {
      const seed = firstSeed + trial;
      const folder = temporaryFolder();
      const threads = existsSync(script)
        ? new WorkerPool(pathToFileURL(script), 2)
        : new InlineRunner();
      const tasks = new RememberingRunner(threads, path.join(folder, 'library'));
      const running = run(folder, tasks);
      await readAndClose(running, offered);
      const out = path.join(folder, 'out');
      const busy = new BusyWindows(running.engine, offered, out, seed);
      await busy.act(steps);
      await busy.end();

      expect(busy.reports, `seed ${seed}`).toEqual([]);
      expect(busy.wrong, `seed ${seed}`).toEqual([]);
      expect(
        busy.endings.filter(({ code }) => !known.has(code)),
        `seed ${seed}`,
      ).toEqual([]);
      for (const { code } of busy.endings) ends.set(code, (ends.get(code) ?? 0) + 1);
      // What was cut short left nothing: every name here is one that an export was given.
      const names = readdirSync(out, { recursive: true, encoding: 'utf8' });
      expect(names.filter((name) => name.includes('.part') || name.startsWith('.'))).toEqual([]);
      const { window } = running;
      expect((await window.call('source.list', {})).map(({ role }) => role)).toEqual(['library']);
      expect(await window.call('library.check', { repair: false })).toMatchObject({ sound: true });

      await collectGarbage();
      const held = tasks.listed.filter((layerIndex) => layerIndex.deref() !== undefined);
      expect(tasks.listed.length).toBeGreaterThan(5);
      expect(held.length, `seed ${seed}: layers of closed sources that are still held`).toBe(0);
      // It still works as if nothing had been.
      const { place, looks } = offered[0]!;
      const { grant } = await openPath(running, place);
      for (const [image_, look] of looks)
        expect(await lookAt(window, { grant, image: image_ })).toBe(look);
    }
    console.info(Object.fromEntries([...ends].toSorted(([, a], [, b]) => b - a)));
  },
  trials * 60_000,
);
