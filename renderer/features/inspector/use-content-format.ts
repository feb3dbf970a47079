import type { Grant } from '../../../shared/model/source.ts';
import type { Preview } from '../../../shared/model/view.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import type { CallState } from '../../engine/use-call.ts';

/** Bytes that tell what a file is: as many as decide whether it is text. */
const enough = 64 * 1024;

/** What names a file in calls of the engine. */
export interface FormatAddress {
  readonly grant: Grant;
  readonly image: string;
  readonly layer: number;
  readonly node: number;
}

/** Asks for the first bytes of a file and what they say it is; for nothing where there is no file, or none in it. */
export function useContentFormat(address: FormatAddress | null): CallState<Preview> {
  return useEngineCall('entry.preview', address === null ? null : { ...address, limit: enough });
}
