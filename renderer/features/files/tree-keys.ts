import type { Row } from '../../../shared/model/view.ts';
import type { ViewSession } from '../../engine/view-session.ts';

export interface TreeKeyContext {
  readonly session: ViewSession;
  readonly pageSize: number;
  /** What Enter does on a line that is not a folder. */
  readonly open: () => void;
}

/** A key with those that are held beside it. */
export interface TreeKey {
  readonly key: string;
  readonly shift: boolean;
  /** Control, or command on macOS. */
  readonly control: boolean;
}

/**
 * Does what a key does in a native tree of which several lines can be chosen. Answers whether the key had a meaning.
 * Letters are not looked at: type-ahead takes those.
 */
export function pressTreeKey(pressed: TreeKey, context: TreeKeyContext): boolean {
  const { session, pageSize } = context;
  const { cursor, state } = session.snapshot();
  if (state === null || state.rowCount === 0) return false;
  const target = keyTarget(pressed.key, cursor, pageSize, state.rowCount);
  if (target !== null) return move(session, target, pressed);
  return pressed.control ? pressWithControl(session, pressed) : press(pressed.key, context);
}

/** The line that a key goes to; null for a key that goes to none. */
function keyTarget(key: string, cursor: number, pageSize: number, count: number): number | null {
  const within = (index: number): number => Math.max(0, Math.min(count - 1, index));
  switch (key) {
    case 'ArrowDown':
      return within(cursor + 1);
    case 'ArrowUp':
      return within(cursor - 1);
    case 'PageDown':
      return within(cursor + pageSize);
    case 'PageUp':
      return within(cursor - pageSize);
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return null;
  }
}

/** Control alone is not looked at: with it the arrows go through the layers. */
function move(session: ViewSession, target: number, { shift, control }: TreeKey): boolean {
  if (control && !shift) return false;
  if (control) session.choice.step(target);
  else if (shift) session.choice.extend(target, false);
  else void session.moveTo(target);
  return true;
}

function pressWithControl(session: ViewSession, { key, shift }: TreeKey): boolean {
  if (shift) return false;
  const { cursor } = session.snapshot();
  if (key === 'a' || key === 'A') session.choice.all();
  else if (key === ' ' && cursor >= 0) session.choice.toggle(cursor);
  else return false;
  return true;
}

function press(key: string, { session, open }: TreeKeyContext): boolean {
  const { chosen, cursor } = session.snapshot();
  const row = session.cursorRow();
  switch (key) {
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
      else open();
      return true;
    case ' ':
      if (row?.expandable !== true) return false;
      session.expand(cursor, !row.expanded);
      return true;
    case 'Escape':
      if (chosen === 0) return false;
      session.choice.clear();
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
  const parent = await parentOf(session, cursor);
  if (parent !== null && session.snapshot().cursor === cursor) await session.moveTo(parent);
}

/** Opens everything below the folder that the line is in; at the top, everything below the line itself. */
async function expandSiblings(session: ViewSession, cursor: number): Promise<void> {
  const parent = await parentOf(session, cursor);
  session.expand(parent ?? cursor, true, true);
}

/** Index of the folder that holds the row at an index; null for a row at the top. */
async function parentOf(session: ViewSession, index: number): Promise<number | null> {
  let row = await session.load(index);
  if (row === null || row.depth === 0) return null;
  const depth = row.depth;
  let at = index;
  // Each row before it among its siblings takes at least one line, so this never leaps over the folder.
  while (row !== null && row.depth >= depth) {
    at -= row.position;
    row = await session.load(at);
  }
  return row === null ? null : at;
}
