import { digestAlgorithm } from '../../../shared/model/digest.ts';
import { makeFolder, writeDurable } from './durable-files.ts';
import type { MadeDocument } from './made-documents.ts';
import { isStored } from './store-blobs.ts';
import { blobFolder, blobPath } from './store-paths.ts';

/** Puts a document among the blobs, in place of a damaged one too, unless it is there. Throws `EngineError`. */
export function writeDocument(folder: string, { digest, bytes }: MadeDocument): void {
  if (isStored(folder, digest)) return;
  makeFolder(blobFolder(folder, digestAlgorithm(digest)));
  writeDurable(blobPath(folder, digest), bytes);
}
