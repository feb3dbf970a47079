import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import {
  decodeIndexFile,
  encodeIndexFile,
  type SavedIndex,
} from '../../../electron/engine/layer/index-file.ts';
import type { LayerIndex } from '../../../electron/engine/layer/layer-index.ts';
import { sha256Digest } from '../../../shared/model/digest.ts';
import { concat, entry, noise, pax, tar } from '../../fixtures/tar-builder.ts';
import { plainIndex, streamedLayer } from './read-layer.ts';

const bytes = concat(
  tar(
    entry({ name: 'a/b' }, 'content'),
    entry({ name: 'a/.wh.c' }),
    pax([
      ['SCHILY.xattr.user.x', noise(20)],
      ['SCHILY.xattr.user.y', ''],
    ]),
    entry({ name: 'ünï', uid: 5, userName: 'me' }, noise(700)),
    entry({ name: 'dev', type: '3', deviceMajor: 1, deviceMinor: 2 }),
    pax([
      ['GNU.sparse.size', '2000'],
      ['GNU.sparse.map', '5,3,1000,2'],
    ]),
    entry({ name: 'sparse' }, '12345'),
    entry({ name: 'h', type: '1', link: '../a/b' }),
  ),
  noise(600),
);
const digest = sha256Digest('ab'.repeat(32));
if (digest === null) throw new Error('not a digest');
const diffId = digest;

function encoded(index: LayerIndex): Uint8Array<ArrayBuffer> {
  const file = encodeIndexFile({ index, diffId });
  if (file === null) throw new Error('not encoded');
  return file;
}

function decoded(file: Uint8Array): SavedIndex | null {
  return decodeIndexFile(new Uint8Array(file).buffer);
}

/** Makes the checksum right again after a change. */
function sealed(file: Uint8Array): Uint8Array {
  new DataView(file.buffer).setUint32(8, crc32(file.subarray(12)), true);
  return file;
}

describe('a saved index', () => {
  it('is read as it was', async () => {
    for (const index of [
      plainIndex(bytes),
      (await streamedLayer(bytes, 'none')).index,
      plainIndex(new Uint8Array()),
    ]) {
      expect(decoded(encoded(index))).toEqual({ index, diffId });
    }
  });

  it('damaged at any byte, or cut anywhere, is not read', () => {
    const file = encoded(plainIndex(bytes));
    for (let at = 0; at < file.length; at++) {
      const damaged = file.slice();
      damaged[at] = (damaged[at] ?? 0) ^ 0x41;
      expect(decoded(damaged), `byte ${at}`).toBeNull();
      expect(decoded(file.subarray(0, at)), `length ${at}`).toBeNull();
    }
    expect(decoded(concat(file, new Uint8Array(8)))).toBeNull();
  });

  it('changed with a right checksum is an index or is not read', () => {
    const file = encoded(plainIndex(bytes));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.integer({ min: 12, max: file.length - 1 }), fc.nat(255)), {
          minLength: 1,
          maxLength: 4,
        }),
        (changes) => {
          const changed = file.slice();
          for (const [at, value] of changes) changed[at] = value;
          const result = decoded(sealed(changed));
          if (result !== null) expectSound(result.index);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('with numbers that no index has is not read', () => {
    const index = plainIndex(bytes);
    const { count } = index;
    const wrong: readonly Partial<LayerIndex>[] = [
      { kind: new Uint8Array(count).fill(10) },
      { mode: new Uint16Array(count).fill(0o10000) },
      { owner: new Uint32Array(count).fill(2) },
      { size: new Float64Array(count).fill(-1) },
      { size: new Float64Array(count).fill(0.5) },
      { size: new Float64Array(count).fill(Number.NaN) },
      { modified: new Float64Array(count).fill(Number.POSITIVE_INFINITY) },
      { pathStart: index.pathStart.map((start, at) => (at === 1 ? 99 : start)) },
      { pathStart: index.pathStart.map((start) => start + 1) },
      { linkStart: index.linkStart.toReversed() },
      { kind: new Uint8Array(count + 1) },
      { paths: new TextEncoder().encode('/'.repeat(index.paths.length)) },
      { paths: new TextEncoder().encode('.'.repeat(index.paths.length)) },
      { count: count + 1 },
      { count: -1 },
      { contentHash: new Uint8Array(5) },
      { extras: new Map([[count, {}]]) },
      { extras: new Map([[0, { sparse: { storedBytes: 9, dataStart: 0, parts: [] } }]]) },
      { unpackedBytes: -5 },
    ];
    for (const change of wrong) {
      expect(decoded(encoded({ ...index, ...change })), Object.keys(change)[0]).toBeNull();
    }
  });

  it('with paths that are not clean is not read', () => {
    for (const name of ['/a', 'a/', 'a//b', '.', '..', 'a/..', './a', 'a/./b', '../a']) {
      const index = plainIndex(tar(entry({ name: 'x'.repeat(name.length) })));
      expect(decoded(encoded(index)), name).not.toBeNull();
      const paths = new TextEncoder().encode(name);
      expect(decoded(encoded({ ...index, paths })), name).toBeNull();
    }
    for (const name of ['...', '.a', 'a.', '..a', 'a/.b/..c']) {
      const index = plainIndex(tar(entry({ name })));
      expect(decoded(encoded(index)), name).not.toBeNull();
    }
  });
});

function expectSound(index: LayerIndex): void {
  const { count, owners } = index;
  const columns = [index.kind, index.mode, index.owner, index.size, index.modified, index.body];
  for (const column of columns) expect(column.length).toBe(count);
  expect(index.owner.every((owner) => owner < owners.length)).toBe(true);
  for (const [starts, text] of [
    [index.pathStart, index.paths],
    [index.linkStart, index.links],
  ] as const) {
    expect(starts.length).toBe(count + 1);
    expect(starts.at(-1)).toBe(text.length);
    expect(starts.toSorted()).toEqual(starts);
  }
  expect([...index.extras.keys()].every((key) => key < count)).toBe(true);
}
