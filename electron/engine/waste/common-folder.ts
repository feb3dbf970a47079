const slash = 0x2f;

/** The folder that a path of raw bytes names something in. */
export function folderOfPath(path: Uint8Array): Uint8Array {
  return path.subarray(0, Math.max(0, path.lastIndexOf(slash)));
}

/** The same as `commonNode` for paths of raw bytes without a leading slash: a part of `a`. */
export function commonPath(a: Uint8Array, b: Uint8Array): Uint8Array {
  let [at, ended] = [0, 0];
  for (; at < a.length && a[at] === b[at]; at++) if (a[at] === slash) ended = at;
  const isPart = (at === a.length || a[at] === slash) && (at === b.length || b[at] === slash);
  return a.subarray(0, isPart ? at : ended);
}
