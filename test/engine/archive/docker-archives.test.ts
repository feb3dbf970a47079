import { describe, expect, test } from 'vitest';
import {
  containerdMembers,
  dockerMembers,
  dockerV1Members,
  hybridMembers,
} from '../../fixtures/docker-members.ts';
import { buildImage, hexOf, image, jsonBytes, layer, sha256 } from '../../fixtures/image.ts';
import {
  imageBlobs,
  layoutMembers,
  platforms,
  storedBlob,
  ociTypes,
} from '../../fixtures/oci-members.ts';
import { fileMember, withMember, withoutMember, type Member } from '../../fixtures/outer.ts';
import { file } from '../../fixtures/tar.ts';
import { codesOf, layerHashes, openMembers } from './opening.ts';

const one = layer(file('a', '1'));
const two = layer(file('a', '2'));
const three = layer(file('a', '3'));
const recipe = image({
  ref: 'app:1',
  layers: [one, two, three],
  history: ['RUN 1', 'RUN 2', 'RUN 3'],
});
const built = await buildImage(recipe);
const hashes = built.layers.map((each) => each.digest);

function parse(member: Member | undefined): unknown {
  return member?.kind === 'file' ? JSON.parse(Buffer.from(member.bytes).toString()) : undefined;
}

/** The items of manifest.json, changed. */
function withItems(
  members: readonly Member[],
  change: (item: Record<string, unknown>) => unknown,
): readonly Member[] {
  const items = parse(members.find((member) => member.name === 'manifest.json'));
  if (!Array.isArray(items)) throw new Error('manifest.json is a list');
  return withMember(members, 'manifest.json', JSON.stringify(items.map(change)));
}

describe('manifest.json', () => {
  test('several images, several tags, none', async () => {
    const other = image({
      ref: ['other:1', 'docker.io/library/other:2', 'localhost/x:3'],
      layers: [one],
    });
    const untagged = image({ layers: [two] });
    const archive = await openMembers(await dockerMembers([recipe, other, untagged]));
    expect(archive.contents.images.map((each) => each.references)).toEqual([
      ['app:1'],
      ['other:1', 'other:2', 'localhost/x:3'],
      [],
    ]);
    expect(codesOf(archive)).toEqual([]);
    expect(new Set(archive.contents.images.map((each) => each.key)).size).toBe(3);
  });

  test('one image listed twice is one image with all its names', async () => {
    const members = await dockerMembers([recipe]);
    const items = parse(members.find((member) => member.name === 'manifest.json'));
    const [item] = Array.isArray(items) ? items : [];
    const twice = JSON.stringify([item, { ...item, RepoTags: ['app:2'] }]);
    const archive = await openMembers(withMember(members, 'manifest.json', twice));
    expect(archive.contents.images.map((each) => each.references)).toEqual([['app:1', 'app:2']]);
  });

  test.each([
    ['null', 'null', ['manifest-invalid']],
    ['an empty list', '[]', []],
    ['no JSON', '[{', ['json-invalid']],
  ])('that is %s', async (_, text, codes) => {
    const members = await dockerMembers([recipe]);
    const archive = await openMembers(withMember(members, 'manifest.json', text));
    expect(archive.contents).toMatchObject({ kind: 'docker-archive', images: [] });
    expect(codesOf(archive)).toEqual(codes);
  });

  test('items of odd shapes', async () => {
    const item = { Config: null, RepoTags: 'app', Layers: [1, null, 'gone.tar'] };
    const archive = await openMembers([fileMember('manifest.json', JSON.stringify([item]))]);
    expect(archive.contents.images).toMatchObject([
      { id: null, references: [], complete: false, layers: [{ availability: 'missing' }] },
    ]);
    expect(codesOf(archive)).toEqual(['config-missing', 'blob-missing']);
  });

  test('the web application of that name is no docker archive', async () => {
    const archive = await openMembers([
      fileMember('manifest.json', '[{"src":"icon.png"}]'),
      fileMember('index.html', ''),
    ]);
    expect(archive.contents.kind).toBe('root-fs');
    expect(codesOf(archive)).toEqual([]);
  });

  test('a config that is not there or is no config', async () => {
    const members = await dockerMembers([recipe]);
    const name = `${hexOf(built.configDigest)}.json`;
    const missing = await openMembers(withoutMember(members, name));
    expect(codesOf(missing)).toEqual(['config-missing']);
    expect(layerHashes(missing)).toEqual(hashes);
    const broken = await openMembers(withMember(members, name, '{'));
    expect(codesOf(broken)).toEqual(['json-invalid', 'config-invalid']);
    expect(broken.contents.images[0]?.layers).toHaveLength(3);
  });

  test('a layer that is not there keeps its row', async () => {
    const members = await hybridMembers([recipe]);
    const archive = await openMembers(
      withoutMember(members, `blobs/sha256/${hexOf(hashes[1] ?? '')}`),
    );
    expect(archive.contents.images[0]?.layers).toMatchObject([
      { availability: 'available' },
      { availability: 'missing', digest: hashes[1], diffId: hashes[1], command: 'RUN 2' },
      { availability: 'available' },
    ]);
    expect(codesOf(archive)).toEqual(['blob-missing']);
  });

  test('LayerSources tell of layers kept elsewhere', async () => {
    const source = {
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      digest: sha256('elsewhere'),
      size: 1234,
      urls: ['https://example.org/base'],
    };
    const members = withItems(await dockerMembers([recipe]), (item) => ({
      ...item,
      LayerSources: { [hashes[0] ?? '']: source },
    }));
    const paths = parse(members.find((member) => member.name === 'manifest.json'));
    const first = Array.isArray(paths) ? String(paths[0].Layers[0]) : '';
    const archive = await openMembers(withoutMember(members, first));
    expect(archive.contents.images[0]?.layers[0]).toMatchObject({
      availability: 'foreign',
      digest: source.digest,
      storedBytes: 1234,
      urls: source.urls,
    });
    expect(codesOf(archive)).toEqual(['layer-foreign']);
  });
});

