import { impliedEvent, presenceAt } from '../../../electron/engine/compare/pair-presence.ts';
import type { PresencePoint } from '../../../electron/engine/compare/pair-presence.ts';
import { pathText } from '../../../electron/engine/tree/paths.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { inodeOf, none } from '../../../electron/engine/tree/union-tree.ts';
import { entryAttributes } from '../../../electron/engine/view/entry-detail.ts';

/** What a comparison must tell of one path, with no thought of speed. */
export interface ModelEntry {
  readonly type: string;
  readonly content: string;
  readonly mode: number;
  readonly owner: string;
  /** NaN where there is no time. */
  readonly modified: number;
  readonly link: string;
  readonly xattrs: string;
}

export interface SideModel {
  readonly entries: ReadonlyMap<string, ModelEntry>;
  /** For each path of a file with several names something that the names have in common. */
  readonly files: ReadonlyMap<string, number>;
  /** Sum of the files, one with several names once. */
  readonly bytes: number;
}

/** What a point of an image has, path by path. */
export function sideModel(point: PresencePoint): SideModel {
  const { tree } = point;
  const entries = new Map<string, ModelEntry>();
  const files = new Map<string, number>();
  const sizes = new Map<number, number>();
  for (const [node, event] of runWhole(presenceAt(point)).entries()) {
    if (node === 0 || event === none) continue;
    const path = pathText(tree, node);
    if (event === impliedEvent) {
      entries.set(path, impliedFolder);
      continue;
    }
    const each = entryAttributes({ tree, origin: tree.eventLayer }, event);
    entries.set(path, {
      type: each.type,
      content: each.bytes === 0 ? '' : `${each.bytes} ${each.contentHash}`,
      mode: each.mode,
      owner: `${each.owner.uid}:${each.owner.gid}`,
      modified: each.modified,
      link: each.link ?? '',
      xattrs: each.xattrs.map(({ name, value }) => `${name}=${value.join()}`).join(),
    });
    if (each.type === 'directory') continue;
    files.set(path, inodeOf(tree, event));
    sizes.set(inodeOf(tree, event), each.bytes);
  }
  return { entries, files, bytes: [...sizes.values()].reduce((sum, size) => sum + size, 0) };
}

const impliedFolder: ModelEntry = {
  type: 'directory',
  content: '',
  mode: 0o755,
  owner: '0:0',
  modified: Number.NaN,
  link: '',
  xattrs: '',
};
