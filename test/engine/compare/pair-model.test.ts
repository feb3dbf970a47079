import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ChangeReason } from '../../../shared/model/change.ts';
import { fileChanges } from '../../../electron/engine/compare/file-changes.ts';
import { growthSums } from '../../../electron/engine/compare/growth-treemap.ts';
import { pairDetail } from '../../../electron/engine/compare/pair-detail.ts';
import type { PairSource } from '../../../electron/engine/compare/pair-tree.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { pathText } from '../../../electron/engine/tree/paths.ts';
import {
  directory,
  file,
  hardLink,
  opaque,
  symlink,
  unionTree,
  whiteout,
} from '../../fixtures/layer-index.ts';
import type { EntryOptions, IndexedEntry } from '../../fixtures/layer-index.ts';
import { compare, differences, point } from './compared.ts';
import type { Compared } from './compared.ts';
import { sideModel } from './side-model.ts';
import type { ModelEntry, SideModel } from './side-model.ts';

const path = fc
  .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.join('/'));
const attributes: fc.Arbitrary<EntryOptions> = fc.record({
  mode: fc.constantFrom(0o600, 0o755),
  uid: fc.constantFrom(0, 7),
  modified: fc.constantFrom(1_000_000, 1_000_500, 2_000_000),
  xattrs: fc.constantFrom([], [{ name: 'user.x', value: Uint8Array.of(1) }]),
});
const content = fc.constantFrom('', 'x', 'yy', 'zz', 'long enough');
const entry: fc.Arbitrary<IndexedEntry> = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(path, content, attributes).map((own) => file(...own)) },
  { weight: 2, arbitrary: fc.tuple(path, attributes).map((own) => directory(...own)) },
  fc
    .tuple(path, fc.constantFrom('t', 'u'), attributes)
    .map(([at, to, own]) => symlink(`${at}/link`, to, own)),
  { weight: 2, arbitrary: fc.tuple(path, path).map(([at, to]) => hardLink(at, to)) },
  path.map((at) => whiteout(at)),
  path.map((at) => opaque(at)),
);
const layer = fc.array(entry, { maxLength: 8 });
/** Layers of two images as numbers of a common list, so that some are shared, inserted, moved or repeated. */
const images = fc.record({
  layers: fc.array(layer, { minLength: 1, maxLength: 4 }),
  a: fc.array(fc.nat(3), { maxLength: 4 }),
  b: fc.array(fc.nat(3), { maxLength: 4 }),
  pointA: fc.integer({ min: -1, max: 3 }),
  pointB: fc.integer({ min: -1, max: 3 }),
  aloneA: fc.boolean(),
  aloneB: fc.boolean(),
});
type Images = typeof images extends fc.Arbitrary<infer Value> ? Value : never;

/** Two points of the images; with `keyed` their layers can be recognised in each other. */
function points(made: Images, keyed: boolean): readonly [PairSource, PairSource] {
  const side = (numbers: readonly number[], at: number, alone: boolean): PairSource => {
    const used = numbers.map((number) => number % made.layers.length);
    const tree = unionTree(...used.map((number) => made.layers[number]!));
    const last = Math.min(at, used.length - 1);
    return point(tree, {
      layer: last,
      alone: alone && last >= 0,
      layerKeys: used.map((number) => (keyed ? `layer ${number}` : null)),
    });
  };
  return [side(made.a, made.pointA, made.aloneA), side(made.b, made.pointB, made.aloneB)];
}

/** Takes what a comparison says to A's tree and nothing but the attributes that it names. */
function applied(a: SideModel, b: SideModel, compared: Compared): Map<string, ModelEntry> {
  const { pair, changes } = compared;
  const result = new Map(a.entries);
  for (let node = 1; node < pair.tree.nodeCount; node++) {
    const detail = pairDetail(pair, changes, node);
    const at = pathText(pair.tree, node);
    const before = detail.a === null ? undefined : a.entries.get(detail.a.path);
    const after = detail.b === null ? undefined : b.entries.get(detail.b.path);
    if (detail.change === 'removed') result.delete(at);
    if (detail.change === 'added') result.set(at, after!);
    if (detail.change === 'modified') result.set(at, changed(before!, after!, detail.reasons));
    if (detail.change === 'moved' && detail.a!.path === at) {
      result.delete(at);
      result.set(detail.b!.path, changed(before!, after!, detail.reasons));
    }
  }
  return result;
}

function changed(a: ModelEntry, b: ModelEntry, reasons: readonly ChangeReason[]): ModelEntry {
  const takes = (reason: ChangeReason): ModelEntry => (reasons.includes(reason) ? b : a);
  const kind = takes('type');
  return {
    type: kind.type,
    content: reasons.includes('type') ? b.content : takes('content').content,
    link: reasons.includes('type') ? b.link : takes('link').link,
    mode: takes('mode').mode,
    owner: takes('owner').owner,
    modified: Number.isNaN(a.modified) ? b.modified : takes('mtime').modified,
    xattrs: takes('xattr').xattrs,
  };
}

