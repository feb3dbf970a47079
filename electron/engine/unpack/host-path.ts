import path from 'node:path';

const slash = Buffer.from('/');

/** A path on this machine as bytes: names out of an archive need not be text. */
export type HostPath = Buffer;

export function joined(folder: HostPath, name: Uint8Array): HostPath {
  return Buffer.concat([folder, slash, name]);
}

/** What the functions of the file system take. Windows knows text alone, and long paths only in a form of their own. */
export function forSystem(hostPath: HostPath): HostPath | string {
  return process.platform === 'win32' ? path.toNamespacedPath(hostPath.toString()) : hostPath;
}
