import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { Session } from '../../../electron/engine/session/session.ts';
import { checkStore } from '../../../electron/engine/store/check-store.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import {
  inspectImage,
  listImages,
  storeTotals,
} from '../../../electron/engine/store/list-images.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import type { StoreReport } from '../../../shared/model/store.ts';
import { snapshotDifferences } from '../../fixtures/folder-snapshot.ts';
import { describeTree } from '../examine.ts';
import type { Random } from '../random.ts';
import { attempt } from './attempt.ts';
import { changeLibrary, loadAgain, patience } from './change-library.ts';
import type { LibraryPlace } from './make-library.ts';
import { soundManifests } from './sound-images.ts';
import { walk } from './whole-folders.ts';

const mostImages = 2;
const job = { signal: new AbortController().signal, progress: () => {} };

/**
 * Does everything that can be done to a library of which files were spoiled; answers a hash of all that was told, so that
 * two examinations can be held against each other.
 *
 * @throws Error for whatever must not happen: see docs/reliability.md, Fuzzing.
 */
export async function examineLibrary(place: LibraryPlace, random: Random): Promise<string> {
  const told = createHash('sha256');
  const tell = (value: unknown): void => void told.update(`${JSON.stringify(value)}\n`);
  const outside = outsideOf(place);
  const guard = (what: string): void => {
    const differences = snapshotDifferences(outside, outsideOf(place));
    if (differences.length > 0) {
      throw new Error(`${what} touched what is not the library's: ${differences.join('; ')}`);
    }
  };
  const inside = glance(place);
  tell(await attempt('listing', () => list(place)));
  tell(await attempt('looking', () => look(place)));
  if (glance(place) !== inside) throw new Error('looking changed something');
  // Reading layers takes longest.
  if (random.once(2)) tell(await attempt('reading', () => readImages(place)));
  guard('looking and reading');
  for await (const answer of changeLibrary(place, random)) {
    tell(answer);
    guard(JSON.stringify(answer));
  }
  tell(await attempt('listing', () => list(place)));
  tell(await finish(place));
  guard('repairing and loading');
  return told.digest('hex');
}

/** Once it is repaired there is nothing more to repair, and once it is loaded again everything is there. */
async function finish(place: LibraryPlace): Promise<unknown> {
  const first = await attempt('repairing', () => repair(place));
  if (!first.done) return first;
  const second = await attempt('repairing again', () => repair(place));
  const left = await attempt('looking', () => look(place));
  if (!second.done || !left.done) throw new Error('what was repaired cannot be repaired again');
  if (second.result.findings.some(({ outcome }) => outcome !== 'found')) {
    throw new Error(`there was more to repair: ${JSON.stringify(second.result.findings)}`);
  }
  if (JSON.stringify(left.result) !== JSON.stringify(second.result)) {
    throw new Error(`a look tells something else: ${JSON.stringify([left, second])}`);
  }
  const loaded = await attempt('loading again', () => loadAgain(place));
  // What may not be written to can be sound all the same.
  if (!loaded.done && loaded.code === 'permission-denied') return loaded;
  if (!loaded.done) throw new Error(`what was repaired cannot be loaded into: ${loaded.code}`);
  const wanted = loaded.result;
  const { images } = await readLibrary(place.store);
  const listed = new Set<string | null>(images.map(({ manifestDigest }) => manifestDigest));
  const sound = soundManifests(place.store, wanted);
  for (const digest of wanted) {
    if (!listed.has(digest)) throw new Error(`${digest} was loaded again and is not listed`);
    const image = images.find((each) => each.manifestDigest === digest);
    if (!sound.has(digest) || image?.complete !== true) {
      throw new Error(`${digest} was loaded again and is not whole`);
    }
  }
  return [first.result.findings.map(({ problem, outcome }) => [problem.code, outcome]), wanted];
}

function repair({ store }: LibraryPlace): Promise<StoreReport> {
  return checkStore(store, { deep: true, repair: true, patience });
}

function look({ store }: LibraryPlace): Promise<StoreReport> {
  return checkStore(store, { deep: true, repair: false });
}

/** What windows and commands show of a library. */
async function list({ store }: LibraryPlace): Promise<unknown> {
  const library = await readLibrary(store);
  const images = listImages(library);
  const totals = storeTotals(library);
  const bytes = [...library.blobs.values()].reduce((sum, blob) => sum + blob.bytes, 0);
  if (totals.storedBytes !== bytes || totals.unreferencedBytes > bytes) {
    throw new Error('the bytes of the blobs do not add up');
  }
  for (const { size, image } of images) {
    if (size.storedBytes !== size.sharedBytes + size.uniqueBytes || size.storedBytes > bytes) {
      throw new Error(`the bytes of ${image.key} do not add up`);
    }
  }
  const inspected: unknown[] = [];
  for (const { key } of library.images) {
    inspected.push(await attempt('inspecting', async () => inspectImage(library, key)));
  }
  return [images, totals, library.problems, inspected];
}

/** With what was kept of the layers and without it the same is read. */
async function readImages(place: LibraryPlace): Promise<unknown> {
  const { cache } = place;
  const kept = await readWith(place, cache);
  const anew = await readWith(place, null);
  if (JSON.stringify(kept) !== JSON.stringify(anew)) {
    throw new Error('what was kept of the layers tells something else than the layers');
  }
  return anew;
}

export async function readWith(
  { store, spool }: LibraryPlace,
  cacheDir: string | null,
): Promise<unknown> {
  const told = createHash('sha256');
  const runner = new InlineRunner();
  const session = new Session(runner, { cacheDir, spoolDir: spool });
  try {
    const source = await session.open(store, job);
    for (const { key } of source.archive.contents.images.slice(0, mostImages)) {
      const read = await source.readImage(key, job);
      told.update(JSON.stringify(read.facts));
      describeTree(read, (value) => void told.update(JSON.stringify(value)));
    }
    await source.close();
  } finally {
    await runner.stop();
  }
  return told.digest('hex');
}

/** Everything beside the library and its cache, but what is saved. */
function outsideOf({ root, beside }: LibraryPlace): ReadonlyMap<string, string> {
  const all = new Map(readdirSync(root).map((name) => [`../${name}`, 'there']));
  for (const { name, path, stats } of walk(beside)) {
    const { mode, size, mtimeMs, ino } = stats;
    const holds = stats.isFile() && size < 2 ** 20 ? contentOf(path) : '';
    all.set(name, [mode, stats.isDirectory() ? '' : size, mtimeMs, ino, holds].join(' '));
  }
  return all;
}

function contentOf(file: Buffer): string {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return 'not to be read';
  }
}

/** Names, sizes, times and places of everything in the library. */
function glance({ store }: LibraryPlace): string {
  const lines: string[] = [];
  for (const { name, stats } of walk(store)) {
    lines.push([name, stats.mode, stats.size, stats.mtimeMs, stats.ino].join(' '));
  }
  return lines.join('\n');
}
