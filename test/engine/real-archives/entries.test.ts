import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { BlobLocation } from '../../../electron/engine/bytes/blob-location.ts';
import { EngineError } from '../../../electron/engine/bytes/engine-error.ts';
import type { OpenedSource } from '../../../electron/engine/session/session.ts';
import { fixtureRows, fixturesFolder } from '../../fixtures/locate.ts';
import type { FixtureRow } from '../../fixtures/locate.ts';
import { readWhole, testSession, unwatchedJob } from '../../fixtures/session.ts';

interface Counts {
  readonly images: number;
  /** Layer blobs that are in the archive, each once. */
  readonly layers: number;
  /** Tar entries of those layers, whiteouts and other markers among them. */
  readonly entries: number;
}

type Deviation = Partial<Counts> & { readonly because: string };

/** Where the counts differ from the table that comes with the archives. */
const deviations: ReadonlyMap<string, Deviation> = new Map<string, Deviation>([
  [
    '_derived__broken/oci-layer-gzip-bitflip.tar',
    { entries: 47, because: 'only the checksum at the end is wrong: all 22 entries come out' },
  ],
  [
    '_derived__broken/truncated-in-layer.tar',
    { images: 2, because: 'manifest.json is cut off: two old folders are nobody’s parent' },
  ],
  [
    'google__go-containerregistry/test_index_media_type',
    {
      images: 0,
      layers: 0,
      entries: 0,
      because: 'the config is that of a Helm chart: an artifact',
    },
  ],
  [
    'oras-project__oras/artifacts',
    { images: 4, layers: 1, because: '13 of 17 manifests are artifacts; the images share a layer' },
  ],
  [
    'sylabs__oci-tools/hello-world-cosign-manifest',
    { images: 1, because: 'two of the three manifests are cosign’s' },
  ],
  [
    'sylabs__oci-tools/hello-world-cosign-manifest-list',
    { images: 9, because: 'eleven of the twenty manifests are cosign’s' },
  ],
  [
    'moby__moby/layers/gnu-incremental.tar',
    { entries: 2, because: 'a GNU dump directory (type D) is skipped with a warning' },
  ],
]);

/** What has nothing to show, and what is said of it. */
const refused: ReadonlyMap<string, string> = new Map([
  ['GoogleContainerTools__container-diff/layers/issue10968.tar', 'not-an-image'],
  ['GoogleContainerTools__container-diff/layers/issue12435.tar', 'not-an-image'],
  ['_derived__broken/only-eof-blocks.tar', 'not-an-image'],
  ['_derived__broken/random.tar', 'not-an-image'],
  ['_derived__broken/zero-bytes.tar', 'empty-file'],
  ['anchore__stereoscope/invalid_file', 'not-an-image'],
  ['anchore__stereoscope/no_manifests', 'not-an-image'],
  ['moby__moby/layers/issue11169.tar', 'not-an-image'],
  ['moby__moby/layers/neg-size.tar', 'not-an-image'],
  ['moby__moby/layers/pax-path-hdr.tar', 'not-an-image'],
]);

const rows = fixtureRows();

describe.skipIf(fixturesFolder === null)('of every real archive', () => {
  test.each(rows.filter(({ path }) => !refused.has(path)))(
    '$path the entries are listed',
    async (row) => expect(await countsOf(await openRow(row.path))).toEqual(expectedOf(row)),
  );

  test.each([...refused])('%s is refused plainly', async (path, code) => {
    const failure = await openRow(path).then(
      () => null,
      (error: unknown) => error,
    );
    expect(failure).toBeInstanceOf(EngineError);
    expect(failure).toMatchObject({ failure: { code } });
  });

  test('no exception is left over', () => {
    const paths = new Set(rows.map(({ path }) => path));
    expect([...deviations.keys(), ...refused.keys()].filter((path) => !paths.has(path))).toEqual(
      [],
    );
  });
});

function expectedOf({ path, format, images, layers, entries }: FixtureRow): Counts {
  // A bare tar is no image for the table; here it opens as one of a single layer.
  const counts =
    format === 'bare tar' ? { images: 1, layers: 1, entries } : { images, layers, entries };
  const { because: _, ...deviation } = deviations.get(path) ?? { because: '' };
  return { ...counts, ...deviation };
}

function openRow(path: string): Promise<OpenedSource> {
  return testSession().open(join(fixturesFolder ?? '', path), unwatchedJob());
}

async function countsOf(source: OpenedSource): Promise<Counts> {
  const { contents, images } = source.archive;
  const stored = new Set<string>();
  const entries = new Map<string, number>();
  for (const { key } of contents.images) {
    const layers = images.get(key)?.layers ?? [];
    for (const { location } of layers) if (location !== null) stored.add(placeOf(location));
    const { facts } = await readWhole(source, key);
    for (const { index, entries: count } of facts.layers) {
      const location = layers[index]?.location;
      if (location) entries.set(placeOf(location), count);
    }
  }
  const sum = [...entries.values()].reduce((total, count) => total + count, 0);
  return { images: contents.images.length, layers: stored.size, entries: sum };
}

function placeOf(location: BlobLocation): string {
  return location.kind === 'inline'
    ? Buffer.from(location.bytes).toString('hex')
    : `${location.path} ${location.offset} ${location.length}`;
}
