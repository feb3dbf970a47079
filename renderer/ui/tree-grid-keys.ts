export interface GridKeyContext {
  /** The line that the cursor is on. */
  readonly current: number;
  readonly count: number;
  /** Lines that a page key goes by. */
  readonly pageSize: number;
  /** Whether the lines below the current one are shown; null for one that has none. */
  readonly expanded: boolean | null;
  /** The line that the current one is below; null at the top. */
  readonly parent: number | null;
}

export type GridStep =
  | { readonly kind: 'go'; readonly index: number }
  | { readonly kind: 'expand'; readonly expanded: boolean }
  | { readonly kind: 'open' };

/** What a key does in a grid or tree of lines (ARIA Authoring Practices, Treegrid); null for a key without a meaning. */
export function gridKey(key: string, context: GridKeyContext): GridStep | null {
  const { current, count, pageSize, expanded, parent } = context;
  switch (key) {
    case 'ArrowDown':
      return go(current + 1, count);
    case 'ArrowUp':
      return go(current - 1, count);
    case 'PageDown':
      return go(current + pageSize, count);
    case 'PageUp':
      return go(current - pageSize, count);
    case 'Home':
      return go(0, count);
    case 'End':
      return go(count - 1, count);
    case 'ArrowRight':
      if (expanded === null) return null;
      return expanded ? go(current + 1, count) : { kind: 'expand', expanded: true };
    case 'ArrowLeft':
      if (expanded === true) return { kind: 'expand', expanded: false };
      return parent === null ? null : go(parent, count);
    case 'Enter':
      return expanded === null ? { kind: 'open' } : { kind: 'expand', expanded: !expanded };
    case ' ':
      return expanded === null ? null : { kind: 'expand', expanded: !expanded };
    default:
      return null;
  }
}

function go(index: number, count: number): GridStep {
  return { kind: 'go', index: Math.max(0, Math.min(count - 1, index)) };
}
