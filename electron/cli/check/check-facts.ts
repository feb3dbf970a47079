import type { Findings } from '../../../shared/model/findings.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Waste } from '../../../shared/model/waste.ts';

/** What rules hold against their limits. What no rule asks for is null. */
export interface CheckFacts {
  readonly image: Pick<Image, 'layers'>;
  readonly waste: Waste;
  readonly findings: Findings | null;
  /** Bytes of the files of all layers of the baseline; null where none is named. */
  readonly baselineBytes: number | null;
  readonly labels: ReadonlyMap<string, string>;
  /** `User` of the config; empty where it names none. */
  readonly user: string;
}
