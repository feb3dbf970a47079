import { capabilityText, decodeCapability } from '../../../shared/format/capability.ts';
import { mostFindings, permissionRules } from '../../../shared/model/findings.ts';
import type { PermissionFinding, PermissionRule } from '../../../shared/model/findings.ts';
import { EntryKind } from '../layer/layer-index.ts';
import { pathTexts } from '../tree/paths.ts';
import { sliceNodes } from '../tree/slices.ts';
import { extraOf, kindOf, modeOf, none, ownerOf, presentAt } from '../tree/union-tree.ts';
import type { UnionTree } from '../tree/union-tree.ts';

/** Bits of a mode (POSIX, sys/stat.h). */
const setUserBit = 0o4000;
const setGroupBit = 0o2000;
const stickyBit = 0o1000;
const othersWriteBit = 0o002;

/** Findings of one kind, as many as are told, and how many more there are. */
export interface FindingRows<Row> {
  readonly rows: readonly Row[];
  readonly unlisted: number;
}

/**
 * Files of the final view that run with more rights than whoever starts them has, and what everybody can write. A folder
 * with setgid only passes its group on, and one with the sticky bit protects what is in it (POSIX, chmod).
 */
export function* findPermissions(tree: UnionTree): Generator<void, FindingRows<PermissionFinding>> {
  const top = tree.layers.length - 1;
  const pathOf = pathTexts(tree);
  const rows: PermissionFinding[] = [];
  let unlisted = 0;
  for (let node = 1; node < tree.nodeCount; node++) {
    if (node % sliceNodes === 0) yield;
    const event = presentAt(tree, node, top);
    if (event === none || tree.dataEntry[event] === none) continue;
    for (const { rule, detail } of rulesMet(tree, event)) {
      if (rows.length >= mostFindings) {
        unlisted++;
        continue;
      }
      const { uid, gid } = ownerOf(tree, event);
      const layer = tree.eventLayer[event]!;
      const mode = modeOf(tree, event);
      rows.push({ rule, node, path: pathOf(node), layer, mode, uid, gid, detail });
    }
  }
  const order = (rule: PermissionRule): number => permissionRules.indexOf(rule);
  rows.sort((a, b) => order(a.rule) - order(b.rule) || compareText(a.path, b.path));
  return { rows, unlisted };
}

function* rulesMet(
  tree: UnionTree,
  event: number,
): Generator<{ readonly rule: PermissionRule; readonly detail: string }> {
  const kind = kindOf(tree, event);
  if (kind !== EntryKind.file && kind !== EntryKind.directory) return;
  const mode = modeOf(tree, event);
  if (kind === EntryKind.file) {
    if ((mode & setUserBit) !== 0) yield { rule: 'setuid', detail: '' };
    if ((mode & setGroupBit) !== 0) yield { rule: 'setgid', detail: '' };
    const capability = capabilityOf(tree, event);
    if (capability !== null) yield { rule: 'capability', detail: capability };
  }
  const isProtected = kind === EntryKind.directory && (mode & stickyBit) !== 0;
  if ((mode & othersWriteBit) !== 0 && !isProtected) yield { rule: 'world-writable', detail: '' };
}

/** What a file may do beyond its user's rights; empty where it is written in no known form, null without any. */
function capabilityOf(tree: UnionTree, event: number): string | null {
  const attribute = extraOf(tree, event)?.xattrs?.find(
    ({ name }) => name === 'security.capability',
  );
  if (attribute === undefined) return null;
  const decoded = decodeCapability(attribute.value);
  return decoded === null ? '' : capabilityText(decoded);
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
