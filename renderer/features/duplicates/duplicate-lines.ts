import type { DuplicateCopy, DuplicateGroup } from '../../../shared/model/duplicates.ts';

/** A line of the list: the copies of one content together, one of them, or how many more there are. */
export type DuplicateLine =
  | { readonly kind: 'group'; readonly group: DuplicateGroup; readonly open: boolean }
  | { readonly kind: 'copy'; readonly group: DuplicateGroup; readonly copy: DuplicateCopy }
  | { readonly kind: 'more'; readonly group: DuplicateGroup; readonly count: number };

export interface DuplicateOptions {
  /** Part of a path. A group is shown with all its copies when one of them has it. */
  readonly text: string;
  /** Hashes of the groups whose copies are shown. */
  readonly open: ReadonlySet<string>;
}

/** What the list shows: the groups in their order, each with its copies where it is open. */
export function duplicateLines(
  groups: readonly DuplicateGroup[],
  { text, open }: DuplicateOptions,
): readonly DuplicateLine[] {
  const wanted = text.trim().toLowerCase();
  return groups
    .filter(({ copies }) => copies.some(({ path }) => `/${path}`.toLowerCase().includes(wanted)))
    .flatMap((group): readonly DuplicateLine[] => {
      const isOpen = open.has(group.hash);
      const heading: DuplicateLine = { kind: 'group', group, open: isOpen };
      if (!isOpen) return [heading];
      const count = group.copyCount - group.copies.length;
      return [
        heading,
        ...group.copies.map((copy): DuplicateLine => ({ kind: 'copy', group, copy })),
        ...(count > 0 ? [{ kind: 'more', group, count } as const] : []),
      ];
    });
}

/** The group that a line is below; null for a group. */
export function groupLineOf(lines: readonly DuplicateLine[], index: number): number | null {
  const line = lines[index];
  if (line === undefined || line.kind === 'group') return null;
  return lines.findLastIndex((other, position) => position < index && other.kind === 'group');
}

/** Names shown for a group at most. */
const shownNames = 3;

/** What the copies of a group are called: their different names, the first ones alone where there are many. */
export function groupNames({ copies }: DuplicateGroup): {
  readonly names: readonly string[];
  readonly more: boolean;
} {
  const names = [...new Set(copies.map(({ path }) => path.slice(path.lastIndexOf('/') + 1)))];
  return { names: names.slice(0, shownNames), more: names.length > shownNames };
}

/** The folder of the first copy, without a leading slash. */
export function firstFolder({ copies }: DuplicateGroup): string {
  const path = copies[0]?.path ?? '';
  return path.slice(0, Math.max(0, path.lastIndexOf('/')));
}
