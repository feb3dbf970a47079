import { createHash } from 'node:crypto';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { pathBytes } from '../../../electron/engine/tree/paths.ts';
import { unionAfter } from '../../../electron/engine/tree/sums.ts';
import {
  bytesOf,
  extraOf,
  kindOf,
  linkOf,
  modeOf,
  none,
  ownerOf,
  presentAt,
  typeOf,
} from '../../../electron/engine/tree/union-tree.ts';
import { contentAt } from '../../fixtures/content-listing.ts';
import { markShared } from './unpacked-folder.ts';

/**
 * The union after the last layer, one text for each path: `directory 755 0:0`, `-> target 0:0`,
 * `file 644 0:0 12 SHA256`, with ` = PATH` where several paths share the file. Paths are bytes read as Latin-1.
 */
export async function unionListing(read: ReadImage): Promise<ReadonlyMap<string, string>> {
  const { tree } = read;
  const last = tree.layers.length - 1;
  const state = unionAfter(tree, last);
  const lines = new Map<string, string>();
  const pathOf = (node: number): string => Buffer.from(pathBytes(tree, node)).toString('latin1');
  for (let node = 1; node < tree.nodeCount; node++) {
    if (state.event[node] !== none) lines.set(pathOf(node), await describe(read, node, last));
  }
  for (const nodes of state.sharedFiles.values()) {
    if (nodes.length > 1) markShared(lines, nodes.map(pathOf));
  }
  return lines;
}

async function describe(read: ReadImage, node: number, layer: number): Promise<string> {
  const { tree } = read;
  const event = presentAt(tree, node, layer);
  const { uid, gid } = ownerOf(tree, event);
  const type = typeOf(kindOf(tree, event));
  const attributes = `${modeOf(tree, event).toString(8)} ${uid}:${gid}`;
  switch (type) {
    case 'symlink':
      return `-> ${Buffer.from(linkOf(tree, event)).toString('latin1')} ${uid}:${gid}`;
    case 'file': {
      const hash = createHash('sha256').update(await contentAt(read, node, layer));
      return `file ${attributes} ${bytesOf(tree, event)} ${hash.digest('hex')}`;
    }
    case 'character':
    case 'block': {
      const device = extraOf(tree, event)?.device;
      return `${type} ${attributes} ${device?.major},${device?.minor}`;
    }
    case 'directory':
    case 'fifo':
      return `${type} ${attributes}`;
  }
}
