import type { Row } from '../../../shared/model/view.ts';
import type { ViewSession } from '../../engine/view-session.ts';

export interface TreeKeyContext {
  readonly session: ViewSession;
  readonly pageSize: number;
  /** What Enter does on a line that is not a folder. */
  readonly open: () => void;
}

/**
 * Does what a key does in a native tree. Answers whether the key had a meaning. Letters are not looked at: type-ahead
 * takes those.
 */
export function pressTreeKey(key: string, context: TreeKeyContext): boolean {
  const { session, pageSize } = context;
  const { cursor, state } = session.snapshot();
  if (state === null || state.rowCount === 0) return false;
  const row = session.cursorRow();
  const go = (index: number): true => {
    void session.moveTo(index);
    return true;
  };
  switch (key) {
    case 'ArrowDown':
      return go(cursor + 1);
    case 'ArrowUp':
      return go(cursor - 1);
    case 'PageDown':
      return go(cursor + pageSize);
    case 'PageUp':
      return go(cursor - pageSize);
    case 'Home':
      return go(0);
    case 'End':
      return go(state.rowCount - 1);
    case 'ArrowRight':
      return row !== null && stepIn(session, row, cursor);
    case 'ArrowLeft':
      return row !== null && stepOut(session, row, cursor);
    case '*':
      void expandSiblings(session, cursor);
      return true;
    case 'Enter':
      if (row === null) return false;
      if (row.expandable) session.expand(cursor, !row.expanded);
      else context.open();
      return true;
    case ' ':
      if (row?.expandable !== true) return false;
      session.expand(cursor, !row.expanded);
      return true;
    default:
      return false;
  }
}

function stepIn(session: ViewSession, row: Row, cursor: number): boolean {
  if (!row.expandable) return true;
  if (row.expanded) void session.moveTo(cursor + 1);
  else session.expand(cursor, true);
  return true;
}

function stepOut(session: ViewSession, row: Row, cursor: number): boolean {
  if (row.expandable && row.expanded) session.expand(cursor, false);
  else void goToParent(session, cursor);
  return true;
}

async function goToParent(session: ViewSession, cursor: number): Promise<void> {
  const parent = await session.parentOf(cursor);
  if (parent !== null && session.snapshot().cursor === cursor) await session.moveTo(parent);
}

/** Opens everything below the folder that the line is in; at the top, everything below the line itself. */
async function expandSiblings(session: ViewSession, cursor: number): Promise<void> {
  const parent = await session.parentOf(cursor);
  session.expand(parent ?? cursor, true, true);
}
