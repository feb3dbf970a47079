import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { ExportOutcome, ImageChoice } from '../../shared/model/export.ts';
import type { Image } from '../../shared/model/image.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import type { LibraryState } from '../../shared/model/library.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import { saveFormats } from '../../shared/model/store.ts';
import type { SaveFormat } from '../../shared/model/store.ts';
import { showAll } from '../../shared/model/view.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { packMembers } from '../fixtures/outer.ts';
import type { Member } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { directory, file, packTar, whiteout } from '../fixtures/tar.ts';
import { openPath, run } from './running-engine.ts';
import type { Running } from './running-engine.ts';

const base = compressed(
  layer(directory('etc'), file('etc/motd', 'hello'), file('gone', 'g'.repeat(5000))),
  'gzip',
);
const upper = layer(file('etc/motd', 'howdy'), whiteout('gone'));
const app = image({ ref: 'app:1', layers: [base, upper] });
const bottom = image({ ref: 'base:1', layers: [base] });
/** Bytes of the two tars: headers, content in whole blocks, two empty blocks at the end. */
const baseBytes = 3 * 512 + 512 + 5120 + 1024;
const upperBytes = 2 * 512 + 512 + 1024;

async function openMembers(running: Running, members: readonly Member[]): Promise<SourceState> {
  const opened = path.join(running.folder, `${randomUUID()}.tar`);
  writeFileSync(opened, await packMembers(members));
  return openPath(running, opened);
}

/** An engine whose library holds `app:1` and `base:1`, with nothing open beside it. */
async function runLoaded(): Promise<Running> {
  const running = run();
  const { grant } = await openMembers(running, await ociMembers([app, bottom]));
  await running.window.call('library.load', { grant, images: null });
  await running.control.call('source.close', { grant });
  return running;
}

function saveImages(
  { control }: Running,
  images: readonly ImageChoice[],
  format: SaveFormat,
  destination: string,
): Promise<ExportOutcome> {
  const request = { what: 'images', images, format, packing: null } as const;
  return control.call('export.run', { request, destination, rule: 'ask' });
}

/** The next state of the library that is told to windows. */
function nextLibrary({ window }: Running): Promise<LibraryState> {
  return new Promise((resolve) => {
    const stop = window.on('library', (state) => {
      stop();
      resolve(state);
    });
  });
}

function namesIn({ images }: LibraryState): readonly string[] {
  return images.flatMap((stored) => stored.image.references).toSorted();
}

