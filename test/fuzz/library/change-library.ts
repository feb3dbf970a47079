import { readdirSync } from 'node:fs';
import path from 'node:path';
import { openArchive } from '../../../electron/engine/archive/open-archive.ts';
import { saveImages } from '../../../electron/engine/export/save-images.ts';
import { checkStore } from '../../../electron/engine/store/check-store.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import type { Library } from '../../../electron/engine/store/library.ts';
import { loadArchive } from '../../../electron/engine/store/load.ts';
import { planPrune, planRemoval } from '../../../electron/engine/store/plan-removal.ts';
import { removePlanned } from '../../../electron/engine/store/remove-planned.ts';
import { selectForSave } from '../../../electron/engine/store/select-for-save.ts';
import { tagImage, untagImage } from '../../../electron/engine/store/tag-image.ts';
import { saveFormats } from '../../../shared/model/store.ts';
import type { RemovalPlan } from '../../../shared/model/store.ts';
import { randomPath } from '../hostile-values.ts';
import type { Random } from '../random.ts';
import { attempt } from './attempt.ts';
import type { LibraryPlace } from './make-library.ts';
import { hasBlob, soundManifests } from './sound-images.ts';
import { removeWhole, walk } from './whole-folders.ts';

/** Milliseconds to wait for a lock that somebody holds, or that is none. */
export const patience = 20;

const names = ['one:1', 'two:2', 'three:3', 'many:1', 'docker.io/library/one:1', 'new:1', '0'];

/**
 * Some changes one after another, in an order of their own. After each of them the images that were sound still are, but
 * for those that were to go.
 */
export async function* changeLibrary(place: LibraryPlace, random: Random): AsyncGenerator<unknown> {
  let before = await soundImages(place);
  for (let times = 1 + random.below(3); times > 0; times--) {
    const files = blobFiles(place);
    const change = pickChange(random);
    const going = new Set<string>();
    const outcome = await attempt(change.name, () => change.run(place, random, going));
    for (const [manifest, blobs] of before) {
      const isGoing = going.has(manifest);
      const lost = blobs.filter((blob) => !hasBlob(place.store, blob));
      if (!isGoing && lost.length > 0) {
        throw new Error(`${change.name} took ${lost.join()} of ${manifest}, which was sound`);
      }
    }
    const after = await soundImages(place);
    for (const manifest of before.keys()) {
      if (!going.has(manifest) && !after.has(manifest)) {
        throw new Error(`${manifest} was sound and is not listed after ${change.name}`);
      }
    }
    const litter = readdirSync(place.saved);
    if (litter.length > 0) throw new Error(`saving left ${litter.join()}`);
    if (change.name !== 'remove' && change.name !== 'prune') {
      const left = blobFiles(place);
      const gone = [...files].filter(([inode]) => !left.has(inode)).map(([, name]) => name);
      const isReplaced = (name: string): boolean =>
        name.endsWith('.part') || hasBlob(place.store, `sha256:${path.basename(name)}`);
      const lost = gone.filter((name) => !isReplaced(name));
      if (lost.length > 0) throw new Error(`${change.name} deleted ${lost.join()}`);
    }
    before = after;
    yield [change.name, outcome.done ? outcome.result : outcome.code];
  }
}

/** Loads the archives again and answers the manifests of what is in them. */
export async function loadAgain({
  archives,
  store,
  spool,
}: LibraryPlace): Promise<readonly string[]> {
  const loaded: string[] = [];
  for (const file of archives) {
    const archive = await openArchive(file, { spoolDir: spool });
    const request = { path: file, archive, select: { kind: 'all' } } as const;
    const result = await loadArchive(store, request, { patience });
    if (result.refused.length > 0) throw new Error('a sound image was refused');
    loaded.push(...result.loaded.map(({ manifestDigest }) => manifestDigest));
  }
  return loaded;
}

interface Change {
  readonly name: string;
  /** Adds to `going` the manifests of images that are meant to go. */
  readonly run: (place: LibraryPlace, random: Random, going: Set<string>) => Promise<unknown>;
}

function pickChange(random: Random): Change {
  return random.pick<Change>([
    { name: 'repair', run: repair },
    { name: 'tag', run: tag },
    { name: 'untag', run: untag },
    { name: 'remove', run: remove },
    { name: 'prune', run: prune },
    { name: 'save', run: save },
    { name: 'load', run: loadAgain },
  ]);
}

