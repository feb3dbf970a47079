import type { Amount, ByteBasis } from '../../../shared/model/amount.ts';
import type { UsageTotals } from '../../../shared/model/usage.ts';

/**
 * What sharing saves: the sizes of all images less what lies on disk. Unknown sizes make it a lower bound where a layer
 * of unknown size is shared; layers that are not at hand save nothing.
 */
export function savedBySharing(totals: UsageTotals, basis: ByteBasis): Amount {
  const { logical, disk } = totals;
  return {
    bytes: logical[basis].bytes - disk[basis].bytes,
    unknownLayers: logical[basis].unknownLayers - disk[basis].unknownLayers,
    absentLayers: 0,
  };
}

/** Part of a whole, from 0 to 1; 0 of nothing. */
export function shareOf(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
