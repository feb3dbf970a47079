import fc from 'fast-check';
import { expect, test } from 'vitest';
import { VisibleRows } from '../../../electron/engine/view/visible-rows.ts';
import type { Line, RowSource } from '../../../electron/engine/view/visible-rows.ts';

interface Nodes {
  readonly parent: Uint32Array;
  readonly shown: Uint8Array;
  readonly open: Uint8Array;
}

const forest: fc.Arbitrary<Nodes> = fc
  .array(fc.record({ parent: fc.nat(), shown: fc.boolean(), open: fc.boolean() }), {
    minLength: 1,
    maxLength: 60,
  })
  .map((nodes) => {
    const parent = Uint32Array.from(nodes, (node, at) => (at === 0 ? 0 : node.parent % at));
    const shown = new Uint8Array(nodes.length);
    for (const [at, node] of nodes.entries()) {
      shown[at] = at === 0 || (node.shown && shown[parent[at]!] === 1) ? 1 : 0;
    }
    return { parent, shown, open: Uint8Array.from(nodes, ({ open }) => (open ? 1 : 0)) };
  });

/** Highest number first, so that the order is not the one the nodes were made in. */
function sortedChildren({ parent, shown }: Nodes, folder: number): Uint32Array {
  const children = [...parent.keys()].filter(
    (node) => node !== 0 && parent[node] === folder && shown[node] === 1,
  );
  return Uint32Array.from(children).reverse();
}

/** All lines, written out by walking the tree. */
function outline(nodes: Nodes, folder = 0, depth = 0): readonly Line[] {
  const children = [...sortedChildren(nodes, folder)];
  return children.flatMap((node, position) => {
    const expandable = sortedChildren(nodes, node).length > 0;
    const line = { node, depth, position, siblings: children.length, expandable };
    return nodes.open[node] === 1 ? [line, ...outline(nodes, node, depth + 1)] : [line];
  });
}

function rowsOf(nodes: Nodes): VisibleRows {
  const source: RowSource = {
    ...nodes,
    sortedChildren: (folder) => sortedChildren(nodes, folder),
  };
  return new VisibleRows(source);
}

test('gives the lines of any window, and the line of any node, as walking the tree does', () => {
  const toggles = fc.array(fc.tuple(fc.nat(), fc.boolean()), { maxLength: 8 });
  fc.assert(
    fc.property(forest, toggles, fc.nat(70), fc.nat(20), (nodes, changes, start, count) => {
      const rows = rowsOf(nodes);
      for (const [at, isOpen] of [[0, true] as const, ...changes]) {
        const node = at % nodes.parent.length;
        if (node !== 0) rows.setOpen(node, isOpen);
        const all = outline(nodes);
        expect(rows.length).toBe(all.length);
        expect([...rows.lines(start, count)]).toEqual(all.slice(start, start + count));
        for (const each of nodes.parent.keys()) {
          expect(rows.rowOf(each)).toBe(all.findIndex((line) => line.node === each));
        }
      }
    }),
  );
});

test('counts again after many folders were opened or closed at once', () => {
  fc.assert(
    fc.property(forest, (nodes) => {
      const rows = rowsOf(nodes);
      expect([...rows.lines(0, 5)]).toEqual(outline(nodes).slice(0, 5));
      nodes.open.fill(1);
      rows.recount();
      expect([...rows.lines(0, 100)]).toEqual(outline(nodes));
      nodes.open.fill(0);
      rows.recount();
      expect([...rows.lines(0, 100)]).toEqual(outline(nodes));
    }),
  );
});

test('stand for those in a folder where they are all among them', () => {
  fc.assert(
    fc.property(forest, fc.nat(70), fc.nat(70), (nodes, start, count) => {
      const rows = rowsOf(nodes);
      const all = outline(nodes).map(({ node }) => node);
      let at = start;
      for (const { node, lines } of rows.spans(start, count)) {
        expect(node).toBe(all[at]);
        at += lines;
        const whole = nodes.open[node] === 1 ? 1 + outline(nodes, node).length : 1;
        const fits = at - lines + whole <= start + count;
        expect(lines).toBe(fits ? whole : 1);
      }
      expect(at).toBe(Math.max(start, Math.min(all.length, start + count)));
    }),
  );
});