async function repair({ store }: LibraryPlace, random: Random): Promise<unknown> {
  const report = await checkStore(store, { deep: random.once(2), repair: true, patience });
  return report.findings.map(({ problem, outcome }) => [problem.code, outcome]);
}

async function tag({ store }: LibraryPlace, random: Random): Promise<unknown> {
  const name = random.once(3) ? randomPath(random) : random.pick(names);
  return tagImage(store, random.pick(names), name, { patience });
}

async function untag({ store }: LibraryPlace, random: Random): Promise<unknown> {
  await untagImage(store, random.pick(names), { patience });
  return null;
}

async function remove(
  { store }: LibraryPlace,
  random: Random,
  going: Set<string>,
): Promise<unknown> {
  const library = await readLibrary(store);
  const target = random.once(2) ? random.pick(names) : random.pick(targetsOf(library));
  return runPlan(library, planRemoval(library, [target]), going);
}

async function prune(
  { store }: LibraryPlace,
  random: Random,
  going: Set<string>,
): Promise<unknown> {
  const library = await readLibrary(store);
  const options = { dangling: random.once(2), unreferenced: random.once(2) };
  return runPlan(library, planPrune(library, options), going);
}

/** Only what the plan names may go. */
async function runPlan(
  { folder, images }: Library,
  plan: RemovalPlan,
  going: Set<string>,
): Promise<unknown> {
  for (const { key } of plan.removed) {
    const digest = images.find((each) => each.key === key)?.manifestDigest ?? null;
    if (digest !== null) going.add(digest);
  }
  const before = new Set(blobNames(folder));
  const result = await removePlanned(folder, plan, { patience });
  const gone = [...before].filter((name) => !new Set(blobNames(folder)).has(name));
  const planned = new Set(plan.blobs.map(({ digest }) => `blobs/${digest.replace(':', '/')}`));
  const others = gone.filter((name) => !planned.has(name));
  if (others.length > 0) throw new Error(`${others.join()} went and was not planned`);
  const sum = plan.blobs.reduce((total, { bytes }) => total + bytes, 0);
  if (plan.freedBytes !== sum || result.removedBlobs !== gone.length) {
    throw new Error('the bytes of what goes do not add up');
  }
  return result;
}

/** What is saved can be opened, and is complete. */
async function save(place: LibraryPlace, random: Random): Promise<unknown> {
  const library = await readLibrary(place.store);
  const target = random.once(2) ? random.pick(names) : random.pick(targetsOf(library));
  const format = random.pick(saveFormats);
  const destination = path.join(place.saved, 'saved');
  try {
    const selection = selectForSave(library, [target]);
    const result = await saveImages({ selection, format, destination });
    const { contents } = await openArchive(destination, { spoolDir: place.spool });
    const lacking = contents.images.filter(({ complete }) => !complete);
    return [result.bytes, contents.images.length, lacking.length];
  } finally {
    removeWhole(destination);
  }
}

function targetsOf({ images, entries }: Library): readonly string[] {
  const texts = [
    ...images.flatMap(({ key, id }) => [key, id ?? key]),
    ...entries.flatMap(({ reference, descriptor }) => [reference ?? descriptor.digestText]),
  ];
  return texts.length === 0 ? ['nothing'] : texts;
}

/** The images that are listed and sound, with their blobs. */
async function soundImages({
  store,
}: LibraryPlace): Promise<ReadonlyMap<string, readonly string[]>> {
  const library = await attempt('reading', () => readLibrary(store));
  if (!library.done) return new Map();
  return soundManifests(
    store,
    library.result.images.flatMap(({ manifestDigest }) => manifestDigest ?? []),
  );
}

/** Files below blobs/ and in quarantine, by their places on the disk. */
function blobFiles({ store }: LibraryPlace): ReadonlyMap<number, string> {
  const files = new Map<number, string>();
  for (const { name, stats } of walk(store)) {
    const isBlob = name.startsWith('blobs/') || name.startsWith('layerscope/quarantine/');
    if (isBlob && stats.isFile()) files.set(stats.ino, name);
  }
  return files;
}

function blobNames(store: string): readonly string[] {
  return [...walk(store)].flatMap(({ name, stats }) =>
    name.startsWith('blobs/') && stats.isFile() ? [name] : [],
  );
}
