/**
 * Where the text of a symbolic link leads, as a path from the image's root without a leading slash; the root is empty.
 * Counted in names alone: folders on the way that are links themselves are not followed. Like a container, which cannot
 * look out of its root, it never climbs above it.
 */
export function linkTarget(path: string, link: string): string {
  const parts = link.startsWith('/') ? [] : path.split('/').slice(0, -1);
  for (const part of link.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return parts.join('/');
}
