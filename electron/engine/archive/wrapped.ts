import type { TarMember } from '../tar/list-members.ts';
import { folderOf } from './member-name.ts';

/**
 * The folder in which all files of an outer tar lie, `''` when there is none: somebody packed the folder of a layout
 * and not its content. What macOS adds beside files does not count.
 */
export function sharedFolder(members: readonly TarMember[]): string {
  let shared: string | null = null;
  for (const member of members) {
    if (member.type === 'directory' || isMacResidue(member.name)) continue;
    const folder = folderOf(member.name);
    shared = shared === null ? folder : commonFolder(shared, folder);
    if (shared === '') return '';
  }
  return shared ?? '';
}

function commonFolder(one: string, other: string): string {
  let folder = one;
  while (folder !== '' && other !== folder && !other.startsWith(`${folder}/`)) {
    folder = folderOf(folder);
  }
  return folder;
}

function isMacResidue(name: string): boolean {
  const last = name.slice(name.lastIndexOf('/') + 1);
  return last.startsWith('._') || last === '.DS_Store';
}
