import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { comparisonFacts } from '../../../electron/engine/session/comparison-facts.ts';
import { layerDifferences } from '../../../electron/engine/session/layer-differences.ts';
import { pairImages, pairOtherPoints } from '../../../electron/engine/session/pair-images.ts';
import type { PairedImages, ReadPoint } from '../../../electron/engine/session/pair-images.ts';
import { Session } from '../../../electron/engine/session/session.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import type { TaskOptions } from '../../../electron/engine/worker/task-runner.ts';
import type { TaskName, Tasks } from '../../../electron/engine/worker/tasks.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { compressed, image, layer } from '../../fixtures/image.ts';
import type { ImageRecipe, LayerRecipe } from '../../fixtures/image.ts';
import { packMembers } from '../../fixtures/outer.ts';
import { readWhole, temporaryFolder, unwatchedJob } from '../../fixtures/session.ts';
import { file } from '../../fixtures/tar.ts';

/** Notes which tasks ran. */
class NotingRunner extends InlineRunner {
  ran: TaskName[] = [];

  override async run<Name extends TaskName>(
    name: Name,
    argument: Tasks[Name]['argument'],
    options: TaskOptions,
  ): Promise<Tasks[Name]['result']> {
    this.ran.push(name);
    return super.run(name, argument, options);
  }

  /** The tasks since the last time this was asked. */
  taken(): readonly TaskName[] {
    return this.ran.splice(0).toSorted();
  }
}

interface Opened {
  readonly session: Session;
  readonly runner: NotingRunner;
  readonly points: readonly ReadPoint[];
}

async function open(...recipes: readonly ImageRecipe[]): Promise<Opened> {
  const runner = new NotingRunner();
  const session = new Session(runner, { cacheDir: null, spoolDir: temporaryFolder() });
  const points: ReadPoint[] = [];
  for (const recipe of recipes) {
    const opened = path.join(temporaryFolder(), 'image.tar');
    writeFileSync(opened, await packMembers(await dockerMembers([recipe])));
    const source = await session.open(opened, unwatchedJob());
    const described = source.archive.contents.images[0]!;
    const grant = randomUUID() as string as Grant;
    points.push({
      point: { grant, image: described.key, layer: recipe.layers.length - 1, alone: false },
      source: 'image.tar',
      image: described,
      archive: source.image(described.key),
      read: await readWhole(source),
    });
  }
  runner.taken();
  return { session, runner, points };
}

function pair({ session, points }: Opened, job = unwatchedJob()): Promise<PairedImages> {
  return pairImages(points[0]!, points[1]!, session, job);
}

function images(...stacks: readonly (readonly LayerRecipe[])[]): readonly ImageRecipe[] {
  return stacks.map((layers) => image({ layers }));
}

const base = layer(...Array.from({ length: 20 }, (_, at) => file(`base/${at}`, `content ${at}`)));

describe('layers that two archives have', () => {
  test('uncompressed and never read whole are hashed once and not compared file by file', async () => {
    const opened = await open(
      ...images([base, layer(file('a', '1'))], [base, layer(file('b', 'two'))]),
    );
    const { pair: found, changes, diffIds } = await pair(opened);
    expect(opened.runner.taken()).toEqual(['blob.hash', 'blob.hash']);
    expect(diffIds.a[0]).toBe(diffIds.b[0]);
    expect(diffIds.a[0]).toMatch(/^sha256:/);
    expect([diffIds.a[1], diffIds.b[1]]).toEqual([null, null]);
    expect(found.tree.layers).toHaveLength(3);
    expect(changes.counts).toEqual({ added: 1, modified: 0, removed: 1 });
    await pair(opened);
    expect(opened.runner.taken()).toEqual([]);
  });

  test('one of them compressed, are known by the hash of the other', async () => {
    const opened = await open(...images([compressed(base, 'gzip')], [base]));
    const { pair: found } = await pair(opened);
    expect(opened.runner.taken()).toEqual(['blob.hash']);
    expect(found.tree.layers).toHaveLength(1);
  });

  test('both compressed, are known from reading them', async () => {
    const opened = await open(...images([compressed(base, 'gzip')], [compressed(base, 'zstd')]));
    const { pair: found } = await pair(opened);
    expect(opened.runner.taken()).toEqual([]);
    expect(found.tree.layers).toHaveLength(1);
  });

  test('above the compared points are not looked at', async () => {
    const opened = await open(...images([layer(file('a', '1')), base], [base]));
    const [a, b] = opened.points;
    const lower = { ...a!, point: { ...a!.point, layer: 0 } };
    const { changes } = await pairImages(lower, b!, opened.session, unwatchedJob());
    expect(opened.runner.taken()).toEqual([]);
    expect(changes.counts).toMatchObject({ modified: 0, removed: 1 });
  });
});

