import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { checkStore } from '../../../electron/engine/store/check-store.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { planPrune } from '../../../electron/engine/store/plan-removal.ts';
import { removePlanned } from '../../../electron/engine/store/remove-planned.ts';
import { acquireLock } from '../../../electron/engine/store/store-lock.ts';
import { tagImage, untagImage } from '../../../electron/engine/store/tag-image.ts';
import type { RemovalResult, StoreReport } from '../../../shared/model/store.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { folderSnapshot } from '../../fixtures/folder-snapshot.ts';
import { hexOf, image, layer } from '../../fixtures/image.ts';
import { ociMembers, platforms } from '../../fixtures/oci-members.ts';
import { asPlainUser, canBePlainUser } from '../../fixtures/plain-user.ts';
import { file } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { loadMembers, look, namesAndIds, newStore, workFolder } from './store-folder.ts';

const members = await dockerMembers([
  image({ ref: 'one:1', layers: [layer(file('a', 'a'))] }),
  image({ ref: 'two:2', layers: [layer(file('a', 'a')), layer(file('b', 'b'))] }),
]);
const isUnix = process.platform !== 'win32';

interface Place {
  readonly store: string;
  /** Somebody else's folder. */
  readonly outside: string;
}

async function filled(): Promise<Place> {
  const store = newStore();
  await loadMembers(store, members);
  const outside = newStore();
  mkdirSync(join(outside, 'inner'), { recursive: true });
  writeFileSync(join(outside, 'file'), 'not ours');
  writeFileSync(join(outside, '.layerscope-x.part'), 'not ours either');
  return { store, outside };
}

function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, 'utf8'));
}

function repair(store: string): Promise<StoreReport> {
  return checkStore(store, { deep: true, repair: true });
}

function codes({ findings }: StoreReport): readonly string[] {
  return findings.map(({ problem, outcome }) => `${problem.code}: ${outcome}`);
}

async function prune(store: string): Promise<RemovalResult> {
  const plan = planPrune(await readLibrary(store), { dangling: false, unreferenced: true });
  return removePlanned(store, plan);
}

/** After a repair nothing is left to be repaired, and the images can be loaded. */
async function expectMended(store: string): Promise<void> {
  expect((await repair(store)).findings.filter(({ outcome }) => outcome !== 'found')).toEqual([]);
  await loadMembers(store, members);
  expect((await namesAndIds(store)).map((each) => each.slice(0, 5))).toEqual(['one:1', 'two:2']);
  expect((await look(store)).sound).toBe(true);
}

describe.runIf(isUnix)('links in place of folders', () => {
  test.each(['blobs', 'blobs/sha256'])('%s: nothing behind one is the store’s', async (name) => {
    const { store, outside } = await filled();
    const moved = join(outside, 'moved');
    renameSync(join(store, name), moved);
    symlinkSync(moved, join(store, name));
    const before = folderSnapshot(outside);
    expect((await readLibrary(store)).blobs.size).toBe(0);
    expect(await failureOf(loadMembers(store, members))).toBe('store-damaged');
    expect(codes(await repair(store))).toContain('store-foreign-file: moved-aside');
    await prune(store);
    await expectMended(store);
    expect(folderSnapshot(outside)).toEqual(before);
  });

  test.each(['layerscope', 'layerscope/quarantine'])('%s', async (name) => {
    const { store, outside } = await filled();
    writeFileSync(join(store, 'blobs', 'sha256', 'no digest'), 'x');
    rmSync(join(store, name), { recursive: true, force: true });
    symlinkSync(outside, join(store, name));
    const before = folderSnapshot(outside);
    if (name === 'layerscope') {
      expect(await failureOf(tagImage(store, 'one:1', 'new:1'))).toBe('store-damaged');
    }
    expect(codes(await look(store))).toContain('store-foreign-file: found');
    expect(codes(await repair(store))).toContain('store-foreign-file: moved-aside');
    await expectMended(store);
    expect(folderSnapshot(outside)).toEqual(before);
  });
});

describe.runIf(isUnix)('in place of documents', () => {
  const odd: readonly (readonly [string, (path: string, outside: string) => void])[] = [
    ['a link to somebody else’s file', (path, out) => symlinkSync(join(out, 'file'), path)],
    ['a link to itself', (path) => symlinkSync(path, path)],
    ['a link to zeros without end', (path) => symlinkSync('/dev/zero', path)],
    ['a pipe', (path) => void execFileSync('mkfifo', [path])],
    ['a folder', (path) => mkdirSync(join(path, 'inner'), { recursive: true })],
    ['three gigabytes', (path) => (writeFileSync(path, ''), truncateSync(path, 3 * 2 ** 30))],
  ];

  test.each(odd)('%s is as good as damaged', async (_, put) => {
    const { store, outside } = await filled();
    const before = folderSnapshot(outside);
    const documents = ['index.json', 'oci-layout', 'layerscope/layers.json'];
    for (const name of documents) {
      rmSync(join(store, name));
      put(join(store, name), outside);
    }
    const { images, problems } = await readLibrary(store);
    expect(images).toEqual([]);
    expect(problems.map(({ code }) => code)).toContain('store-index-damaged');
    expect(await failureOf(prune(store))).toBe('store-damaged');
    expect((await repair(store)).sound).toBe(true);
    expect(await namesAndIds(store)).toHaveLength(2);
    await expectMended(store);
    expect(folderSnapshot(outside)).toEqual(before);
  });

  test('the content itself behind a link: it is not followed, and comes back from the backup', async () => {
    const { store, outside } = await filled();
    renameSync(join(store, 'index.json'), join(outside, 'index.json'));
    symlinkSync(join(outside, 'index.json'), join(store, 'index.json'));
    expect(codes(await repair(store))).toEqual(['store-index-damaged: mended']);
    await expectMended(store);
  });

  test.each([
    ['a link that leads nowhere', (path: string) => symlinkSync('nowhere', path)],
    ['a pipe', (path: string) => void execFileSync('mkfifo', [path])],
    ['a folder', (path: string) => mkdirSync(path)],
  ])('%s in place of the lock is waited for like a lock, and the wait ends', async (_, put) => {
    const { store } = await filled();
    put(join(store, 'layerscope', 'lock'));
    expect(await failureOf(acquireLock(store, { patience: 60 }))).toBe('store-busy');
  });
});

