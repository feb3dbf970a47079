import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EntryKind } from '../../../electron/engine/layer/layer-index.ts';
import {
  directory,
  file,
  opaque,
  symlink,
  unionTree,
  whiteout,
} from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';
import { changeListing, listing } from '../../fixtures/listing.ts';

const names = ['a', 'b', 'c'];
const path = fc
  .array(fc.constantFrom(...names), { minLength: 1, maxLength: 4 })
  .map((parts) => parts.join('/'));
const mode = fc.constantFrom(0o600, 0o644, 0o755);
const entry: fc.Arbitrary<IndexedEntry> = fc.oneof(
  fc
    .tuple(path, fc.constantFrom('', 'x', 'yy', 'zz'), mode)
    .map(([at, text, bits]) => file(at, text, { mode: bits })),
  fc.tuple(path, mode).map(([at, bits]) => directory(at, { mode: bits })),
  // Never a parent of anything: how a path goes through a link has tests of its own.
  fc.tuple(path, fc.constantFrom('t', 'u')).map(([at, to]) => symlink(`${at}/link`, to)),
  path.map((at) => whiteout(at)),
  path.map((at) => opaque(at)),
);
const stack = fc.array(fc.array(entry, { maxLength: 12 }), { minLength: 1, maxLength: 5 });

test('agrees with a slow model that keeps a map of paths', () => {
  fc.assert(
    fc.property(stack, (layers) => {
      const tree = unionTree(...layers);
      let state: Model = new Map();
      for (const [at, entries] of layers.entries()) {
        state = applyLayer(state, entries);
        expect(listing(tree, at)).toEqual(modelListing(state));
      }
    }),
    { numRuns: 500 },
  );
});

test('what changed between two points leads from the one to the other', () => {
  fc.assert(
    fc.property(stack, fc.nat(4), fc.nat(4), (layers, one, other) => {
      const tree = unionTree(...layers);
      const from = Math.min(one % layers.length, other % layers.length);
      const to = Math.max(one % layers.length, other % layers.length);
      const before = listing(tree, from);
      const after = listing(tree, to);
      const changes = changeListing(tree, from, to);
      for (const at of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const change = changes[at];
        if (change === 'added')
          expect([before[at], after[at]]).toEqual([undefined, expect.anything()]);
        else if (change === 'removed')
          expect([before[at], after[at]]).toEqual([expect.anything(), undefined]);
        else if (change === undefined) expect(after[at]).toEqual(before[at]);
        else expect([before[at], after[at]]).toEqual([expect.anything(), expect.anything()]);
      }
      expect(changeListing(tree, to, to)).toEqual({});
    }),
    { numRuns: 300 },
  );
});

type Model = Map<string, IndexedEntry>;

/** The rules of layering with no thought of speed. */
function applyLayer(lower: Model, entries: readonly IndexedEntry[]): Model {
  const last = new Map<string, number>();
  for (const [place, each] of entries.entries()) {
    if (each.kind <= EntryKind.hardLink) last.set(each.path, place);
  }
  const isBuried = (at: string, place: number): boolean =>
    parentsOf(at).some((parent) => {
      const above = last.get(parent) ?? -1;
      return above > place && entries[above]!.kind !== EntryKind.directory;
    });
  const own: Model = new Map();
  for (const [at, place] of last) if (!isBuried(at, place)) own.set(at, entries[place]!);
  const result: Model = new Map(lower);
  const opaqueOverFile: string[] = [];
  for (const { kind, path: at } of entries) {
    if (kind === EntryKind.whiteout) removeBelow(result, at, true);
    if (kind === EntryKind.opaque && result.has(at)) {
      removeBelow(result, at, false);
      if (result.get(at)!.kind !== EntryKind.directory && !own.has(at)) opaqueOverFile.push(at);
    }
  }
  for (const at of opaqueOverFile) if (result.has(at)) own.set(at, directory(at));
  for (const { kind, path: at } of entries) {
    if (kind !== EntryKind.whiteout && kind !== EntryKind.opaque) continue;
    for (const parent of parentsOf(at)) {
      const there = own.get(parent) ?? result.get(parent);
      if (there?.kind === EntryKind.directory) continue;
      if (there !== undefined && !own.has(parent)) own.set(parent, directory(parent));
      break;
    }
  }
  for (const at of Array.from(own.keys())) {
    for (const parent of parentsOf(at)) {
      const there = own.get(parent) ?? result.get(parent);
      if (there?.kind !== EntryKind.directory) own.set(parent, directory(parent));
    }
  }
  for (const at of [...own.keys()].toSorted((a, b) => a.length - b.length)) {
    const each = own.get(at)!;
    if (each.kind !== EntryKind.directory) removeBelow(result, at, false);
    result.set(at, each);
  }
  return result;
}

function removeBelow(state: Model, at: string, self: boolean): void {
  for (const other of Array.from(state.keys())) {
    if (other.startsWith(`${at}/`) || (self && other === at)) state.delete(other);
  }
}

function parentsOf(at: string): string[] {
  const parts = at.split('/');
  return parts.slice(1).map((_, place) => parts.slice(0, place + 1).join('/'));
}

function modelListing(state: Model): Record<string, string> {
  const lines = [...state].map(([at, { kind, content, link, mode: bits }]) => {
    if (kind === EntryKind.directory) return [at, `d${bits.toString(8)}`];
    if (kind === EntryKind.symlink) return [at, `-> ${link}`];
    return [at, `file ${content.length} ${bits.toString(8)}`];
  });
  return Object.fromEntries(lines);
}
