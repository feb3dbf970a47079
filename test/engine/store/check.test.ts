import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkStore } from '../../../electron/engine/store/check-store.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import type { StoreReport } from '../../../shared/model/store.ts';
import { dockerMembers } from '../../fixtures/docker-members.ts';
import { buildImage, compressed, hexOf, image, layer } from '../../fixtures/image.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { file } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { loadMembers, look, namesAndIds, newStore, workFolder } from './store-folder.ts';

const base = layer(file('base', 'base'));
const one = image({ ref: 'one:1', layers: [base, compressed(layer(file('1', 'one')), 'gzip')] });
const two = image({ ref: 'two:2', layers: [base] });
const built = await buildImage(one);

async function filled(): Promise<string> {
  const store = newStore();
  await loadMembers(store, await ociMembers([one]));
  await loadMembers(store, await dockerMembers([two]));
  return store;
}

function repair(store: string, deep = true): Promise<StoreReport> {
  return checkStore(store, { deep, repair: true });
}

function codes({ findings }: StoreReport): readonly string[] {
  return findings.map(({ problem, outcome }) => `${problem.code}: ${outcome}`);
}

function blob(store: string, digest: string | undefined): string {
  return join(store, 'blobs', 'sha256', hexOf(digest ?? ''));
}

describe('a check', () => {
  test('finds nothing in a whole store and reads every byte of it', async () => {
    const store = await filled();
    const report = await look(store);
    expect(report).toMatchObject({ findings: [], sound: true, checkedBlobs: 6 });
    expect(report.checkedBytes).toBeGreaterThan(0);
  });

  test('looks only, unless told to repair', async () => {
    const store = await filled();
    writeFileSync(join(store, 'index.json'), '{"manifests":[');
    const left = join(store, 'blobs', 'sha256', '.layerscope-x.part');
    writeFileSync(left, 'half');
    expect(codes(await look(store))).toEqual([
      'store-leftover: found',
      'store-index-damaged: found',
    ]);
    expect(existsSync(left)).toBe(true);
    expect(readFileSync(join(store, 'index.json'), 'utf8')).toBe('{"manifests":[');
  });

  test('a store that is not there is whole, and a folder that is none says so', async () => {
    const folder = join(workFolder, 'no-store');
    const nothing = { findings: [], sound: true, checkedBlobs: 0, checkedBytes: 0 };
    expect(await look(folder)).toEqual(nothing);
    mkdirSync(folder);
    expect(await look(folder)).toEqual(nothing);
    writeFileSync(join(folder, 'x'), '');
    expect(await failureOf(look(folder))).toBe('not-a-store');
  });
});

