import type { TreeListing } from '../export/tree-listing.ts';
import { ListingBuilder } from '../export/listing-builder.ts';
import { isMarked } from '../tar/clean-path.ts';
import { nodesInPathOrder } from '../tree/path-order.ts';
import { pathBytes } from '../tree/paths.ts';
import { sliceNodes } from '../tree/slices.ts';
import { none } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';
import { squashMarks } from './squash-marks.ts';
import type { SquashMarks } from './squash-marks.ts';

const slash = new TextEncoder().encode('/');
const whiteoutPrefix = new TextEncoder().encode('.wh.');
const opaqueName = new TextEncoder().encode('.wh..wh..opq');

/**
 * Lists one layer that does what the layers `from` to `to` do together: after it the same files are there as after
 * `to`, on whatever lies below. What they removed of the layers below is a whiteout, a folder that took the place of
 * one below is opaque (OCI image-spec layer.md, Whiteouts), and what was there between them only is not in it. Folders
 * above what it has are in it with their attributes, as engines that make layers put them, so that no engine has to
 * make them up; all markers come before what lies beside them. `name-refused` are paths that a layer cannot name:
 * their own names are those of markers; `hard-link` are links that led nowhere. Where engines differ the layer does what
 * the tree shows, as overlay file systems read the range.
 */
export function* listSquash(
  tree: UnionTree,
  from: number,
  to: number,
): Generator<void, TreeListing> {
  const marks = yield* squashMarks(tree, from, to);
  const listing = new ListingBuilder(tree, 0);
  const done = new Uint8Array(tree.nodeCount);
  function add(node: number): void {
    if (done[node] === 1 || marks.listed[node] === 0) return;
    done[node] = 1;
    if (isMarkedName(tree, node)) listing.refuse(node);
    else listing.add(node, marks.after[node]!);
  }
  add(0);
  addMarkers(tree, listing, 0, marks);
  let steps = 0;
  for (const node of nodesInPathOrder(tree, (folder) => marks.markedBelow[folder] === 1)) {
    if (++steps % sliceNodes === 0) yield;
    if (marks.markedBelow[node] === 0) continue;
    add(node);
    addMarkers(tree, listing, node, marks);
  }
  for (const node of nodesInPathOrder(tree)) {
    if (++steps % sliceNodes === 0) yield;
    add(node);
    if (marks.broken[node] === 1) listing.refuse(node, 'hard-link');
  }
  return listing.finish();
}

/** What a folder says about what the layers below have in it. */
function addMarkers(
  tree: UnionTree,
  listing: ListingBuilder,
  folder: number,
  { opaque, whiteout }: SquashMarks,
): void {
  if (opaque[folder] === 1) {
    listing.addMarker(Buffer.concat([pathBytes(tree, folder), slash, opaqueName]));
    return;
  }
  const gone: { readonly node: number; readonly name: Buffer }[] = [];
  for (let node = tree.firstChild[folder]!; node !== none; node = tree.nextSibling[node]!) {
    if (whiteout[node] === 1) gone.push({ node, name: tree.names.bytes(tree.name[node]!) });
  }
  const start = folder === 0 ? [] : [pathBytes(tree, folder), slash];
  for (const { node, name } of gone.sort((one, other) => Buffer.compare(one.name, other.name))) {
    if (isMarkedName(tree, node)) listing.refuse(node);
    else listing.addMarker(Buffer.concat([...start, whiteoutPrefix, name]));
  }
}

function isMarkedName(tree: UnionTree, node: number): boolean {
  if (node === 0) return false;
  const name = tree.names.bytes(tree.name[node]!);
  return isMarked(name, 0, name.length);
}
