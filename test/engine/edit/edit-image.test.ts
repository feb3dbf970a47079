import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeEdit, planEdit } from '../../../electron/engine/edit/edit-image.ts';
import { discardEdit, saveEdit } from '../../../electron/engine/edit/save-edit.ts';
import { keepEdited } from '../../../electron/engine/edit/keep-edited.ts';
import type { EditAction } from '../../../electron/engine/edit/edit-request.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { selectForSave } from '../../../electron/engine/store/select-for-save.ts';
import { saveFormats } from '../../../shared/model/store.ts';
import { dockerMembers, flatMembers } from '../../fixtures/docker-members.ts';
import { buildImage, compressed, emptyStep, image, layer, sha256 } from '../../fixtures/image.ts';
import type { ImageOptions, ImageRecipe } from '../../fixtures/image.ts';
import { ociMembers } from '../../fixtures/oci-members.ts';
import { packMembers, withoutMember } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { directory, file, hardLink, opaque, packTar, whiteout } from '../../fixtures/tar.ts';
import { failureOf } from '../archive/opening.ts';
import { look } from '../store/store-folder.ts';
import { configOf, edited, filesAfter, readArchive, requestFor } from './edits.ts';

const base = layer(directory('etc'), file('etc/passwd', 'root'), file('etc/old', 'x'.repeat(4000)));
const build = layer(file('tmp/build', 'y'.repeat(100_000)), file('bin/app', 'one'));
const clean = layer(whiteout('tmp/build'), whiteout('etc/old'), file('bin/app', 'two'));
const top = layer(file('etc/top', 't'));

const history = [
  'COPY base /',
  emptyStep('/bin/sh -c #(nop)  ENV A=1'),
  'RUN make',
  emptyStep('ENV B=2'),
  'RUN clean',
  emptyStep('CMD ["app"]'),
  'COPY top /etc/top',
  emptyStep('LABEL a=b'),
];

function recipe(options: ImageOptions = {}): ImageRecipe {
  return image({
    ref: 'example.org/app:1',
    layers: [base, build, clean, top],
    history,
    config: { Env: ['A=1', 'B=2'], Cmd: ['app'], Labels: { a: 'b' }, Unheard: 1 },
    document: { 'moby.buildkit.x': 'kept' },
    ...options,
  });
}

async function archiveOf(
  one: ImageRecipe,
  members: typeof dockerMembers = dockerMembers,
): Promise<string> {
  const archive = path.join(temporaryFolder(), randomUUID());
  writeFileSync(archive, await packMembers(await members([one])));
  return archive;
}

function steps(archive: Awaited<ReturnType<typeof edited>>): unknown {
  const records = configOf(archive.archive)['history'];
  return Array.isArray(records) ? records.map(({ created_by: by }) => by) : null;
}

describe('dropping layers', () => {
  test('takes their history away, and tells which settings stay', async () => {
    const original = await archiveOf(recipe());
    const result = await edited(original, [{ edit: 'drop', layers: 2 }]);
    const built = await buildImage(recipe());
    expect(configOf(result.archive)).toMatchObject({
      'moby.buildkit.x': 'kept',
      config: { Env: ['A=1', 'B=2'], Cmd: ['app'], Unheard: 1 },
      rootfs: { diff_ids: built.layers.slice(0, 2).map(({ diffId }) => diffId) },
    });
    expect(steps(result)).toEqual([
      'COPY base /',
      '/bin/sh -c #(nop)  ENV A=1',
      'RUN make',
      'ENV B=2',
    ]);
    expect(result.plan.saved).toMatchObject({
      layersBefore: 4,
      layersAfter: 2,
      settingsKept: ['CMD ["app"]', 'LABEL a=b'],
      historyLost: false,
    });
  });

  test('all of them, and more than there are', async () => {
    const original = await archiveOf(recipe());
    const all = await edited(original, [{ edit: 'drop', layers: 4 }], { format: 'oci-archive' });
    expect(all.archive.contents.images[0]?.layers).toEqual([]);
    const request = await requestFor(original, [{ edit: 'drop', layers: 5 }]);
    expect(await failureOf(planEdit(request))).toBe('arguments-invalid');
    expect(await failureOf(makeEdit({ ...request, steps: [{ edit: 'drop', layers: 0 }] }))).toBe(
      'arguments-invalid',
    );
  });

  test('what was appended gives the image that was there before', async () => {
    const original = await archiveOf(recipe());
    const tar = path.join(temporaryFolder(), 'more.tar');
    writeFileSync(tar, await packTar([file('more', 'm')]));
    const same = await edited(original, [
      { edit: 'append', path: tar, message: 'more' },
      { edit: 'drop', layers: 1 },
    ]);
    const again = await edited(same.path, [
      { edit: 'append', path: tar, message: '' },
      { edit: 'drop', layers: 1 },
    ]);
    expect(again.archive.contents.images[0]?.id).toBe(same.archive.contents.images[0]?.id);
  });
});

