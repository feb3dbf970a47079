/** A path as it is called inside of a folder above it: `lib/a` for `usr/lib/a` in `usr`. Elsewhere with a slash. */
export function pathBelow(path: string, folder: string): string {
  return folder !== '' && path.startsWith(`${folder}/`)
    ? path.slice(folder.length + 1)
    : `/${path}`;
}
