import { useState } from 'react';
import type { ContentComparison } from '../../../shared/model/comparison.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import type { CallState } from '../../engine/use-call.ts';
import type { ContentSide } from './content-side.ts';

/** Bytes of both files together that are read without being asked. */
const quickBytes = 64_000_000;

export interface Contents {
  readonly call: CallState<ContentComparison>;
  /** Has two large files read; null where that is not needed or not possible. */
  readonly ask: (() => void) | null;
}

/** What holding two files against each other byte by byte tells; at once for small ones, when asked for large ones. */
export function useContents(
  comparison: number,
  node: number,
  a: ContentSide | null,
  b: ContentSide | null,
): Contents {
  const [asked, setAsked] = useState<number | null>(null);
  const files = a?.entry.attributes.type === 'file' && b?.entry.attributes.type === 'file';
  const bytes = (a?.entry.attributes.bytes ?? 0) + (b?.entry.attributes.bytes ?? 0);
  const wanted = files && (bytes <= quickBytes || asked === node);
  const call = useEngineCall('compare.contents', wanted ? { comparison, node } : null);
  return { call, ask: files && !wanted ? () => setAsked(node) : null };
}
