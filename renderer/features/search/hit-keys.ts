import type { SearchSession } from '../../engine/search-session.ts';

export interface HitKeyContext {
  readonly session: SearchSession;
  readonly pageSize: number;
  /** Shows the hit that the cursor is on. */
  readonly open: () => void;
}

/** Does what a key does in the list of hits, also while the field has the focus. Answers whether it had a meaning. */
export function pressHitKey(key: string, { session, pageSize, open }: HitKeyContext): boolean {
  const { cursor, results } = session.snapshot();
  if (results === null || results.count === 0) return false;
  switch (key) {
    case 'ArrowDown':
      session.moveTo(cursor + 1);
      return true;
    case 'ArrowUp':
      session.moveTo(cursor - 1);
      return true;
    case 'PageDown':
      session.moveTo(cursor + pageSize);
      return true;
    case 'PageUp':
      session.moveTo(cursor - pageSize);
      return true;
    case 'Enter':
      open();
      return true;
    default:
      return false;
  }
}
