import type { ArchiveItem } from './archive-items.ts';

export type ArchivesMove =
  | { readonly kind: 'focus'; readonly position: number }
  | { readonly kind: 'fold'; readonly folded: boolean }
  | { readonly kind: 'choose' };

/** What a key does on the line at `position` (ARIA Authoring Practices, tree view); null for a key of no meaning. */
export function moveInArchives(
  items: readonly ArchiveItem[],
  position: number,
  key: string,
): ArchivesMove | null {
  const current = items[position];
  if (current === undefined) return null;
  const last = items.length - 1;
  switch (key) {
    case 'ArrowDown':
      return { kind: 'focus', position: Math.min(last, position + 1) };
    case 'ArrowUp':
      return { kind: 'focus', position: Math.max(0, position - 1) };
    case 'Home':
      return { kind: 'focus', position: 0 };
    case 'End':
      return { kind: 'focus', position: last };
    case 'ArrowRight':
      if (current.kind !== 'source') return null;
      return current.open
        ? { kind: 'focus', position: Math.min(last, position + 1) }
        : { kind: 'fold', folded: false };
    case 'ArrowLeft':
      if (current.kind === 'source') return current.open ? { kind: 'fold', folded: true } : null;
      return { kind: 'focus', position: items.findIndex(({ id }) => id === current.source.grant) };
    case 'Enter':
    case ' ':
      return { kind: 'choose' };
    default:
      return null;
  }
}