describe('the library', () => {
  test('is empty and without a folder until something is kept', async () => {
    const running = run();
    expect(await running.window.call('library.read', {})).toMatchObject({
      grant: libraryGrant,
      images: [],
      totals: { images: 0, storedBytes: 0 },
      problems: [],
    });
    expect(existsSync(running.store)).toBe(false);
    expect(await running.window.call('source.list', {})).toMatchObject([
      { grant: libraryGrant, role: 'library', status: 'open' },
    ]);
  });

  test('keeps images of an opened archive, tells every window, and knows them the next time', async () => {
    const running = run();
    const { window } = running;
    const { grant, contents } = await openMembers(running, await ociMembers([app, bottom]));
    const one = contents!.images.find(({ references }) => references.includes('base:1'))!;
    const told = nextLibrary(running);
    const jobs: string[] = [];
    window.on('job', ({ kind, grant: about }) => jobs.push(`${kind} ${about === grant}`));
    const first = await window.call('library.load', { grant, images: [one.key] });
    expect(first).toMatchObject({ refused: [], moved: [], writtenBlobs: 3 });
    expect(first.loaded).toMatchObject([{ key: one.key, id: one.id, added: true }]);
    expect(namesIn(await told)).toEqual(['base:1']);
    expect(jobs).toContain('load true');

    const all = await window.call('library.load', { grant, images: null });
    expect(all).toMatchObject({ writtenBlobs: 3, knownBlobs: 3 });
    expect(all.loaded.filter(({ added }) => added)).toMatchObject([{ references: ['app:1'] }]);
    expect(namesIn(await window.call('library.read', {}))).toEqual(['app:1', 'base:1']);
    expect(await window.call('job.list', {})).toEqual([]);
    await expect(window.call('library.load', { grant, images: ['none'] })).rejects.toMatchObject({
      failure: { code: 'image-unknown' },
    });
  });

  test('shows the trees of its images when the archive is gone, and after a restart', async () => {
    const before = await runLoaded();
    await before.control.call('engine.stop', {});
    const { window } = run(before.folder);
    const { grant, images } = await window.call('library.read', {});
    const stored = images.find((each) => each.image.references.includes('app:1'))!;
    const target = { grant, image: stored.image.key };
    expect(await window.call('image.read', target)).toMatchObject({ unionEntries: 2 });
    const range = { from: 0, to: 1 };
    const { view } = await window.call('view.open', { ...target, range, options: showAll });
    await window.call('view.expandChanged', { view });
    const { rows } = await window.call('view.rows', { view, start: 0, count: 10 });
    expect(rows.map(({ name, change }) => `${name} ${change}`)).toEqual([
      'etc unchanged',
      'motd modified',
      'gone removed',
    ]);
    const { node } = rows[1]!;
    const preview = await window.call('entry.preview', { ...target, layer: 1, node, limit: 99 });
    expect(Buffer.from(preview.bytes).toString()).toBe('howdy');
    // What was read stays read when the library changes.
    await window.call('library.tag', { target: 'app:1', reference: 'app:2' });
    expect(await window.call('entry.describe', { ...target, range, node })).toMatchObject({
      path: 'etc/motd',
    });
  });

  test('gives and takes names', async () => {
    const running = await runLoaded();
    const { window } = running;
    const told = nextLibrary(running);
    expect(await window.call('library.tag', { target: 'app:1', reference: 'me/app:2' })).toEqual(
      [],
    );
    expect(namesIn(await told)).toEqual(['app:1', 'base:1', 'me/app:2']);
    const moved = await window.call('library.tag', { target: 'app:1', reference: 'base:1' });
    expect(moved).toMatchObject([{ reference: 'base:1' }]);
    await window.call('library.untag', { reference: 'me/app:2' });
    const state = await window.call('library.read', {});
    expect(namesIn(state)).toEqual(['app:1', 'base:1']);
    expect(state.images.filter(({ dangling }) => dangling)).toHaveLength(1);
    for (const [call, code] of [
      [window.call('library.untag', { reference: 'me/app:2' }), 'image-unknown'],
      [window.call('library.tag', { target: 'nope', reference: 'a' }), 'image-unknown'],
      [window.call('library.tag', { target: 'app:1', reference: 'A B' }), 'reference-invalid'],
    ] as const) {
      await expect(call).rejects.toMatchObject({ failure: { code } });
    }
  });

  test('says what removing would do and then does that', async () => {
    const running = await runLoaded();
    const { window, store } = running;
    const blobs = (): number => readdirSync(path.join(store, 'blobs', 'sha256')).length;
    const before = blobs();
    const plan = await window.call('library.planRemoval', { targets: ['app:1', 'nope'] });
    expect(plan).toMatchObject({
      removed: [{ references: ['app:1'] }],
      kept: [{ role: 'layer', usedBy: ['base:1'] }],
      unknown: ['nope'],
    });
    expect(plan.blobs).toHaveLength(3);
    expect(blobs()).toBe(before);
    const result = await window.call('library.remove', { targets: ['app:1'] });
    expect(result).toEqual({ removedBlobs: 3, freedBytes: plan.freedBytes, stillUsed: 0 });
    expect(blobs()).toBe(before - 3);
    expect(namesIn(await window.call('library.read', {}))).toEqual(['base:1']);
  });

  test('prunes images without a name, and blobs that nothing names', async () => {
    const { window, store } = await runLoaded();
    await window.call('library.untag', { reference: 'app:1' });
    writeFileSync(path.join(store, 'blobs', 'sha256', 'e'.repeat(64)), 'loose');
    const what = { dangling: true, unreferenced: false };
    expect((await window.call('library.planPrune', what)).blobs).toHaveLength(3);
    expect(await window.call('library.prune', what)).toMatchObject({ removedBlobs: 3 });
    // The file was put there behind the engine's back: a change of the library makes it look again.
    const loose = { dangling: false, unreferenced: true };
    expect((await window.call('library.planPrune', loose)).freedBytes).toBe(5);
    expect(await window.call('library.prune', loose)).toMatchObject({ freedBytes: 5 });
    const { totals } = await window.call('library.read', {});
    expect(totals).toMatchObject({ images: 1, layers: 1, unreferencedBlobs: 0 });
  });

  test.each(saveFormats)('saves images as %s, which open again', async (format) => {
    const running = await runLoaded();
    const destination = path.join(running.folder, 'saved');
    const { images: kept } = await running.window.call('library.read', {});
    const chosen = kept.map(({ image }) => ({ grant: libraryGrant, image: image.key }));
    const outcome = await saveImages(running, chosen, format, destination);
    expect(outcome).toMatchObject({ kind: 'done', losses: [] });
    const { contents } = await openPath(running, destination);
    const { images } = await running.window.call('library.read', {});
    const facts = (each: { readonly id: string | null; readonly references: readonly string[] }) =>
      `${each.references.join()} ${each.id}`;
    expect(contents?.images.map(facts).toSorted()).toEqual(
      images.map((stored) => facts(stored.image)).toSorted(),
    );
    expect(contents?.problems).toEqual([]);
    await expect(
      saveImages(running, [{ grant: libraryGrant, image: 'no' }], format, `${destination}-too`),
    ).rejects.toMatchObject({ failure: { code: 'image-unknown' } });
  });

  test('saves images of an opened archive beside those of the library', async () => {
    const running = await runLoaded();
    const other = image({ ref: 'other:1', layers: [layer(file('other', 'o'))] });
    const { grant, contents } = await openMembers(running, await dockerMembers([other]));
    const { images: kept } = await running.window.call('library.read', {});
    const destination = path.join(running.folder, 'both.tar');
    const jobs: string[] = [];
    running.window.on('job', ({ kind, grant: about }) => jobs.push(`${kind} ${about === grant}`));
    const opened = contents!.images.map(({ key }) => ({ grant, image: key }));
    const chosen = kept.map(({ image: each }) => ({ grant: libraryGrant, image: each.key }));
    await saveImages(running, [...opened, ...chosen], 'docker-oci-archive', destination);
    expect(jobs).toContain('save true');
    const saved = await openPath(running, destination);
    const idsOf = (images: readonly Image[]): readonly string[] =>
      images.map(({ id }) => id ?? '').toSorted();
    expect(idsOf(saved.contents!.images)).toEqual(
      idsOf([...contents!.images, ...kept.map((stored) => stored.image)]),
    );
    expect(saved.contents!.problems).toEqual([]);
  });

  test('imports a root file system', async () => {
    const running = run();
    const rootFs = path.join(running.folder, 'root.tar');
    writeFileSync(rootFs, await packTar([directory('etc'), file('etc/passwd', 'root')]));
    const request = { path: rootFs, references: ['root:1'], changes: ['USER me'] };
    const told = nextLibrary(running);
    expect(await running.control.call('library.import', request)).toMatchObject({
      loaded: [{ references: ['root:1'], added: true }],
    });
    const { grant, images } = await told;
    const { config } = await running.window.call('image.documents', {
      grant,
      image: images[0]!.image.key,
    });
    expect(JSON.parse(config ?? '')).toMatchObject({ config: { User: 'me' } });
    await expect(
      running.control.call('library.import', { ...request, changes: ['FLY'] }),
    ).rejects.toMatchObject({ failure: { code: 'change-invalid' } });
  });

  test('is checked, and mended where that is asked for', async () => {
    const { window, store } = await runLoaded();
    expect(await window.call('library.check', { repair: false })).toMatchObject({
      findings: [],
      sound: true,
    });
    writeFileSync(path.join(store, 'index.json'), 'no index');
    const found = await window.call('library.check', { repair: false });
    expect(found).toMatchObject({ sound: false });
    expect(found.findings).toContainEqual(
      expect.objectContaining({ outcome: 'found', quarantine: null }),
    );
    expect(await window.call('library.check', { repair: true })).toMatchObject({ sound: true });
    expect(namesIn(await window.call('library.read', {}))).toEqual(['app:1', 'base:1']);
  });

  test('cannot be closed, and a folder that is no store is told to whoever asks', async () => {
    const { window, control } = await runLoaded();
    await control.call('source.close', { grant: libraryGrant });
    expect(await window.call('source.list', {})).toMatchObject([{ grant: libraryGrant }]);
    const other = run(mixedFolder());
    await expect(other.window.call('library.read', {})).rejects.toMatchObject({
      failure: { code: 'not-a-store' },
    });
    expect(readdirSync(other.store)).toEqual(['mine.txt']);
  });
});

