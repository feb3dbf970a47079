import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntryKind } from '../../../electron/engine/layer/layer-index.ts';
import { inodeNumber, none, presentAt } from '../../../electron/engine/tree/union-tree.ts';
import type { UnionTree } from '../../../electron/engine/tree/union-tree.ts';
import {
  directory,
  file,
  hardLink,
  hidden,
  opaque,
  symlink,
  whiteout,
} from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';
import type { HiddenGroup } from '../../../shared/model/waste.ts';
import { hiddenCauses } from '../../../shared/model/waste.ts';
import type { RawRecord } from './raw-tar.ts';
import { allFiles, wasteOfLayers } from './read-hidden.ts';
import { slowDive } from './slow-dive.ts';

// Some names come before `.wh.` in the order of bytes, and some look like markers.
const names = ['a', 'b', '-c', '.d', '.wh.e'];
const path = fc
  .array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'));
const plainPath = fc
  .array(fc.constantFrom('a', 'b', '-c', '.d'), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'));
const content = fc.constantFrom('', 'x', 'yy', 'zz', 'www');
const mode = fc.constantFrom(0o600, 0o644);
const entry: fc.Arbitrary<IndexedEntry> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(path, content, mode)
      .map(([at, text, bits]) => file(at, text, { mode: bits })),
  },
  { weight: 2, arbitrary: path.map((at) => directory(at)) },
  { weight: 1, arbitrary: plainPath.map((at) => symlink(at, 'a')) },
  { weight: 2, arbitrary: fc.tuple(plainPath, plainPath).map(([at, to]) => hardLink(at, to)) },
  { weight: 3, arbitrary: plainPath.map((at) => whiteout(at)) },
  { weight: 1, arbitrary: plainPath.map((at) => opaque(at)) },
  { weight: 1, arbitrary: content.map((text) => hidden('.wh..wh.plnk/1', text)) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', 'a/', 'b/a/').map((folder) => hidden(`${folder}.wh.`)),
  },
);
const stack = fc.array(fc.array(entry, { maxLength: 12 }), { minLength: 1, maxLength: 5 });

test('every stored byte is either visible or hidden once, for one cause, by one layer', () => {
  fc.assert(
    fc.property(stack, (layers) => {
      const { tree, waste, files, reading } = wasteOfLayers(...layers);
      const stored = layers.map((entries) => sum(entries.map((each) => each.content.length)));
      const top = layers.length - 1;
      const visible = sum([...visibleFiles(tree, top).values()]);
      expect(waste.storedBytes).toBe(sum(stored));
      expect(waste.visibleBytes).toBe(visible);
      expect(waste.total).toBe(sum(stored) - visible);
      expect(waste.layers.map(({ storedBytes }) => storedBytes)).toEqual(stored);
      expect(files).toHaveLength(waste.files);
      expect(sum(files.map(({ bytes }) => bytes))).toBe(waste.total);
      for (const cause of hiddenCauses) {
        const bytes = sum(files.filter((each) => each.cause === cause).map((each) => each.bytes));
        expect(waste.byCause[cause]).toBe(bytes);
        expect(sum(waste.layers.map((layer) => layer.byCause[cause]))).toBe(bytes);
      }
      for (const [layer, { hiddenBytes }] of waste.layers.entries()) {
        expect(hiddenBytes).toBe(bytesOf(files.filter(({ storedIn }) => storedIn === layer)));
      }
      const grouped = waste.groups.map((group, place) => {
        const own = allFiles(reading, place);
        expect(own).toHaveLength(group.files);
        expect(bytesOf(own)).toBe(group.bytes);
        for (const each of own) expect(each).toMatchObject(samePlace(group));
        for (const each of own) expect(isIn(each.path, group.path)).toBe(true);
        return own;
      });
      expect(grouped.flat()).toHaveLength(files.length);
    }),
    { numRuns: 500 },
  );
});

test('a file is there until the layer that hides it, and never after', () => {
  fc.assert(
    fc.property(stack, (layers) => {
      const { tree, files, reading } = wasteOfLayers(...layers);
      const states = layers.map((_, layer) => visibleFiles(tree, layer));
      for (const [place, { cause, storedIn, hiddenIn, node }] of files.entries()) {
        const inode = inodeNumber(storedIn, reading.stack.files.entry[place]!);
        const seen = states.map((state) => state.has(inode));
        const isNamed = cause !== 'duplicate' && cause !== 'not-shown';
        expect(seen).toEqual(layers.map((_, at) => isNamed && at >= storedIn && at < hiddenIn));
        if (!isNamed) continue;
        const after = presentAt(tree, node!, hiddenIn);
        const stays = cause === 'overwritten' || cause === 'metadata';
        expect(after !== none).toBe(stays);
      }
    }),
    { numRuns: 500 },
  );
});

test('the figures of dive are those of its rules taken literally', () => {
  fc.assert(
    fc.property(stack, (layers) => {
      const { inefficient, ...figures } = wasteOfLayers(...layers).waste.dive;
      expect(figures).toEqual(slowDive(layers.map((entries) => entries.map(rawRecord))));
      expect(bytesOf(inefficient)).toBe(figures.wastedBytes);
    }),
    { numRuns: 1000 },
  );
});

/** The files that paths lead to after a layer, by inode, with their bytes. */
function visibleFiles(tree: UnionTree, layer: number): ReadonlyMap<number, number> {
  const files = new Map<number, number>();
  for (let node = 0; node < tree.nodeCount; node++) {
    const event = presentAt(tree, node, layer);
    if (event === none || tree.dataEntry[event] === none) continue;
    const [from, at] = [tree.dataLayer[event]!, tree.dataEntry[event]!];
    files.set(inodeNumber(from, at), tree.layers[from]!.size[at]!);
  }
  return files;
}

function rawRecord({ kind, path: at, content: text }: IndexedEntry): RawRecord {
  const cut = at.lastIndexOf('/') + 1;
  const opaqueMark = `${at}/.wh..wh..opq`;
  const whiteoutMark = `${at.slice(0, cut)}.wh.${at.slice(cut)}`;
  const name = kind === EntryKind.opaque ? opaqueMark : at;
  return {
    name: kind === EntryKind.whiteout ? whiteoutMark : name,
    type: kind === EntryKind.directory ? '5' : '0',
    size: text.length,
    stored: text.length,
    body: 0,
  };
}

function samePlace({ cause, storedIn, hiddenIn }: HiddenGroup): object {
  return { cause, storedIn, hiddenIn };
}

function isIn(file: string, folder: string): boolean {
  return folder === '' || file === folder || file.startsWith(`${folder}/`);
}

function bytesOf(files: readonly { readonly bytes: number }[]): number {
  return sum(files.map(({ bytes }) => bytes));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