describe('squashing layers', () => {
  test('makes one step of theirs and keeps the others', async () => {
    const original = await archiveOf(recipe());
    const result = await edited(original, [{ edit: 'squash', from: 1, to: 2 }]);
    expect(steps(result)).toEqual([
      'COPY base /',
      '/bin/sh -c #(nop)  ENV A=1',
      'ENV B=2',
      'squashed layers 1 to 2',
      'CMD ["app"]',
      'COPY top /etc/top',
      'LABEL a=b',
    ]);
    const records = configOf(result.archive)['history'];
    expect(records).toContainEqual(
      expect.objectContaining({ comment: 'RUN make; RUN clean', created: expect.any(String) }),
    );
    expect(result.archive.contents.problems).toEqual([]);
    const { unpackedBefore, unpackedAfter } = result.plan.saved;
    expect(unpackedBefore! - unpackedAfter).toBeGreaterThan(100_000);
    const built = await buildImage(recipe());
    const digests = result.archive.contents.images[0]?.layers.map(({ diffId }) => diffId);
    expect([digests?.[0], digests?.[2]]).toEqual([
      built.layers[0]?.diffId,
      built.layers[3]?.diffId,
    ]);
  });

  test('writes whiteouts for what was below, opaque for a folder in place of another', async () => {
    const low = layer(
      directory('d'),
      file('d/a'),
      file('d/b'),
      file('d/c'),
      directory('e'),
      file('e/a'),
    );
    const gone = layer(whiteout('d'), whiteout('e/a'), file('only', 'here'));
    const anew = layer(directory('d', { mode: 0o700 }), file('d/n'), whiteout('only'));
    const original = await archiveOf(image({ layers: [low, gone, anew] }));
    const result = await edited(original, [{ edit: 'squash', from: 1, to: 2 }]);
    const after = await readArchive(result.path);
    const index = after.layers[1]!.listed.index;
    const { pathStart } = index;
    expect(index.count).toBe(5);
    const before = await readArchive(original);
    expect(await filesAfter(after, 1)).toBe(await filesAfter(before, 2));
    expect([...index.kind].filter((kind) => kind === 8)).toHaveLength(1);
    expect([...index.kind].filter((kind) => kind === 7)).toHaveLength(1);
    expect(pathStart.length).toBe(6);
    expect(after.tree.problems).toEqual([]);
  });

  test('keeps all names of a file of a lower layer together', async () => {
    const low = layer(file('a', 'content'), hardLink('b', 'a'), file('z', 'z'));
    const more = layer(hardLink('c', 'a'));
    const rest = layer(whiteout('a'), opaque('none'));
    const original = await archiveOf(image({ layers: [low, more, rest] }));
    const before = await readArchive(original);
    const result = await edited(original, [{ edit: 'squash', from: 1, to: 2 }]);
    const after = await readArchive(result.path);
    expect(await filesAfter(after, 1)).toBe(await filesAfter(before, 2));
    expect(after.tree.problems).toEqual([]);
  });

  test('twice and on what was made before', async () => {
    const original = await archiveOf(recipe());
    const before = await readArchive(original);
    const result = await edited(original, [
      { edit: 'squash', from: 2, to: 3 },
      { edit: 'squash', from: 0, to: 2 },
      { edit: 'config', changes: ['CMD ["new"]'] },
    ]);
    const after = await readArchive(result.path);
    expect(after.layers).toHaveLength(1);
    expect(await filesAfter(after, 0)).toBe(await filesAfter(before, 3));
    expect(result.plan.saved.unpackedAfter).toBe(after.layers[0]!.listed.index.unpackedBytes);
    expect(result.leftOver).toEqual([]);
  });

  test.each([
    [2, 1],
    [-1, 1],
    [0, 4],
  ])('from %i to %i is refused', async (from, to) => {
    const request = await requestFor(await archiveOf(recipe()), [{ edit: 'squash', from, to }]);
    expect(await failureOf(makeEdit(request))).toBe('arguments-invalid');
  });
});

