import type { EntryType } from '../model/entry.ts';

const typeLetters: Readonly<Record<EntryType, string>> = {
  file: '-',
  directory: 'd',
  symlink: 'l',
  character: 'c',
  block: 'b',
  fifo: 'p',
};

const setUser = 0o4000;
const setGroup = 0o2000;
const sticky = 0o1000;

/**
 * Type and permissions as `ls -l` writes them, `drwxr-xr-x`. Only the twelve permission bits of `mode` count. `s`, `S`,
 * `t` and `T` stand for the set-user, set-group and sticky bits (POSIX, ls).
 */
export function formatMode(mode: number, type: EntryType): string {
  const user = triplet(mode >> 6, (mode & setUser) !== 0, 's');
  const group = triplet(mode >> 3, (mode & setGroup) !== 0, 's');
  const others = triplet(mode, (mode & sticky) !== 0, 't');
  return `${typeLetters[type]}${user}${group}${others}`;
}

/** The permission bits in octal, at least four digits: `0755`, `4755`. */
export function formatOctalMode(mode: number): string {
  return (mode & 0o7777).toString(8).padStart(4, '0');
}

function triplet(bits: number, special: boolean, letter: 's' | 't'): string {
  const execute = (bits & 1) !== 0;
  const last = special ? (execute ? letter : letter.toUpperCase()) : execute ? 'x' : '-';
  return `${(bits & 4) !== 0 ? 'r' : '-'}${(bits & 2) !== 0 ? 'w' : '-'}${last}`;
}