describe('trimmed archives', () => {
  test('layers are not paired by position when there are fewer than diffIDs', async () => {
    const members = withItems(await dockerMembers([recipe]), (item) => ({
      ...item,
      Layers: Array.isArray(item['Layers']) ? item['Layers'].slice(1) : [],
    }));
    const archive = await openMembers(members);
    expect(archive.contents.images[0]?.layers).toMatchObject([
      { diffId: null, command: null },
      { diffId: null, command: null },
    ]);
    expect(archive.contents.problems).toMatchObject([
      { code: 'diff-ids-mismatch', values: { layers: 2, diffIds: 3 } },
    ]);
  });

  test('they are paired where their digest is a diffID', async () => {
    const members = withItems(await hybridMembers([recipe]), (item) => ({
      ...item,
      Layers: Array.isArray(item['Layers']) ? item['Layers'].slice(1) : [],
    }));
    const archive = await openMembers(withoutMember(members, 'index.json'));
    expect(archive.contents.images[0]?.layers).toMatchObject([
      { diffId: hashes[1], command: 'RUN 2' },
      { diffId: hashes[2], command: 'RUN 3' },
    ]);
  });

  test('history that tells of another number of layers', async () => {
    const short = image({ layers: [one, two], history: ['RUN 1'] });
    const archive = await openMembers(await dockerMembers([short]));
    expect(archive.contents.images[0]?.layers.map((each) => each.command)).toEqual(['RUN 1', null]);
    expect(archive.contents.problems).toMatchObject([
      { code: 'history-mismatch', severity: 'note', values: { steps: 1, layers: 2 } },
    ]);
    const none = await openMembers(await dockerMembers([image({ layers: [one] })]));
    expect(codesOf(none)).toEqual([]);
  });

  test('an image without layers is legal', async () => {
    const archive = await openMembers(await dockerMembers([image({ ref: 'empty:1' })]));
    expect(archive.contents.images).toMatchObject([{ layers: [], complete: true }]);
    expect(codesOf(archive)).toEqual([]);
  });
});