describe('history', () => {
  test('that tells of other layers is given up and told', async () => {
    const original = await archiveOf(recipe({ history: ['one', 'two'] }));
    const result = await edited(original, [{ edit: 'drop', layers: 1 }]);
    expect(result.plan.saved.historyLost).toBe(true);
    expect(configOf(result.archive)).not.toHaveProperty('history');
  });

  test('that is not there stays so', async () => {
    const { history: _, ...options } = { ...recipe(), ref: 'a:1' };
    const original = await archiveOf(image({ layers: options.layers }));
    const result = await edited(original, [{ edit: 'squash', from: 0, to: 1 }]);
    expect(result.plan.saved.historyLost).toBe(false);
    expect(configOf(result.archive)).not.toHaveProperty('history');
  });
});

describe('the result', () => {
  const squash: readonly EditAction[] = [
    { edit: 'squash', from: 1, to: 2 },
    { edit: 'config', changes: ['USER app'] },
  ];

  test.each(saveFormats)('as %s has one ID and the new name', async (format) => {
    const original = await archiveOf(recipe());
    const one = await edited(original, squash, { reference: 'new:2' });
    const other = await edited(original, squash, { reference: 'new:2', format });
    const [image] = other.archive.contents.images;
    expect(image?.references).toEqual(['new:2']);
    expect(image?.id).toBe(one.archive.contents.images[0]?.id);
    expect(other.archive.contents.problems).toEqual([]);
  });

  test.each(['gzip', 'zstd'] as const)(
    'with %s has untouched layers as they are',
    async (packing) => {
      const layers = [base, build, clean, top].map((each) => compressed(each, 'gzip'));
      const original = await archiveOf(recipe({ layers }), ociMembers);
      const built = await buildImage(recipe({ layers }));
      const result = await edited(original, squash, {
        format: 'oci-archive',
        packing: { compression: packing, level: null },
      });
      const [image] = result.archive.contents.images;
      expect(image?.layers.map(({ digest }) => digest)).toEqual([
        built.layers[0]?.digest,
        expect.any(String),
        built.layers[3]?.digest,
      ]);
      expect(image?.layers[1]?.mediaType).toMatch(new RegExp(`\\+${packing}$`));
      const plain = await edited(original, squash);
      expect(plain.archive.contents.images[0]?.id).toBe(image?.id);
    },
  );

  test('can be kept in the library and saved from there', async () => {
    const original = await archiveOf(recipe(), flatMembers);
    const request = await requestFor(original, squash, { reference: 'kept:1' });
    const made = await makeEdit(request);
    const store = path.join(temporaryFolder(), 'store');
    const { loaded } = await keepEdited(store, made);
    await discardEdit(made);
    expect(loaded).toMatchObject([{ references: ['kept:1'], added: true }]);
    expect(readdirSync(request.spoolDir)).toEqual([]);
    expect(await look(store)).toMatchObject({ findings: [], sound: true });
    const library = await readLibrary(store);
    const [root] = selectForSave(library, ['kept:1']).roots;
    expect(root?.image?.config.digest).toBe(made.selection.roots[0]?.image?.config.digest);
    const again = {
      ...request,
      source: { path: store, archive: library.archive! },
      image: library.images[0]!.key,
    };
    const steps = [{ edit: 'drop', layers: 1 }] as const;
    const { files } = await makeEdit({ ...again, steps });
    expect(files).toEqual([]);
  });
});

