import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { parseDescriptor } from '../../../electron/engine/image/descriptor.ts';
import { arrayOf, field } from '../../../electron/engine/image/json.ts';
import { dockerV1Members } from '../../fixtures/docker-members.ts';
import { image, jsonBytes, layer } from '../../fixtures/image.ts';
import { layoutMembers, ociMembers, ociTypes, storedBlob } from '../../fixtures/oci-members.ts';
import type { Descriptor } from '../../fixtures/oci-members.ts';
import { fileMember, linkMember, type Member } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { file } from '../../fixtures/tar.ts';
import { failureOf, limitsIn, openFileUnder, openUnder, under } from './under.ts';

const small = image({ ref: 'app:1', layers: [layer(file('a', 'a')), layer(file('b', 'b'))] });
const app = await ociMembers([small]);
const two = await ociMembers([
  small,
  image({ ref: 'other:1', layers: [layer(file('c', 'c'))], config: { Cmd: ['other'] } }),
]);

function textOf(members: readonly Member[], name: string): string {
  const found = members.find((each) => each.name === name);
  return found?.kind === 'file' ? Buffer.from(found.bytes).toString() : '';
}

/** An index that holds the image of `app` below so many further indexes. */
async function nested(depth: number) {
  const blobs = [];
  const index = JSON.parse(textOf(app, 'index.json'));
  let [entry]: Descriptor[] = index.manifests;
  for (let level = 0; level < depth; level++) {
    const blob = storedBlob(ociTypes.index, jsonBytes({ schemaVersion: 2, manifests: [entry] }));
    blobs.push(blob);
    entry = blob.descriptor;
  }
  const images = app.filter(({ name }) => name.startsWith('blobs/'));
  return [...images, ...layoutMembers(blobs, [entry!])];
}

test('jsonBytes: a document beyond it is left out', async () => {
  const bytes = textOf(app, 'index.json').length;
  expect((await openUnder({ jsonBytes: bytes + 800 }, app)).problems).toEqual([]);
  const { images, problems } = await openUnder({ jsonBytes: bytes - 1 }, app);
  expect(images).toEqual([]);
  expect(limitsIn(problems)).toContain(`jsonBytes ${bytes - 1} error`);
});

test('jsonDepth: a document nested deeper is left out', async () => {
  const deep = '['.repeat(limits.jsonDepth + 1) + ']'.repeat(limits.jsonDepth + 1);
  const members = app.map((each) =>
    each.name === 'index.json' ? fileMember('index.json', `{"manifests":${deep}}`) : each,
  );
  expect(limitsIn((await openUnder({}, members)).problems)).toEqual(['jsonDepth 128 error']);
  expect(limitsIn((await openUnder({ jsonDepth: 1000 }, members)).problems)).toEqual([]);
});

test('documentsBytes: what is named beyond it is not read', async () => {
  const { problems } = await openUnder({ documentsBytes: 700 }, app);
  expect(limitsIn(problems)).toContain('documentsBytes 700 error');
});

test('documentsValues: millions of values in a small text are not made', async () => {
  const many = `{"manifests":[${'{},'.repeat(limits.documentsValues / 2)}{}]}`;
  expect(many.length).toBeLessThan(5_000_000);
  const members = app.map((each) =>
    each.name === 'index.json' ? fileMember('index.json', many) : each,
  );
  const { images, problems } = await openUnder({}, members);
  expect(images).toEqual([]);
  expect(limitsIn(problems)).toEqual(['documentsValues 3000000 error']);
});

test('members: an archive of more is read up to it', async () => {
  expect(limitsIn((await openUnder({ members: app.length }, app)).problems)).toEqual([]);
  const { problems } = await openUnder({ members: app.length - 2 }, app);
  expect(limitsIn(problems)).toEqual([`members ${app.length - 2} error`]);
});

test('members: a folder of more is listed up to it', async () => {
  const folder = path.join(temporaryFolder(), 'image');
  mkdirSync(folder);
  for (const member of app) {
    mkdirSync(path.dirname(path.join(folder, member.name)), { recursive: true });
    if (member.kind === 'file') writeFileSync(path.join(folder, member.name), member.bytes);
  }
  const whole = await openFileUnder({ members: app.length }, folder);
  expect(limitsIn(whole.problems)).toEqual([]);
  const cut = await openFileUnder({ members: app.length - 1 }, folder);
  expect(limitsIn(cut.problems)).toEqual([`members ${app.length - 1} error`]);
  // What documents name is found without the list.
  expect(cut.images).toHaveLength(1);
});