describe('two descriptions', () => {
  test('names are merged, familiar and full ones being the same', async () => {
    const members = withItems(await hybridMembers([recipe]), (item) => ({
      ...item,
      RepoTags: ['docker.io/library/app:1', 'app:2'],
    }));
    const archive = await openMembers(members);
    expect(archive.contents.images.map((each) => each.references)).toEqual([['app:1', 'app:2']]);
    expect(archive.contents.images[0]?.manifestDigest).not.toBeNull();
    expect(codesOf(archive)).toEqual([]);
  });

  test("manifest.json's layers are taken where the lists disagree", async () => {
    const disordered = await buildImage(image({ ref: 'app:1', layers: [two, one] }));
    const blobs = imageBlobs({
      ...disordered,
      config: built.config,
      configDigest: built.configDigest,
    });
    const wrong = layoutMembers(
      [...imageBlobs(built), ...blobs],
      blobs.slice(-1).map((each) => each.descriptor),
    );
    const [list] = (await hybridMembers([recipe])).filter(
      (member) => member.name === 'manifest.json',
    );
    const archive = await openMembers(list === undefined ? [] : [...wrong, list]);
    expect(archive.contents.images).toHaveLength(1);
    expect(layerHashes(archive)).toEqual(hashes);
    expect(archive.contents.problems).toMatchObject([
      { code: 'descriptions-differ', values: { index: 2, manifest: 3 } },
    ]);
    expect(archive.contents.images[0]?.layers[0]?.mediaType).toBe(ociTypes.layer);
  });

  test('an image that only manifest.json has is added', async () => {
    const members = await hybridMembers([recipe]);
    const archive = await openMembers(
      withMember(members, 'index.json', '{"schemaVersion":2,"manifests":null}'),
    );
    expect(archive.contents).toMatchObject({
      kind: 'docker-oci-archive',
      images: [{ references: ['app:1'], manifestDigest: null, complete: true }],
    });
    expect(layerHashes(archive)).toEqual(hashes);
  });

  test('platforms that manifest.json does not name come from the index', async () => {
    const arm = image({ layers: [two], platform: 'linux/arm64' });
    const archive = await openMembers(
      await containerdMembers([platforms('app:1', [recipe, arm], true)]),
    );
    expect(archive.contents.images.map((each) => each.platform.architecture)).toEqual([
      'amd64',
      'arm64',
    ]);
    expect(archive.contents.images.map((each) => each.references)).toEqual([['app:1'], ['app:1']]);
    expect(codesOf(archive)).toEqual([]);
  });
});

describe('repositories', () => {
  test('only add names to manifest.json', async () => {
    const members = withItems(await dockerMembers([recipe]), (item) => ({
      ...item,
      RepoTags: null,
    }));
    const archive = await openMembers(members);
    expect(archive.contents.images.map((each) => each.references)).toEqual([['app:1']]);
  });

  test('a tag for an id that is not there, and a parent that is not there', async () => {
    const members = await dockerV1Members([recipe]);
    const extra = withMember(members, 'repositories', '{"app":{"1":"nothing"}}');
    expect(codesOf(await openMembers(extra))).toEqual(['manifest-missing']);
    const lowest = members.find((member) => member.name.endsWith('/json'))?.name ?? '';
    const orphan = await openMembers(withoutMember(members, lowest));
    expect(codesOf(orphan)).toEqual(['manifest-missing']);
    expect(orphan.contents.images).toMatchObject([{ complete: false, references: ['app:1'] }]);
    expect(layerHashes(orphan)).toEqual(hashes.slice(1));
  });

  test('parents in a circle end', async () => {
    const archive = await openMembers([
      fileMember('a/json', jsonBytes({ id: 'a', parent: 'b' })),
      fileMember('a/layer.tar', built.layers[0]?.tar ?? ''),
      fileMember('b/json', jsonBytes({ id: 'b', parent: 'a' })),
      fileMember('b/layer.tar', ''),
      fileMember('repositories', '{"app":{"1":"a"}}'),
    ]);
    expect(codesOf(archive)).toEqual(['index-cycle']);
    expect(archive.contents.images).toMatchObject([{ layers: [{ storedBytes: 0 }, {}] }]);
  });
});

test('ten thousand images that name one large document stop at a limit', async () => {
  const config = storedBlob(
    ociTypes.config,
    jsonBytes({ os: 'linux', filler: 'x'.repeat(2_000_000) }),
  );
  const items = Array.from({ length: 10_000 }, () => ({ Config: 'c', Layers: [] }));
  const archive = await openMembers([
    fileMember('c', config.bytes),
    fileMember('manifest.json', jsonBytes(items)),
  ]);
  expect(codesOf(archive)).toContain('limit-reached');
});

test('many images on one long stack of the first format stop at a limit', async () => {
  const folder = (id: string, parent: string): readonly Member[] => [
    fileMember(`${id}/json`, JSON.stringify({ id, parent })),
    fileMember(`${id}/layer.tar`, ''),
  ];
  const stack = Array.from({ length: 1000 }, (_, at) => folder(`l${at}`, at ? `l${at - 1}` : ''));
  const tops = Array.from({ length: 200 }, (_, at) => folder(`t${at}`, 'l999'));
  const { contents } = await openMembers([...stack, ...tops].flat());
  expect(contents.images).toHaveLength(99);
  expect(contents.problems).toMatchObject([
    { code: 'limit-reached', values: { field: 'layersOfAll', limit: 100_000 } },
  ]);
});
