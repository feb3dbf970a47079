import { createHash } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openArchive } from '../../electron/engine/archive/open-archive.ts';
import { EngineError } from '../../electron/engine/bytes/engine-error.ts';
import type { ExportSelection } from '../../electron/engine/export/export-selection.ts';
import { makeDelta } from '../../electron/engine/export/make-delta.ts';
import { saveImages } from '../../electron/engine/export/save-images.ts';
import { Session } from '../../electron/engine/session/session.ts';
import { selectImages } from '../../electron/engine/store/select-images.ts';
import type { ChosenImages } from '../../electron/engine/store/select-images.ts';
import { selectJoined } from '../../electron/engine/store/select-joined.ts';
import { InlineRunner } from '../../electron/engine/worker/inline-runner.ts';
import { saveFormats } from '../../shared/model/store.ts';
import type { SaveFormat } from '../../shared/model/store.ts';
import { describeTree } from './examine.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { requireInTime, startTime } from './in-time.ts';
import { makePair } from './make-input.ts';
import { Random } from './random.ts';

const mostImages = 3;
const job = { signal: new AbortController().signal, progress: () => {} };

/** Images that are written out, whole and as a delta, and opened again: what comes back is what was there. */
export const exportTarget: FuzzTarget = {
  name: 'export',

  run: async (number, { folder }) => {
    const files = ['image', 'base'].map((name) => path.join(folder, name));
    const forms = await makePair(number);
    for (const [at, file] of files.entries()) writeFileSync(file, forms[at]!);
    const random = new Random(number);
    try {
      const started = startTime();
      await exportAll(files, folder, random.pick(saveFormats));
      requireInTime('it', started);
      return forms.reduce((sum, { length }) => sum + length, 0);
    } finally {
      for (const file of files) rmSync(file, { force: true });
    }
  },

  keep: async (number, _, into) => {
    for (const [at, form] of (await makePair(number)).entries()) {
      writeFileSync(path.join(into, `${number}-${['image', 'base'][at]}.tar`), form);
    }
  },
};

async function exportAll(
  [file = '', baseFile = '']: readonly string[],
  folder: string,
  format: SaveFormat,
): Promise<void> {
  const archive = await unlessRefused(() => openArchive(file, { spoolDir: folder }));
  if (archive === null) return;
  // What is not what its documents say comes back from a base as it should be.
  const isTrue = await proves(file, folder);
  const base = isTrue ? await unlessRefused(() => chooseFirst(baseFile, folder)) : null;
  try {
    for (const { key } of archive.contents.images.slice(0, mostImages)) {
      const source = { path: file, archive };
      const chosen: ChosenImages = {
        from: 'source',
        source,
        select: { kind: 'some', keys: [key] },
      };
      const selection = await unlessRefused(() => selectImages([chosen]));
      if (selection === null) continue;
      const there = await treesOf(file, folder, [key]);
      await requireSame(selection, format, folder, there, 'the image');
      if (base !== null) await exportDelta(chosen, base, format, folder, there);
    }
  } finally {
    for (const each of [archive, base?.from === 'source' ? base.source.archive : null]) {
      if (each?.spool) rmSync(each.spool, { force: true });
    }
  }
}

/** A delta and its base are the image again. */
async function exportDelta(
  image: ChosenImages,
  base: ChosenImages,
  format: SaveFormat,
  folder: string,
  there: readonly string[],
): Promise<void> {
  const written = path.join(folder, 'delta');
  try {
    const selection = await unlessRefused(async () =>
      makeDelta(await selectImages([image]), await selectImages([base]), format),
    );
    if (selection === null) return;
    const saved = await unlessRefused(() =>
      saveImages({ selection, format, destination: written }),
    );
    if (saved === null) return;
    const archive = await openArchive(written, { spoolDir: folder });
    const delta: ChosenImages = {
      from: 'source',
      source: { path: written, archive },
      select: { kind: 'all' },
    };
    const joined = await unlessRefused(() => selectJoined({ delta, base }, format));
    if (joined !== null) await requireSame(joined, format, folder, there, 'the joined image');
  } finally {
    rmSync(written, { recursive: true, force: true });
  }
}

/** Writes a selection and holds its images against the ones they came from. */
async function requireSame(
  selection: ExportSelection,
  format: SaveFormat,
  folder: string,
  there: readonly string[],
  what: string,
): Promise<void> {
  const destination = path.join(folder, 'exported');
  try {
    const saved = await unlessRefused(() => saveImages({ selection, format, destination }));
    if (saved === null) return;
    const back = new Set(await treesOf(destination, folder, null));
    if (!there.some((tree) => back.has(tree))) {
      throw new Error(`${what} as ${format} is not what was there`);
    }
  } finally {
    rmSync(destination, { recursive: true, force: true });
  }
}

/** Whether every digest that an archive states is true of its bytes. */
async function proves(file: string, spoolDir: string): Promise<boolean> {
  const runner = new InlineRunner();
  const session = new Session(runner, { cacheDir: null, spoolDir });
  try {
    const source = await session.open(file, job);
    const { checks } = await source.prove(job);
    await source.close();
    return checks.every(({ result }) => result === 'verified');
  } finally {
    await runner.stop();
  }
}

/** A hash of everything that is there in each of some images, or of all. */
async function treesOf(
  file: string,
  spoolDir: string,
  keys: readonly string[] | null,
): Promise<readonly string[]> {
  const runner = new InlineRunner();
  const session = new Session(runner, { cacheDir: null, spoolDir });
  const trees: string[] = [];
  try {
    const source = await session.open(file, job);
    for (const { key } of source.archive.contents.images) {
      if (keys !== null && !keys.includes(key)) continue;
      const told = createHash('sha256');
      const read = await source.readImage(key, job);
      describeTree(read, (value) => void told.update(`${JSON.stringify(value)}\n`));
      trees.push(told.digest('hex'));
    }
    await source.close();
  } finally {
    await runner.stop();
  }
  return trees;
}

async function chooseFirst(file: string, spoolDir: string): Promise<ChosenImages> {
  const archive = await openArchive(file, { spoolDir });
  const [image] = archive.contents.images;
  const keys = image === undefined ? [] : [image.key];
  return { from: 'source', source: { path: file, archive }, select: { kind: 'some', keys } };
}

/** Null for what the engine refuses; any other error is thrown. */
async function unlessRefused<Result>(work: () => Promise<Result>): Promise<Result | null> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof EngineError) || error.failure.code === 'internal') throw error;
    return null;
  }
}