describe('repairing', () => {
  test.each([
    ['cut off', '{"manifests":['],
    ['another document', '[1, 2]'],
    ['empty', ''],
  ])('an index that is %s comes back from the backup, and the bad one is kept', async (_, text) => {
    const store = await filled();
    const names = await namesAndIds(store);
    writeFileSync(join(store, 'index.json'), text);
    const broken = await readLibrary(store);
    expect(broken.problems.map(({ code }) => code)).toContain('store-index-damaged');
    expect(await failureOf(loadMembers(store, await dockerMembers([one])))).toBe('store-damaged');
    expect((await repair(store)).sound).toBe(true);
    expect(await namesAndIds(store)).toEqual(names);
    const kept = readdirSync(join(store, 'layerscope', 'quarantine'));
    expect(readFileSync(join(store, 'layerscope', 'quarantine', kept[0] ?? ''), 'utf8')).toBe(text);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
  });

  test('what is not in the backup is found among the blobs, without its name', async () => {
    const store = await filled();
    const backup = join(store, 'layerscope', 'index.backup.json');
    const old = readFileSync(backup);
    await loadMembers(store, await dockerMembers([image({ ref: 'late:1', layers: [base, base] })]));
    writeFileSync(backup, old);
    rmSync(join(store, 'index.json'));
    expect(codes(await repair(store))).toEqual(['store-index-damaged: mended']);
    const { images } = await readLibrary(store);
    expect(images).toHaveLength(3);
    expect(images.filter(({ references }) => references.length === 0)).toHaveLength(1);
  });

  test('an index that is gone is made anew from the manifests when the backup is damaged too', async () => {
    const store = await filled();
    rmSync(join(store, 'index.json'));
    writeFileSync(join(store, 'layerscope', 'index.backup.json'), 'no');
    expect((await repair(store)).sound).toBe(true);
    const { images } = await readLibrary(store);
    expect(images).toHaveLength(2);
    expect(images.every(({ complete }) => complete)).toBe(true);
  });

  test('a damaged blob is moved aside, and loading brings a good one', async () => {
    const store = await filled();
    const path = blob(store, built.layers[1]?.digest);
    const bytes = readFileSync(path);
    bytes[30] = (bytes[30] ?? 0) ^ 1;
    writeFileSync(path, bytes);
    expect(codes(await look(store))).toEqual(['blob-digest-mismatch: found']);
    const report = await repair(store);
    expect(codes(report)).toEqual(['blob-digest-mismatch: moved-aside', 'blob-missing: found']);
    expect(report.sound).toBe(false);
    const [first] = report.findings;
    expect(readFileSync(join(store, first?.quarantine ?? '')).equals(bytes)).toBe(true);
    await loadMembers(store, await ociMembers([one]));
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
  });

  test('a blob that was cut off is found without reading the others', async () => {
    const store = await filled();
    truncateSync(blob(store, built.layers[0]?.digest), 100);
    expect(codes(await checkStore(store, { deep: false, repair: false }))).toEqual([
      'blob-digest-mismatch: found',
      'blob-size-mismatch: found',
    ]);
    expect(codes(await repair(store, false))).toContain('blob-digest-mismatch: moved-aside');
    await loadMembers(store, await ociMembers([one]));
    expect(await look(store)).toMatchObject({ sound: true });
  });

  test('a missing blob is said once, with the image that needs it', async () => {
    const store = await filled();
    rmSync(blob(store, built.layers[0]?.digest));
    const report = await repair(store);
    expect(codes(report)).toEqual(['blob-missing: found']);
    expect(report.sound).toBe(false);
  });

  test('a wrong size in the index is set right', async () => {
    const store = await filled();
    const path = join(store, 'index.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/"size":\d+/, '"size":1'));
    expect(codes(await repair(store))).toEqual(['blob-size-mismatch: mended']);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
    expect(await namesAndIds(store)).toHaveLength(2);
  });

  test('leftovers go, strangers are moved aside, a lost marker and lost records come back', async () => {
    const store = await filled();
    const records = join(store, 'layerscope', 'layers.json');
    const known = readFileSync(records, 'utf8');
    writeFileSync(join(store, 'blobs', 'sha256', '.layerscope-x.part'), 'half');
    writeFileSync(join(store, 'blobs', 'sha256', 'README'), 'hello');
    rmSync(join(store, 'oci-layout'));
    writeFileSync(records, known.replace(/"unpackedBytes":\d/, '"unpackedBytes":9'));
    expect(codes(await repair(store, false))).toEqual([
      'store-leftover: mended',
      'store-foreign-file: moved-aside',
      'layout-missing: mended',
      'store-records-damaged: mended',
    ]);
    expect(readFileSync(records, 'utf8')).toBe(known);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
  });

  test('a layout that another program made becomes a store', async () => {
    const store = newStore();
    const { writeMembers } = await import('../../fixtures/outer.ts');
    await writeMembers(await ociMembers([one]), store);
    expect(await namesAndIds(store)).toEqual([`one:1 ${built.configDigest}`]);
    await loadMembers(store, await dockerMembers([two]));
    expect(await namesAndIds(store)).toHaveLength(2);
    expect((await repair(store, false)).findings).toEqual([]);
    const library = await readLibrary(store);
    expect(library.records.size).toBe(2);
  });
});
