import { copyFileSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readContent } from '../../electron/engine/layer/content.ts';
import { loadPoints } from '../../electron/engine/layer/index-cache.ts';
import { indexStreamedLayer } from '../../electron/engine/layer/index-layer.ts';
import { locateFile, openBlob } from '../../electron/engine/bytes/random-access.ts';
import type { OpenedSource } from '../../electron/engine/session/session.ts';
import { compress } from '../fixtures/compress.ts';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { listing } from '../fixtures/listing.ts';
import { packMembers } from '../fixtures/outer.ts';
import { readWhole, temporaryFolder, testSession, unwatchedJob } from '../fixtures/session.ts';
import { file, packTar, symlink, whiteout } from '../fixtures/tar.ts';
import { noise } from '../fixtures/tar-builder.ts';
import { isLong } from './form.ts';

/** Every byte of a file in the long form, every so many in the short one. */
const step = isLong ? 1 : 29;
const tree = { 'etc/motd': 'file 5 644', 'etc/link': 'symlink' };

/** Every way to spoil a file: one byte changed, and cut there. */
function* spoiled(
  bytes: Uint8Array,
  every: number,
  end = bytes.length,
): Generator<[string, Uint8Array]> {
  for (let at = 0; at < Math.min(end, bytes.length); at += every) {
    const changed = new Uint8Array(bytes);
    changed[at]! ^= 1 << (at % 8);
    yield [`byte ${at}`, changed];
    yield [`cut at ${at}`, bytes.subarray(0, at)];
  }
}

/** All of the head and the rows in the long form; of what is packed a part. */
function* spoiledPoints(bytes: Uint8Array): Generator<[string, Uint8Array]> {
  const head = 150;
  if (isLong) yield* spoiled(bytes, 1, head);
  yield* spoiled(bytes, Math.ceil(bytes.length / (isLong ? 1500 : 30)));
}

async function seen(source: OpenedSource): Promise<unknown> {
  const read = await readWhole(source);
  const proof = await source.prove(unwatchedJob());
  return { tree: listing(read.tree), facts: read.facts, proof };
}

test('a layer index that is spoiled anywhere is made anew, and nothing else is seen', async () => {
  const folder = temporaryFolder();
  const archive = path.join(folder, 'image.tar');
  const lower = layer(file('etc/motd', 'hello'), symlink('etc/link', 'motd'), file('gone', 'g'));
  const recipe = image({ layers: [compressed(lower, 'gzip'), layer(whiteout('gone'))] });
  writeFileSync(archive, await packMembers(await dockerMembers([recipe])));
  const kept = path.join(folder, 'kept');
  const sourceWith = async (cache: string): Promise<OpenedSource> =>
    testSession(cache).open(archive, unwatchedJob());
  const right = await seen(await sourceWith(kept));
  expect(right).toMatchObject({ tree: { 'etc/motd': tree['etc/motd'] } });
  expect(await seen(await sourceWith(kept))).toEqual(right);
  const names = readdirSync(kept);
  expect(names.filter((name) => name.endsWith('.index')).length).toBeGreaterThan(1);
  expect(names.some((name) => name.endsWith('.place'))).toBe(true);

  let tried = 0;
  const cache = path.join(folder, 'spoiled');
  mkdirSync(cache);
  for (const name of names) {
    for (const [what, bytes] of spoiled(readFileSync(path.join(kept, name)), step)) {
      for (const each of names) copyFileSync(path.join(kept, each), path.join(cache, each));
      writeFileSync(path.join(cache, name), bytes);
      expect(await seen(await sourceWith(cache)), `${name} ${what}`).toEqual(right);
      tried++;
    }
  }
  console.info(`${tried} spoiled layer indexes`);
  expect(tried).toBeGreaterThan(100);
}, 600_000);

test('checkpoints that are spoiled anywhere lead to the same content', async () => {
  const folder = temporaryFolder();
  const content = Buffer.alloc(9_000_000, 'a line that is repeated for a while\n');
  for (let at = 0; at < content.length; at += 4000) content.set(noise(1000, at), at);
  const items = [file('long', content), file('last', 'the end')];
  const place = path.join(folder, 'layer.tar.gz');
  writeFileSync(place, compress(await packTar(items), 'gzip'));
  const recipe = image({ layers: [compressed(layer(...items), 'gzip')] });
  const archive = path.join(folder, 'image.tar');
  writeFileSync(archive, await packMembers(await dockerMembers([recipe])));
  const cache = path.join(folder, 'cache');
  await seen(await testSession(cache).open(archive, unwatchedJob()));
  const name = readdirSync(cache).find((each) => each.endsWith('.points'));
  if (name === undefined) throw new Error('no checkpoints were kept');
  const points = path.join(cache, name);
  const bytes = readFileSync(points);

  const location = locateFile(place);
  const source = openBlob(location);
  const { index, proof } = await indexStreamedLayer(source, 'gzip', { stargz: false });
  source.close();
  expect(name).toContain(proof.storedDigest.slice('sha256:'.length));
  const near = (at: number) => loadPoints(cache, proof.storedDigest, at);
  expect(near(8_900_000).length).toBeGreaterThan(0);
  const stored = { location, compression: 'gzip', points: near } as const;
  let tried = 0;
  for (const [what, changed] of spoiledPoints(bytes)) {
    writeFileSync(points, changed);
    const range = { offset: 8_800_000, length: 100 };
    const read = await readContent(stored, index, 0, range);
    const end = await readContent(stored, index, 1, { offset: 0, length: 100 });
    expect(Buffer.compare(read, content.subarray(8_800_000, 8_800_100)), what).toBe(0);
    expect(Buffer.from(end).toString(), what).toBe('the end');
    tried++;
  }
  console.info(`${tried} spoiled files of checkpoints (${bytes.length} bytes)`);
}, 1_800_000);
