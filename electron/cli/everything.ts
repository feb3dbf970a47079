import { randomUUID } from 'node:crypto';
import type { ImageStack } from '../../shared/model/image-stack.ts';
import type { Grant } from '../../shared/model/source.ts';
import { Overview } from '../engine/session/overview.ts';
import type { PlacedSource } from '../engine/session/overview.ts';
import type { CommandCall } from './command.ts';
import { withEngine } from './engine-session.ts';
import { bytesOfOperand, openOperand, storeReference } from './open-operand.ts';
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
  const operands = await operandsOf(call);
  const bytes = operands.reduce((sum, operand) => sum + bytesOfOperand(operand), 0);
  return withEngine(call, bytes, async (engine) => {
    const sources: OpenedArchive[] = [];
    const placed: PlacedSource[] = [];
    try {
      for (const operand of operands) {
        const opened = await openOperand(call, engine, operand);
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

/** A store without images is no operand: nothing can be opened in it. */
async function operandsOf(call: CommandCall): Promise<readonly string[]> {
  if (call.operands.length > 0) return call.operands;
  const { images } = await readStore(call);
  return images.length === 0 ? [] : ['store:'];
}

function placeOf(operand: string): ImageStack['source'] {
  return storeReference(operand) === null ? (randomUUID() as string as Grant) : 'store';
}

/** Of an archive nothing is known before it is read; of the store's layers what was found out when they came in. */
async function readUnknown({ source, records, read }: OpenedArchive): Promise<void> {
  for (const { key, layers } of source.archive.contents.images) {
    const isKnown = layers.every(
      ({ digest, availability }) =>
        availability !== 'available' || (digest !== null && records?.has(digest) === true),
    );
    if (records === null || !isKnown) await read(key);
  }
}
