import { randomUUID } from 'node:crypto';
import type { ImageStack } from '../../shared/model/image-stack.ts';
import type { Layer } from '../../shared/model/layer.ts';
import type { Grant } from '../../shared/model/source.ts';
import { Overview } from '../engine/session/overview.ts';
import type { PlacedSource } from '../engine/session/overview.ts';
import type { LayerRecords } from '../engine/store/layer-records.ts';
import type { Library } from '../engine/store/library.ts';
import type { CommandCall } from './command.ts';
import { withEngine } from './engine-session.ts';
import { bytesOfOperand, openOperand, storeMark, storeReference } from './open-operand.ts';
import type { OpenedArchive } from './open-operand.ts';
import { readStore } from './store-access.ts';

/** Several archives, or the layer store, with what it takes to say how their images belong together. */
export interface Everything {
  readonly sources: readonly OpenedArchive[];
  readonly overview: Overview;
}

/**
 * Opens everything that a call names, or the layer store where it names nothing, and reads the images whose unpacked
 * sizes nobody knows yet. Throws EngineError and CliFailure.
 */
export async function withEverything<Result>(
  call: CommandCall,
  use: (everything: Everything) => Promise<Result>,
): Promise<Result> {
  // Without operands all of the store is meant, if it holds anything: nothing can be opened in an empty one.
  const library = call.operands.length === 0 ? await readStore(call) : null;
  const wholeStore = library === null || library.images.length === 0 ? [] : [storeMark];
  const operands = library === null ? call.operands : wholeStore;
  const bytes =
    library === null
      ? operands.reduce((sum, operand) => sum + bytesOfOperand(operand), 0)
      : unknownBytes(library);
  return withEngine(call, bytes, async (engine) => {
    const sources: OpenedArchive[] = [];
    const placed: PlacedSource[] = [];
    try {
      for (const operand of operands) {
        const opened = await openOperand(call, engine, operand, library);
        sources.push(opened);
        const { source, records } = opened;
        placed.push({ grant: placeOf(operand), source, records });
      }
      for (const opened of sources) await readUnknown(opened);
      const overview = new Overview(engine.tasks, () => Promise.resolve(placed));
      return await use({ sources, overview });
    } finally {
      for (const { source } of sources) await source.close();
    }
  });
}

function placeOf(operand: string): ImageStack['source'] {
  return storeReference(operand) === null ? (randomUUID() as string as Grant) : 'store';
}

/** Of an archive nothing is known before it is read; of the store's layers what was found out when they came in. */
async function readUnknown({ source, records, read }: OpenedArchive): Promise<void> {
  for (const { key, layers } of source.archive.contents.images) {
    if (records === null || !layers.every((layer) => isKnown(layer, records))) await read(key);
  }
}

/** Whether nothing need be read to know what a layer unpacks to. */
function isKnown({ digest, availability }: Layer, records: LayerRecords): boolean {
  return availability !== 'available' || (digest !== null && records.has(digest));
}

/** Stored bytes of the layers that would have to be read. */
function unknownBytes({ images, records }: Library): number {
  const unknown = images
    .flatMap(({ layers }) => layers)
    .filter((layer) => !isKnown(layer, records));
  return unknown.reduce((sum, { storedBytes }) => sum + (storedBytes ?? 0), 0);
}