test.runIf(canBePlainUser)(
  'a document that may not be read hides its image alone, and nothing is removed meanwhile',
  async () => {
    const { store } = await filled();
    const { images } = await readLibrary(store);
    const digest = images.find(({ references }) => references.includes('two:2'))?.manifestDigest;
    chmodSync(join(store, 'blobs', 'sha256', hexOf(digest ?? '')), 0);
    for (const name of ['', 'layerscope', 'blobs', 'blobs/sha256'])
      chmodSync(join(store, name), 0o777);
    chmodSync(workFolder, 0o777);
    await asPlainUser(async () => {
      const left = await readLibrary(store);
      expect(left.images.map(({ references }) => references)).toEqual([['one:1']]);
      expect(left.problems.map(({ code }) => code)).toContain('source-unreadable');
      expect(await failureOf(prune(store))).toBe('store-damaged');
    });
  },
);

describe('strangers among the blobs', () => {
  test('are moved aside whatever they are called, and do not keep a repair from its end', async () => {
    const { store } = await filled();
    const folder = join(store, 'blobs', 'sha256');
    mkdirSync(join(folder, '.layerscope-x.part', 'inner'), { recursive: true });
    writeFileSync(join(folder, 'n'.repeat(255)), 'x');
    if (isUnix) writeFileSync(join(folder, '\u001B[31mred\n'), 'x');
    expect(codes(await repair(store))).toEqual(
      Array.from({ length: isUnix ? 3 : 2 }, () => 'store-foreign-file: moved-aside'),
    );
    await expectMended(store);
  });

  test.runIf(process.platform === 'linux')('stay where their names are no UTF-8', async () => {
    const { store } = await filled();
    const folder = Buffer.from(`${join(store, 'blobs', 'sha256')}/`);
    writeFileSync(Buffer.concat([folder, Buffer.from([0xff, 0x41])]), 'x');
    expect(codes(await repair(store))).toEqual(['store-foreign-file: found']);
    await expectMended(store);
  });

  test('leftovers beside the documents are removed, too', async () => {
    const { store } = await filled();
    for (const folder of ['', 'layerscope']) {
      writeFileSync(join(store, folder, '.layerscope-x.part'), 'half');
    }
    expect(codes(await repair(store))).toEqual([
      'store-leftover: mended',
      'store-leftover: mended',
    ]);
    expect(readdirSync(store).filter((name) => name.endsWith('.part'))).toEqual([]);
  });
});

test.each(['"schemaVersion":3', '"schemaVersion":2,"config":1'])(
  'the images of an index of platforms that is damaged stay listed: %s',
  async (other) => {
    const store = newStore();
    const [amd, arm] = ['linux/amd64', 'linux/arm64'].map((platform) =>
      image({ layers: [layer(file('a', platform))], platform }),
    );
    await loadMembers(store, await ociMembers([platforms('many:1', [amd!, arm!])]));
    const { entries, images } = await readLibrary(store);
    const path = join(store, 'blobs', 'sha256', hexOf(entries[0]?.descriptor.digestText ?? ''));
    writeFileSync(path, readFileSync(path, 'utf8').replace('"schemaVersion":2', other));
    expect(codes(await repair(store))).toContain('blob-digest-mismatch: moved-aside');
    const left = await readLibrary(store);
    const digests = (all: typeof images): ReadonlySet<string | null> =>
      new Set(all.map(({ manifestDigest }) => manifestDigest));
    expect(digests(left.images)).toEqual(digests(images));
    expect(left.images.every(({ complete }) => complete)).toBe(true);
  },
);

test('an image that has one name twice stays when the name goes', async () => {
  const { store } = await filled();
  const path = join(store, 'index.json');
  const index = v.parse(v.looseObject({ manifests: v.array(v.unknown()) }), readJson(path));
  const manifests = [...index.manifests, ...index.manifests];
  writeFileSync(path, JSON.stringify({ ...index, manifests }));
  await untagImage(store, 'one:1');
  expect((await readLibrary(store)).images).toHaveLength(2);
});

describe('what a repair can bring back is not pruned before', () => {
  test('an index that is lost with its backup is made anew from the manifests', async () => {
    const { store } = await filled();
    rmSync(join(store, 'index.json'));
    rmSync(join(store, 'layerscope'), { recursive: true });
    expect(await failureOf(prune(store))).toBe('store-damaged');
    expect(await failureOf(loadMembers(store, members))).toBe('store-damaged');
    expect((await repair(store)).sound).toBe(true);
    expect((await readLibrary(store)).images).toHaveLength(2);
    await expectMended(store);
  });

  test('an entry that states a wrong size', async () => {
    const { store } = await filled();
    const path = join(store, 'index.json');
    const text = readFileSync(path, 'utf8');
    writeFileSync(path, text.replace(/"size":\d+/, '"size":7'));
    expect(await failureOf(prune(store))).toBe('store-damaged');
    expect((await repair(store)).sound).toBe(true);
    expect(await prune(store)).toMatchObject({ removedBlobs: 0 });
    await expectMended(store);
  });
});