describe('contents', () => {
  const large = 'x'.repeat(1000);
  const plain = layer(file('f', `${large}1`), file('g', large), file('h', 'other size'));
  const other = layer(file('f', `${large}2`), file('g', large), file('h', 'another size'));

  test('of one path and size are held against each other, and what is known to be equal not again', async () => {
    const opened = await open(...images([plain], [other]));
    const done: number[] = [];
    const job = { ...unwatchedJob(), progress: (bytes: number) => void done.push(bytes) };
    const paired = await pair(opened, job);
    expect(opened.runner.taken()).toEqual(['files.compare']);
    expect(done.at(-1)).toBe(2001);
    expect(paired.changes.counts).toEqual({ added: 0, modified: 2, removed: 0 });
    await comparisonFacts(paired, opened.session, job);
    expect(opened.runner.taken()).toEqual(['files.compare']);
    expect(done.at(-1)).toBe(1001);
  });

  test('that one side has hashed are hashed on the other, and not again', async () => {
    const opened = await open(...images([compressed(plain, 'gzip')], [other]));
    for (const ran of [['layer.hash'], []]) {
      const done: number[] = [];
      const job = { ...unwatchedJob(), progress: (bytes: number) => void done.push(bytes) };
      const { changes } = await pair(opened, job);
      if (ran.length > 0) expect(done.at(-1)).toBe(2001);
      expect(opened.runner.taken()).toEqual(ran);
      expect(changes.counts).toEqual({ added: 0, modified: 2, removed: 0 });
    }
  });

  test('of other points are read only where nothing is known of them, and no more than allowed', async () => {
    const upper = layer(file('f', 'over'));
    const opened = await open(...images([plain, upper], [other, upper]));
    const paired = await pair(opened);
    opened.runner.taken();
    const points = { a: { layer: 0, alone: true }, b: { layer: 0, alone: true } };
    const at = (mostBytes: number): ReturnType<typeof pairOtherPoints> =>
      pairOtherPoints(paired, points, mostBytes, opened.session, unwatchedJob());
    expect(await at(1000)).toBe(null);
    expect(opened.runner.taken()).toEqual([]);
    const alone = await at(1001);
    expect(opened.runner.taken()).toEqual(['files.compare']);
    expect(alone?.changes.counts).toEqual({ added: 0, modified: 2, removed: 0 });
  });

  test('are not gone on with when the job is given up', async () => {
    const opened = await open(...images([plain], [other]));
    const job = unwatchedJob(AbortSignal.abort());
    await expect(pair(opened, job)).rejects.toMatchObject({ failure: { code: 'cancelled' } });
  });
});

describe('pairs of layers', () => {
  test('are told apart where both could be read', async () => {
    const one = layer(file('f', 'one'), file('time', 't', { mtime: new Date(1000) }));
    const two = layer(file('f', 'two'), file('time', 't', { mtime: new Date(2000) }));
    const opened = await open(...images([one, base, one], [two, base, two]));
    const paired = await pair(opened);
    const layers = [
      { a: 0, b: 0 },
      { a: 2, b: 2 },
    ];
    const difference = await layerDifferences(paired, layers, opened.session, unwatchedJob());
    for (const { a, b } of layers) {
      expect(difference(a, b)).toMatchObject({
        changes: { modified: 2, timeOnly: 1, added: 0, removed: 0 },
        paths: [{ path: 'f', change: 'modified', reasons: ['content'] }],
      });
    }
    expect(difference(0, 2)).toBe(null);
  });

  test('that differ in nothing but times name the paths', async () => {
    const [one, two] = [1000, 2000].map((time) => layer(file('f', 'f', { mtime: new Date(time) })));
    const opened = await open(...images([one!], [two!]));
    const layers = [{ a: 0, b: 0 }];
    const paired = await pair(opened);
    const difference = await layerDifferences(paired, layers, opened.session, unwatchedJob());
    expect(difference(0, 0)?.paths).toEqual([
      { path: 'f', change: 'modified', reasons: ['mtime'] },
    ]);
  });
});
