import type { ComparedImage, PairSide, Side } from '../../../shared/model/comparison.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { engine } from '../../engine/client.ts';

/** A path as one side has it, with what names it in calls of the engine. */
export interface ContentSide {
  readonly side: Side;
  readonly image: ComparedImage;
  readonly entry: PairSide;
}

/** What names a file in calls of the engine. */
export interface FileAddress {
  readonly grant: Grant;
  readonly image: string;
  readonly layer: number;
  readonly node: number;
}

export function addressOf({ image, entry }: ContentSide): FileAddress {
  const { grant, image: key, layer } = image.point;
  return { grant, image: key, layer: Math.max(0, layer), node: entry.node };
}

/** Reads a part of a file; shorter than asked for where the file ends. */
export type ReadPart = (
  offset: number,
  length: number,
  signal?: AbortSignal,
) => Promise<Uint8Array>;

export function partReader(address: FileAddress): ReadPart {
  return (offset, length, signal) =>
    engine.call(
      'entry.read',
      { ...address, offset, length },
      signal === undefined ? {} : { signal },
    );
}