test('linkDepth: links between members are followed up to it', async () => {
  const chain = (links: number) => [
    ...Array.from({ length: links }, (_, at) =>
      linkMember(`l${at}`, at === 0 ? 'c' : `l${at - 1}`),
    ),
    fileMember('c', jsonBytes({ os: 'linux' })),
    fileMember('manifest.json', jsonBytes([{ Config: `l${links - 1}`, Layers: [] }])),
  ];
  const inside = await openUnder({}, chain(limits.linkDepth));
  expect(inside.problems.map(({ code }) => code)).not.toContain('member-link-loop');
  const { problems } = await openUnder({}, chain(limits.linkDepth + 1));
  const loop = problems.find(({ code }) => code === 'member-link-loop');
  expect(loop?.values).toEqual({ field: 'linkDepth', limit: 40 });
});

test('indexDepth: indexes inside one another are opened up to it', async () => {
  const inside = await openUnder({}, await nested(limits.indexDepth));
  expect([inside.images.length, limitsIn(inside.problems)]).toEqual([1, []]);
  const members = await nested(limits.indexDepth + 1);
  const { images, problems } = await openUnder({}, members);
  expect([images.length, limitsIn(problems)]).toEqual([0, ['indexDepth 16 warning']]);
  expect((await openUnder({ indexDepth: 17 }, members)).images).toHaveLength(1);
});

test('manifests: images beyond it are left out', async () => {
  expect(limitsIn((await openUnder({ manifests: 2 }, two)).problems)).toEqual([]);
  const { images, problems } = await openUnder({ manifests: 1 }, two);
  expect([images.length, limitsIn(problems)]).toEqual([1, ['manifests 1 error']]);
});

test('manifests: so are those of the first format of docker', async () => {
  const members = await dockerV1Members([small]);
  const { problems } = await openUnder({ manifests: 1 }, members);
  expect(limitsIn(problems)).toEqual(['manifests 1 error']);
});

/** Walks from the entry of index.json to everything below it, as the library does. */
async function reach(changes: Parameters<typeof under>[0], members: readonly Member[]) {
  const { Reacher } = await under(changes, () => import('../../../electron/engine/store/reach.ts'));
  const blobs = new Map(
    members.flatMap((each) => (each.kind === 'file' ? [[each.name, each.bytes] as const] : [])),
  );
  const reacher = new Reacher(({ digestText }) => {
    const bytes = blobs.get(`blobs/${digestText.replace(':', '/')}`);
    return bytes === undefined ? null : { kind: 'inline', bytes };
  });
  const index: unknown = JSON.parse(String(blobs.get('index.json')));
  const [entry] = arrayOf(field(index, 'manifests'));
  return reacher.reach(parseDescriptor(entry)!);
}

test('manifests: what has more is not taken into the library', async () => {
  const members = await nested(2);
  expect((await reach({ manifests: 3 }, members))?.manifests).toHaveLength(1);
  expect(await failureOf(() => reach({ manifests: 2 }, members))).toBe('limit-reached manifests 2');
});

test('indexDepth: what is nested deeper is not taken into the library', async () => {
  const members = await nested(2);
  expect((await reach({ indexDepth: 2 }, members))?.manifests).toHaveLength(1);
  expect(await failureOf(() => reach({ indexDepth: 1 }, members))).toBe(
    'limit-reached indexDepth 1',
  );
});

test('layers: an image of more shows the lowest of them', async () => {
  expect(limitsIn((await openUnder({ layers: 2 }, app)).problems)).toEqual([]);
  const { images, problems } = await openUnder({ layers: 1 }, app);
  expect([images[0]?.layers.length, images[0]?.complete]).toEqual([1, false]);
  expect(limitsIn(problems)).toEqual(['layers 1 error']);
});

test('layersOfAll: images of the first format of docker end at it', async () => {
  const members = await dockerV1Members([
    small,
    image({ ref: 'b:1', layers: small.layers, config: { Cmd: ['b'] } }),
  ]);
  const whole = await openUnder({}, members);
  expect(limitsIn(whole.problems)).toEqual([]);
  const { images, problems } = await openUnder({ layersOfAll: 3 }, members);
  expect([images.length, limitsIn(problems)]).toEqual([1, ['layersOfAll 3 error']]);
});
