/**
 * The member that a path in a document or a link names: no leading slash, no empty part, no `.`; `..` stops at the
 * root. The root itself is `''`. The same rule as for the names of an archive's members, so that both meet.
 */
export function memberName(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}

/** The folder of a cleaned name; `''` for one at the root. */
export function folderOf(name: string): string {
  return name.slice(0, Math.max(0, name.lastIndexOf('/')));
}

/** `name` inside `folder`, both cleaned. */
export function joinName(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`;
}
