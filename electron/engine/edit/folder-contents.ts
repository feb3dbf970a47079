import { closeSync, constants, openSync, readSync } from 'node:fs';
import type { FileIdentity } from '../bytes/blob-location.ts';
import { EngineError, fileError } from '../bytes/engine-error.ts';
import { identityOfDescriptor, sameIdentity } from '../bytes/file-identity.ts';
import { bufferSizes } from '../bytes/limits.ts';
import { placeIn, type FolderListing } from './folder-listing.ts';
import type { NewContents } from './layer-maker.ts';

/** Of Unix alone: fail at a symbolic link instead of following it, and never wait for a pipe. */
const openFlags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0);

/**
 * The contents of a listed folder. A file that is not what it was when it was listed, or becomes another while it is
 * read, is `source-changed`.
 */
export function folderContents(folder: string, { index, files }: FolderListing): NewContents {
  const buffer = new Uint8Array(bufferSizes.hashInput);
  const root = Buffer.from(folder);
  function* pieces(entry: number): Generator<Uint8Array, void, undefined> {
    const at = index.paths.subarray(index.pathStart[entry], index.pathStart[entry + 1]);
    const name = Buffer.from(at).toString();
    const identity = files.get(entry);
    if (identity === undefined) throw new EngineError('content-unavailable');
    const descriptor = openListed(placeIn(root, at), name);
    try {
      checkSame(descriptor, identity, name);
      for (let done = 0; done < identity.size;) {
        const piece = buffer.subarray(0, Math.min(buffer.length, identity.size - done));
        const count = readOnce(descriptor, piece, done, name);
        if (count === 0) throw new EngineError('source-changed', { name });
        done += count;
        yield piece.subarray(0, count);
      }
      checkSame(descriptor, identity, name);
    } finally {
      closeSync(descriptor);
    }
  }
  return { pieces, close: () => {} };
}

function checkSame(descriptor: number, identity: FileIdentity, name: string): void {
  if (!sameIdentity(identityOfDescriptor(descriptor), identity)) {
    throw new EngineError('source-changed', { name });
  }
}

function openListed(place: Buffer, name: string): number {
  try {
    return openSync(place, openFlags);
  } catch (error) {
    const known = fileError(error, name);
    // It was there, and no link, when it was listed.
    const isOther = known.failure.code !== 'permission-denied';
    throw isOther ? new EngineError('source-changed', { name }, { cause: error }) : known;
  }
}

function readOnce(descriptor: number, target: Uint8Array, position: number, name: string): number {
  try {
    return readSync(descriptor, target, 0, target.length, position);
  } catch (error) {
    throw fileError(error, name);
  }
}
