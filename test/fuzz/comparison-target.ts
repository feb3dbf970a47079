import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { EngineError } from '../../electron/engine/bytes/engine-error.ts';
import { changedPaths } from '../../electron/engine/compare/changed-paths.ts';
import { comparisonFacts } from '../../electron/engine/session/comparison-facts.ts';
import { pairImages } from '../../electron/engine/session/pair-images.ts';
import type { PairedImages, ReadPoint } from '../../electron/engine/session/pair-images.ts';
import { Session } from '../../electron/engine/session/session.ts';
import type { OpenedSource } from '../../electron/engine/session/session.ts';
import { InlineRunner } from '../../electron/engine/worker/inline-runner.ts';
import type { ChangeKind } from '../../shared/model/change.ts';
import type { FileChanges } from '../../shared/model/comparison.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { requireInTime, startTime } from './in-time.ts';
import { makePair } from './make-input.ts';

const repeatEvery = 4;
/** Layers are the same by what they are, not by where they lie. */
const grants = ['a', 'b'].map((side) => `grant of ${side}` as Grant);
const job = { signal: new AbortController().signal, progress: () => {} };

/** Two forms of one archive, each changed in its own way, held against each other. */
export const comparisonTarget: FuzzTarget = {
  name: 'comparison',

  run: async (number, { folder }) => {
    const files = ['a', 'b'].map((name) => path.join(folder, name));
    const forms = await makePair(number);
    for (const [at, file] of files.entries()) writeFileSync(file, forms[at]!);
    try {
      const started = startTime();
      const first = await compareFiles(files, folder);
      requireInTime('it', started);
      if (number % repeatEvery === 0 && (await compareFiles(files, folder)) !== first) {
        throw new Error('the second comparison told something else');
      }
      return forms.reduce((sum, { length }) => sum + length, 0);
    } finally {
      for (const file of files) rmSync(file, { force: true });
    }
  },

  keep: async (number, _, into) => {
    for (const [at, form] of (await makePair(number)).entries()) {
      writeFileSync(path.join(into, `${number}-${'ab'[at]}.tar`), form);
    }
  },
};

/** Compares the first images of two archives, both ways round, and each with itself. */
async function compareFiles(files: readonly string[], spoolDir: string): Promise<string> {
  const told = createHash('sha256');
  const runner = new InlineRunner();
  const session = new Session(runner, { cacheDir: null, spoolDir });
  const sources: OpenedSource[] = [];
  try {
    const sides: ReadPoint[] = [];
    for (const file of files) {
      const source = await session.open(file, job);
      sources.push(source);
      const side = await readSide(source, grants[sides.length]!);
      if (side === null) return 'no image';
      sides.push(side);
    }
    const [a, b] = [sides[0]!, sides[1]!];
    const there = await pairImages(a, b, session, job);
    const back = await pairImages(b, a, session, job);
    told.update(JSON.stringify(await factsOf(there, session)));
    requireMirrored(there, back);
    for (const side of sides) requireSame(await pairImages(side, side, session, job));
  } catch (error) {
    if (!(error instanceof EngineError) || error.failure.code === 'internal') throw error;
    told.update(error.failure.code);
  } finally {
    for (const source of sources) await source.close();
    await runner.stop();
  }
  return told.digest('hex');
}

async function readSide(source: OpenedSource, grant: Grant): Promise<ReadPoint | null> {
  const [image] = source.archive.contents.images;
  if (image === undefined) return null;
  const archive = source.image(image.key);
  const read = await source.readImage(image.key, job);
  const layer = read.tree.layers.length - 1;
  const point = { grant, image: image.key, layer, alone: false };
  return { point, source: 'x', image, archive, read };
}

async function factsOf(paired: PairedImages, session: Session): Promise<unknown> {
  const facts = await comparisonFacts(paired, session, job);
  const { a, b, files } = facts;
  if (a.fileBytes !== paired.a.read.facts.unionBytes) {
    throw new Error('the bytes of A are not those of its image');
  }
  if (b.fileBytes !== paired.b.read.facts.unionBytes) {
    throw new Error('the bytes of B are not those of its image');
  }
  if (b.fileBytes - a.fileBytes !== growthOf(files)) {
    throw new Error('what was added and removed is not the difference of the two');
  }
  return facts;
}

function growthOf({ addedBytes, removedBytes, grownBytes, shrunkBytes }: FileChanges): number {
  return addedBytes + grownBytes - removedBytes - shrunkBytes;
}

/** What is added one way is removed the other way. */
function requireMirrored(there: PairedImages, back: PairedImages): void {
  const [one, other] = [countsOf(there), countsOf(back)];
  const isMirrored =
    one.added === other.removed && one.removed === other.added && one.modified === other.modified;
  if (!isMirrored) throw new Error(`not mirrored: ${JSON.stringify([one, other])}`);
}

function requireSame(paired: PairedImages): void {
  const counts = countsOf(paired);
  if (Object.values(counts).some((count) => count > 0)) {
    throw new Error(`an image differs from itself: ${JSON.stringify(counts)}`);
  }
}

function countsOf({ pair, changes }: PairedImages): Record<ChangeKind, number> {
  const counts = { unchanged: 0, added: 0, removed: 0, modified: 0, moved: 0 };
  for (const { change } of changedPaths(pair.tree, changes, { timeOnly: true })) {
    counts[change]++;
  }
  return counts;
}
