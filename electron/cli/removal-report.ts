import { shortDigest } from '../../shared/model/digest.ts';
import type { RemovalPlan, RemovalResult } from '../../shared/model/store.ts';
import type { Output } from './output.ts';
import { countedText, oneLine, sizeText } from './text.ts';

/** Blobs that stay and are listed for people. */
const mostKept = 5;

/** A plan as JSON; `result` is null when nothing was done. */
export function removalRecord(plan: RemovalPlan, result: RemovalResult | null): object {
  const { untagged, removed, blobs, freedBytes, kept } = plan;
  return { untagged, removed, blobs, freedBytes, kept, result };
}

/** Whether a plan changes nothing. */
export function isIdle({ entries, blobs }: RemovalPlan): boolean {
  return entries.length === 0 && blobs.length === 0;
}

/** What goes, what that frees, and what stays because others use it. */
export function removalLines(plan: RemovalPlan, { style }: Output): readonly string[] {
  const { untagged, removed, blobs, freedBytes, kept } = plan;
  const loose = blobs.filter(({ role }) => role === 'unreferenced');
  return [
    ...untagged.map((name) => `untag   ${oneLine(name)}`),
    ...removed.map(({ references, id, key }) => {
      const names = references.length === 0 ? '(no name)' : references.map(oneLine).join('  ');
      return `${style('red', 'remove')}  ${names}  ${id ?? oneLine(key)}`;
    }),
    ...(loose.length === 0
      ? []
      : [`${style('red', 'remove')}  ${countedText(loose.length, 'blob')} that nothing names`]),
    `free    ${sizeText(freedBytes)} in ${countedText(blobs.length, 'blob')}`,
    ...keptLines(kept),
  ];
}

function keptLines(kept: RemovalPlan['kept']): readonly string[] {
  if (kept.length === 0) return [];
  const bytes = kept.reduce((sum, each) => sum + each.bytes, 0);
  const largest = kept.toSorted((one, other) => other.bytes - one.bytes).slice(0, mostKept);
  const rest = kept.length - largest.length;
  return [
    `keep    ${sizeText(bytes)} in ${countedText(kept.length, 'blob')} that others use`,
    ...largest.map(({ digest, role, bytes: size, usedBy }) => {
      const users = usedBy.map(oneLine).join(', ');
      return `          ${role} ${shortDigest(digest)}  ${sizeText(size)}  ${users}`;
    }),
    ...(rest > 0 ? [`          and ${countedText(rest, 'blob')} more`] : []),
  ];
}

/** What was done, where it is not what was planned. */
export function resultLines({ stillUsed }: RemovalResult): readonly string[] {
  if (stillUsed === 0) return [];
  return [`keep    ${countedText(stillUsed, 'blob')} that something began to use meanwhile`];
}
