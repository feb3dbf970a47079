import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, rmdirSync } from 'node:fs';
import path from 'node:path';
import { systemCodeOf } from '../bytes/engine-error.ts';
import { beginUnfinished, endUnfinished } from '../bytes/unfinished-places.ts';
import { checkSpace } from '../export/free-space.ts';
import { outputError, syncParent } from '../export/write-beside.ts';
import { LossLog } from '../export/loss-log.ts';
import { joined } from './host-path.ts';
import type { HostPath } from './host-path.ts';
import { spaceFor } from './needed-space.ts';
import { Placement } from './placement.ts';
import { PrivateTree } from './private-tree.ts';
import { removeTree } from './remove-tree.ts';
import { takenNames } from './taken-names.ts';
import { TreeWriter } from './tree-writer.ts';
import { namedConflicts } from './unpack-request.ts';
import type { UnpackOptions, UnpackOutcome, UnpackRequest } from './unpack-request.ts';
import { withoutTops } from './without-tops.ts';

/**
 * Unpacks a listing into a folder, on hostile ground: whatever the paths and links of the archive say, nothing outside the
 * folder is touched, and nothing in it that was there before unless it is to be replaced.
 *
 * Everything is made in a private folder inside of it and moved to its place when it is whole; an uppermost name that is
 * taken is taken as a whole, folders are not merged. Names that the file system cannot hold beside the others are changed;
 * that and everything else that is not as in the image is told in the losses.
 *
 * Rejects with `EngineError` `disk-full` (with `needed` and `free` where that is known before), `not-found`,
 * `not-writable`, `permission-denied`, `content-unavailable`, `source-changed`, `cancelled`, and then leaves everything as
 * it was.
 */
export async function unpackListing(
  request: UnpackRequest,
  options: UnpackOptions = {},
): Promise<UnpackOutcome> {
  const folder = path.resolve(request.folder);
  const name = path.basename(folder);
  try {
    const isNew = makeFolder(folder);
    try {
      return await unpackInto(Buffer.from(folder), request, options);
    } catch (error) {
      if (isNew) rmdirSync(folder);
      throw error;
    }
  } catch (error) {
    throw outputError(error, name);
  }
}

/** Whether the folder had to be made. */
function makeFolder(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch (error) {
    if (systemCodeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

async function unpackInto(
  folder: HostPath,
  request: UnpackRequest,
  options: UnpackOptions,
): Promise<UnpackOutcome> {
  const taken = takenNames(request.listing.index, folder);
  if (taken.size > 0 && request.rule === 'ask') return conflicts(taken);
  const listing = request.rule === 'keep' ? withoutTops(request.listing, taken) : request.listing;
  const place = folder.toString();
  checkSpace(place, path.basename(place), spaceFor(listing, place));
  const losses = new LossLog();
  losses.addAll(request.listing.losses);
  const root = joined(folder, Buffer.from(`.layerscope-${randomUUID()}.part`));
  const tree = new PrivateTree(root, losses);
  beginUnfinished(root.toString());
  try {
    const writer = new TreeWriter({ ...request, listing }, tree, losses, options);
    await writer.write();
    const left = placeAll(tree, writer, new Placement(root, folder, request.rule, losses));
    if (left.size > 0 && request.rule === 'ask') return conflicts(left);
    await syncParent(root.toString());
    const { bytes, files } = writer;
    return { kind: 'done', bytes, files, losses: losses.losses() };
  } finally {
    removeTree(root);
    endUnfinished(root.toString());
  }
}

/** Moves everything to its place or nothing. Answers the names that were taken meanwhile and stay so. */
function placeAll(
  tree: PrivateTree,
  writer: TreeWriter,
  placement: Placement,
): ReadonlySet<string> {
  const left = new Set<string>();
  try {
    for (const top of tree.tops) {
      const open = top.isFolder ? writer.openTop(top) : null;
      try {
        const place = placement.place(top);
        if (place === null) left.add(top.name.toString('latin1'));
        else if (top.isFolder) writer.finishTop(top, place, open);
      } finally {
        if (open !== null) closeSync(open);
      }
    }
    if (left.size > 0 && writer.mustAsk) {
      placement.undo();
      return left;
    }
  } catch (error) {
    placement.undo();
    throw error;
  }
  placement.finish();
  return left;
}

function conflicts(taken: ReadonlySet<string>): UnpackOutcome {
  const names = [...taken]
    .slice(0, namedConflicts)
    .map((name) => Buffer.from(name, 'latin1').toString());
  return { kind: 'conflicts', count: taken.size, names };
}
