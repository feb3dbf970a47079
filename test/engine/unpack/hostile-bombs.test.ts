import { mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { openBytes } from '../../../electron/engine/bytes/random-access.ts';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { indexStreamedLayer } from '../../../electron/engine/layer/index-layer.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { TreeBuilder } from '../../../electron/engine/tree/tree-builder.ts';
import { unpackListing } from '../../../electron/engine/unpack/unpack-listing.ts';
import type { UnpackOutcome } from '../../../electron/engine/unpack/unpack-request.ts';
import { canCompress, compress } from '../../fixtures/compress.ts';
import { folderSnapshot, snapshotDifferences } from '../../fixtures/folder-snapshot.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { base256, entry, header, noise, sparseMap, tar } from '../../fixtures/tar-builder.ts';
import { listed, packedStackOf } from '../../fixtures/tree-export.ts';
import type { Stack } from '../../fixtures/tree-export.ts';

/** Zeros are packed once; members of gzip and frames of zstd may follow each other. */
const zeros = Buffer.alloc(64 * 1024 ** 2);

/** Milliseconds that a bomb may take on a busy machine: what is decoded ends at a limit. */
const soon = 120_000;

const packings = (['gzip', 'zstd'] as const).filter(canCompress);
if (packings.length < 2) console.warn('No bomb of zstd is tried: zstd is not installed.');

describe.skipIf(process.platform === 'win32')('a bomb', () => {
  test.each(packings)(
    'of %s is not unpacked, and what came before it is',
    { timeout: soon },
    async (packing) => {
      const stack = await bomb(packing);
      const { outcome, folder } = await unpackBeside(stack);
      expect(outcome).toEqual({
        kind: 'done',
        bytes: 4,
        files: 1,
        losses: [{ kind: 'unreadable', count: 1, paths: [{ path: 'bomb', became: null }] }],
      });
      expect(readdirSync(folder)).toEqual(['before']);
    },
  );

  test.each(packings)('of holes in %s takes no room', { timeout: soon }, async (packing) => {
    const stack = await packedStackOf(
      packing,
      tar(...Array.from({ length: 8 }, (_, at) => holes(at))),
    );
    const { outcome, folder } = await unpackBeside(stack);
    expect(outcome).toMatchObject({ kind: 'done', files: 8, losses: [] });
    for (const name of readdirSync(folder)) {
      expect(statSync(path.join(folder, name)).blocks * 512).toBeLessThan(100_000);
    }
  });
});

/** A sparse file of 4 TiB, of which 512 bytes are stored. */
function holes(at: number): Uint8Array {
  const patches = [
    [386, sparseMap([[0, 512]])],
    [483, base256(4n * 1024n ** 4n, 12)],
  ] as const;
  return entry({ name: `holes-${at}`, type: 'S', form: 'gnu', patches }, noise(512));
}

/** A tar of a file and of one that claims a pebibyte of zeros and holds twice what is decoded of so few stored bytes. */
async function bomb(packing: 'gzip' | 'zstd'): Promise<Stack> {
  const piece = compress(zeros, packing);
  const claimed = base256(1024n ** 5n, 12);
  const start = Buffer.concat([
    entry({ name: 'before' }, 'here'),
    header({ name: 'bomb', patches: [[124, claimed]] }),
  ]);
  const count = (2 * limits.ratioGraceBytes) / zeros.length;
  const pieces = Array.from({ length: count }, () => piece);
  const bytes = Buffer.concat([compress(start, packing), ...pieces]);
  expect(bytes.length).toBeLessThan(10_000_000);
  const { index } = await indexStreamedLayer(openBytes(bytes), packing, { stargz: false });
  expect(index.problems).toMatchObject([{ code: 'limit-reached' }]);
  const builder = new TreeBuilder();
  runWhole(builder.addLayer(index));
  const layers = [{ location: { kind: 'inline', bytes }, compression: packing }] as const;
  return { tree: builder.finish(), layers };
}

/** Unpacks into a new folder beside a file that must stay, and looks that no private folder is left. */
async function unpackBeside({ tree, layers }: Stack): Promise<{
  readonly outcome: UnpackOutcome;
  readonly folder: string;
}> {
  const above = temporaryFolder();
  const outside = path.join(above, 'outside');
  const folder = path.join(above, 'inside');
  mkdirSync(outside);
  mkdirSync(folder);
  writeFileSync(path.join(outside, 'file'), 'must stay');
  const before = folderSnapshot(outside, { identity: true });
  const outcome = await unpackListing({
    listing: listed(tree),
    layers,
    folder,
    rule: 'ask',
    special: true,
  });
  expect(snapshotDifferences(folderSnapshot(outside, { identity: true }), before)).toEqual([]);
  expect(readdirSync(folder).filter((name) => name.startsWith('.'))).toEqual([]);
  expect(readdirSync(above).toSorted()).toEqual(['inside', 'outside']);
  return { outcome, folder };
}
