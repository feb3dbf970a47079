import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Archive } from '../../../electron/engine/archive/archive.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import { saveImages } from '../../../electron/engine/export/save-images.ts';
import { saveFormats } from '../../../shared/model/store.ts';
import { readLibrary } from '../../../electron/engine/store/library.ts';
import { loadArchive } from '../../../electron/engine/store/load.ts';
import { selectForSave } from '../../../electron/engine/store/select-for-save.ts';
import { selectFromSource } from '../../../electron/engine/store/select-from-source.ts';
import { listBlobs } from '../../../electron/engine/store/store-blobs.ts';
import { parseDigest } from '../../../shared/model/digest.ts';
import type { Image } from '../../../shared/model/image.ts';
import { fixtureRows, fixturesFolder } from '../../fixtures/locate.ts';
import { look, newStore, open, workFolder } from './store-folder.ts';

const rows = fixtureRows().filter(({ format }) => format !== 'bare tar');

/** What must be the same however an image is stored. */
function factsOf(image: Image, references = image.references): unknown {
  return {
    id: image.id,
    references: references.toSorted(),
    layers: image.layers.map(({ diffId }) => diffId),
  };
}

function inOrder(facts: readonly unknown[]): readonly string[] {
  return facts.map((each) => JSON.stringify(each)).toSorted();
}

async function openOrNull(path: string): Promise<Archive | null> {
  try {
    return await open(path);
  } catch (error) {
    if (error instanceof EngineError) return null;
    throw error;
  }
}

describe.skipIf(fixturesFolder === null)('real archives', () => {
  test.each(rows)('$path', async ({ path: name }) => {
    const path = join(fixturesFolder ?? '', name);
    const archive = await openOrNull(path);
    if (archive === null || archive.contents.kind === 'root-fs') return;
    const store = newStore();
    const result = await loadArchive(store, { path, archive, select: { kind: 'all' } });
    const library = await readLibrary(store);
    expect(await look(store)).toMatchObject({ sound: true });

    // Every image is either stored as it was understood, or refused with a reason.
    const refused = new Set(result.refused.map(({ key }) => key));
    const absent = archive.contents.images.filter(({ key }) => !refused.has(key));
    const expected = absent.filter(({ id }) => id !== null);
    const stored = library.images.map(({ id, layers }) =>
      JSON.stringify([id, layers.map((each) => each.diffId)]),
    );
    for (const { id, layers } of expected) {
      expect(stored).toContain(JSON.stringify([id, layers.map((each) => each.diffId)]));
    }
    const digests = [
      ...new Set(library.entries.flatMap(({ descriptor }) => descriptor.digest ?? [])),
    ];
    for (const format of saveFormats) {
      for (const digest of digests) await roundTrip(store, digest, format);
    }
    if (result.refused.length === 0 && result.loaded.length > 0)
      await savesTheSameStraight(path, archive, store);
    rmSync(store, { recursive: true, force: true });
  });
});

/** Written straight from the archive, an image has the same blobs as in the store. */
async function savesTheSameStraight(path: string, archive: Archive, store: string): Promise<void> {
  const destination = join(workFolder, 'straight');
  const selection = await selectFromSource({ path, archive }, { kind: 'all' });
  try {
    await saveImages({ selection, format: 'oci-layout', destination });
    const blobsIn = (folder: string): readonly string[] =>
      [...listBlobs(folder).blobs.keys()].toSorted();
    expect(blobsIn(destination)).toEqual(blobsIn(store));
  } finally {
    rmSync(destination, { recursive: true, force: true });
  }
}

async function roundTrip(
  store: string,
  digest: string,
  format: (typeof saveFormats)[number],
): Promise<void> {
  const library = await readLibrary(store);
  const destination = join(workFolder, `round-trip-${format}`);
  const selection = selectForSave(library, [digest]);
  const below = library.reaches.get(parseDigest(digest)!)?.manifests ?? [];
  const images = library.images.filter(({ manifestDigest }) =>
    below.some((each) => each.digest === manifestDigest),
  );
  // An image may stand in several indexes: it is saved with the names of the one that was chosen.
  const names = selection.roots[0]?.entries.flatMap(({ references }) => references) ?? [];
  const expected = inOrder(images.map((image) => factsOf(image, names)));
  const own = selection.roots.filter(({ attached }) => !attached);
  if (format === 'docker-archive' && own.some(({ image }) => image === null)) {
    await expect(saveImages({ selection, format, destination })).rejects.toThrow(
      'image-incomplete',
    );
    return;
  }
  await saveImages({ selection, format, destination });
  try {
    const archive = await open(destination);
    expect(archive.contents.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    const found = inOrder(archive.contents.images.map((image) => factsOf(image)));
    if (format === 'docker-archive') {
      expect(found).toHaveLength(1);
      expect(expected).toContain(found[0]);
    } else {
      expect(found).toEqual(expected);
    }
  } finally {
    rmSync(destination, { recursive: true, force: true });
  }
}