/** A folder in whose place for the library lies something else. */
function mixedFolder(): string {
  const folder = temporaryFolder();
  const opened = path.join(folder, 'library');
  mkdirSync(opened);
  writeFileSync(path.join(opened, 'mine.txt'), '');
  return folder;
}

describe('lineage and usage', () => {
  test('count an image once that is opened and stored', async () => {
    const running = await runLoaded();
    const { window } = running;
    const { grant } = await openMembers(running, await ociMembers([app]));
    const { lineage, family } = await window.call('lineage.read', {});
    expect(lineage.images.map(({ references }) => references)).toEqual([['app:1'], ['base:1']]);
    expect(lineage.images[0]?.places.map(({ source }) => source)).toEqual(['store', grant]);
    expect(lineage.images[0]?.parents).toEqual([1]);
    expect(lineage.nodes).toHaveLength(2);
    expect(family.members.map(({ parent, images }) => [parent, images])).toEqual([
      [null, [1]],
      [0, [0]],
    ]);

    const { usage, matrix, icicles } = await window.call('usage.read', {});
    expect(usage.totals).toMatchObject({ images: 2, layers: 2 });
    expect(usage.images.map(({ unique }) => unique.unpacked.bytes)).toEqual([upperBytes, 0]);
    expect(matrix.rows).toHaveLength(2);
    expect(icicles.unpacked.bytes).toBe(baseBytes + upperBytes);
  });

  test('know the unpacked sizes of what is stored without reading it', async () => {
    const { window } = await runLoaded();
    const { usage } = await window.call('usage.read', {});
    expect(usage.totals.disk.unpacked).toEqual({
      bytes: baseBytes + upperBytes,
      unknownLayers: 0,
      absentLayers: 0,
    });
    expect(usage.totals.disk.stored.bytes).toBeLessThan(baseBytes);
    expect(usage.layers.map(({ unpackedBytes }) => unpackedBytes)).toEqual([baseBytes, upperBytes]);
  });
});