describe('failures', () => {
  test('a missing layer, an unknown image, a wrong name', async () => {
    const built = await buildImage(recipe());
    const members = await flatMembers([recipe()]);
    const name = members
      .map((each) => each.name)
      .find((each) => each.includes(built.layers[1]!.digest.slice(7)));
    const original = path.join(temporaryFolder(), 'cut.tar');
    writeFileSync(original, await packMembers(withoutMember(members, name!)));
    const request = await requestFor(original, [{ edit: 'squash', from: 0, to: 1 }]);
    expect(await failureOf(planEdit(request))).toBe('image-incomplete');
    expect(await failureOf(makeEdit({ ...request, image: 'none' }))).toBe('image-unknown');
    expect(await failureOf(makeEdit({ ...request, reference: 'A B' }))).toBe('reference-invalid');
  });

  test('a foreign layer that is kept elsewhere', async () => {
    const foreign = {
      ...compressed(build, 'gzip'),
      mediaType: 'application/vnd.oci.image.layer.nondistributable.v1.tar+gzip',
    };
    const one = recipe({ layers: [base, foreign, clean, top] });
    const built = await buildImage(one);
    const members = await ociMembers([one]);
    const name = `blobs/sha256/${built.layers[1]!.digest.slice(7)}`;
    const original = path.join(temporaryFolder(), 'foreign.tar');
    writeFileSync(original, await packMembers(withoutMember(members, name)));
    const request = await requestFor(original, [{ edit: 'squash', from: 0, to: 3 }]);
    expect(await failureOf(planEdit(request))).toBe('image-incomplete');
    expect(await failureOf(makeEdit(request))).toBe('image-incomplete');
  });

  test('a layer that is not what the config says is not made into another', async () => {
    const wrong = sha256('something else');
    const built = await buildImage(recipe());
    const ids = built.layers.map(({ diffId }) => diffId).with(1, wrong);
    const lying = recipe({ document: { rootfs: { type: 'layers', diff_ids: ids } } });
    const request = await requestFor(await archiveOf(lying), [{ edit: 'squash', from: 1, to: 2 }]);
    expect(await failureOf(makeEdit(request))).toBe('blob-damaged');
    expect(readdirSync(request.spoolDir)).toEqual([]);
  });

  test('and cancelling leave nothing behind', async () => {
    const request = await requestFor(await archiveOf(recipe()), [
      { edit: 'squash', from: 0, to: 1 },
      { edit: 'squash', from: 1, to: 2 },
    ]);
    const stop = new AbortController();
    const destination = path.join(temporaryFolder(), 'out.tar');
    const progress = (done: number): void => {
      if (done > 100_000) stop.abort();
    };
    const saving = saveEdit(
      request,
      { format: 'docker-archive', destination },
      { signal: stop.signal, progress },
    );
    expect(await failureOf(saving)).toBe('cancelled');
    expect(readdirSync(request.spoolDir)).toEqual([]);
    expect(existsSync(destination)).toBe(false);
    const bad = { ...request, steps: [...request.steps, { edit: 'drop', layers: 9 }] as const };
    expect(await failureOf(makeEdit(bad))).toBe('arguments-invalid');
    expect(readdirSync(request.spoolDir)).toEqual([]);
  });
});