/** What is not held to be a difference: modes of symbolic links, times of folders, fractions that one side lacks. */
function leveled(entries: ReadonlyMap<string, ModelEntry>): Record<string, ModelEntry> {
  return Object.fromEntries(
    [...entries].map(([at, each]) => [
      at,
      {
        ...each,
        mode: each.type === 'symlink' ? 0 : each.mode,
        modified: each.type === 'directory' ? 0 : Math.floor(each.modified / 1000),
      },
    ]),
  );
}

/** The files of a side that are files on the other too, those of one inode together. */
function sharing(own: SideModel, other: SideModel): readonly string[] {
  const byFile = new Map<number, string[]>();
  for (const [at, inode] of own.files) {
    if (!other.files.has(at)) continue;
    byFile.set(inode, [...(byFile.get(inode) ?? []), at]);
  }
  return [...byFile.values()].map((paths) => paths.toSorted().join(' ')).toSorted();
}

describe('for any two points of any two images', () => {
  test('the differences lead from A to B, attribute by attribute', () => {
    fc.assert(
      fc.property(images, fc.boolean(), (made, keyed) => {
        const [a, b] = points(made, keyed);
        const compared = compare(a, b);
        const [modelA, modelB] = [sideModel(a), sideModel(b)];
        expect(leveled(applied(modelA, modelB, compared))).toEqual(leveled(modelB.entries));
      }),
      { numRuns: 1500 },
    );
  });

  test('what is unchanged is the same, and only that', () => {
    fc.assert(
      fc.property(images, (made) => {
        const [a, b] = points(made, true);
        const { entries: before } = sideModel(a);
        const { entries: after } = sideModel(b);
        const [one, other] = [leveled(before), leveled(after)];
        const different = differences(compare(a, b));
        for (const at of new Set([...before.keys(), ...after.keys()])) {
          const isSame = JSON.stringify(one[at]) === JSON.stringify(other[at]);
          if (isSame) expect([undefined, 'modified link']).toContain(different[at]);
          else expect(different[at]).toBeDefined();
        }
      }),
      { numRuns: 500 },
    );
  });

  test('hard links are told exactly where paths of both sides share their files otherwise', () => {
    fc.assert(
      fc.property(images, (made) => {
        const [a, b] = points(made, false);
        const [modelA, modelB] = [sideModel(a), sideModel(b)];
        const linked = Object.entries(differences(compare(a, b))).filter(([at, text]) => {
          const [before, after] = [modelA.entries.get(at), modelB.entries.get(at)];
          return /modified.* link/.test(text) && before?.link === after?.link;
        });
        const isSame = String(sharing(modelA, modelB)) === String(sharing(modelB, modelA));
        expect(linked.length === 0).toBe(isSame);
      }),
      { numRuns: 1000 },
    );
  });

  test('recognising layers does not change what differs', () => {
    fc.assert(
      fc.property(images, (made) => {
        const [one, other] = [compare(...points(made, true)), compare(...points(made, false))];
        expect(differences(one)).toEqual(differences(other));
        expect(one.changes.after.bytes[0]).toBe(other.changes.after.bytes[0]);
      }),
      { numRuns: 500 },
    );
  });

  test('a point does not differ from itself, nor from a copy', () => {
    fc.assert(
      fc.property(images, (made) => {
        const [a] = points(made, false);
        const [copy] = points(made, true);
        expect(differences(compare(a, a))).toEqual({});
        expect(differences(compare(a, copy))).toEqual({});
      }),
      { numRuns: 300 },
    );
  });

  test('the counts are those of the differences, and the bytes add up', () => {
    fc.assert(
      fc.property(images, fc.boolean(), (made, keyed) => {
        const [a, b] = points(made, keyed);
        const { pair, changes } = compare(a, b);
        const counts = runWhole(fileChanges(pair, changes));
        const kinds = Object.values(differences({ pair, changes })).map(
          (text) => text.split(' ')[0],
        );
        const count = (kind: string): number => kinds.filter((each) => each === kind).length;
        expect(counts).toMatchObject({
          added: count('added'),
          removed: count('removed'),
          modified: count('modified'),
          moved: count('moved') / 2,
        });
        expect(changes.counts.added).toBe(counts.added + counts.moved);
        expect(changes.counts.removed).toBe(counts.removed + counts.moved);
        const [bytesA, bytesB] = [sideModel(a).bytes, sideModel(b).bytes];
        expect([changes.before.bytes[0], changes.after.bytes[0]]).toEqual([bytesA, bytesB]);
        const { addedBytes, removedBytes, grownBytes, shrunkBytes } = counts;
        expect(addedBytes + grownBytes - removedBytes - shrunkBytes).toBe(bytesB - bytesA);
        const { grown, shrunk } = growthSums(pair, changes);
        expect(grown[0]! - shrunk[0]!).toBe(bytesB - bytesA);
      }),
      { numRuns: 500 },
    );
  });
});
