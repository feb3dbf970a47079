import type { EntryType } from '../../../shared/model/entry.ts';

/** What is worth a word about an entry's permission bits (POSIX, chmod). */
export type ModeNote =
  | 'set-user'
  | 'set-group'
  | 'set-group-folder'
  | 'sticky'
  | 'world-writable'
  | 'world-writable-sticky';

/** The remarks that apply, most striking first. The bits of a symbolic link mean nothing. */
export function modeNotes(mode: number, type: EntryType): readonly ModeNote[] {
  if (type === 'symlink') return [];
  const folder = type === 'directory';
  const sticky = folder && (mode & 0o1000) !== 0;
  const notes: ModeNote[] = [];
  if (!folder && (mode & 0o4000) !== 0) notes.push('set-user');
  if ((mode & 0o2000) !== 0) notes.push(folder ? 'set-group-folder' : 'set-group');
  if ((mode & 0o002) !== 0) notes.push(sticky ? 'world-writable-sticky' : 'world-writable');
  else if (sticky) notes.push('sticky');
  return notes;
}
