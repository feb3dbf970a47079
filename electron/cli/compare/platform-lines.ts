import { platformText } from '../../../shared/model/platform.ts';
import { oneLine } from '../text.ts';
import type { ComparedPair } from './open-pair.ts';

/** What was not compared because it is for another platform; no lines where there is nothing else. */
export function otherPlatformLines({ comparison, others }: ComparedPair): readonly string[] {
  const { both, onlyA, onlyB } = others;
  if (both.length + onlyA.length + onlyB.length === 0) return [];
  const part = (platforms: readonly string[], text: string): readonly string[] =>
    platforms.length === 0 ? [] : [`${text} ${platforms.join(', ')}`];
  const parts = [
    ...part(both, 'both are also for'),
    ...part(onlyA, 'only A is for'),
    ...part(onlyB, 'only B is for'),
  ];
  const compared = oneLine(platformText(comparison.a.platform));
  return [`compared for ${compared}; ${parts.join('; ')} (--platform)`];
}
