import { adviceSeverities } from '../../../shared/model/advice.ts';
import type { Advice } from '../../../shared/model/advice.ts';
import type { LeftoverFinding } from '../../../shared/model/findings.ts';
import type { AdviceInput } from './advice-input.ts';
import { buildToolsAdvice } from './build-tools-advice.ts';
import { copiedAdvice } from './copied-advice.ts';
import { duplicateAdvice } from './duplicate-advice.ts';
import { hiddenAdvice } from './hidden-advice.ts';
import { isLeftover, leftoverAdvice } from './leftover-advice.ts';
import { secretAdvice } from './secret-advice.ts';
import { userAdvice } from './user-advice.ts';

/**
 * What to do about an image, most urgent first: by severity, of which only likely secrets have the first and a merely
 * possible one the last, then by the bytes that would be saved. No byte is in two pieces, so their savings can be added up.
 */
export function advise(input: AdviceInput): readonly Advice[] {
  const leftovers = leftoverAdvice(input);
  const claimed = leftovers.length === 0 ? [] : claimedPlaces(input, leftovers);
  const isClaimed = (path: string): boolean => claimed.some((place) => isLeftover(place, path));
  const tools = buildToolsAdvice(input, isClaimed);
  const toolNodes = new Set(tools.length === 0 ? [] : input.toolFiles?.map(({ node }) => node));
  return [
    ...secretAdvice(input),
    ...hiddenAdvice(input),
    ...leftovers,
    ...copiedAdvice(input),
    ...duplicateAdvice(input, ({ path, node }) => isClaimed(path) || toolNodes.has(node)),
    ...tools,
    ...userAdvice(input),
  ].toSorted(byUrgency);
}

function byUrgency(one: Advice, other: Advice): number {
  const severity = rankOf(one) - rankOf(other);
  return severity || (other.savedBytes ?? leastBytes(other)) - (one.savedBytes ?? leastBytes(one));
}

function rankOf({ severity }: Advice): number {
  return adviceSeverities.indexOf(severity);
}

/** Where advice that is not about size stands among that of its severity: a possible secret first. */
function leastBytes({ detail }: Advice): number {
  return detail.secret === null ? -1 : Number.MAX_SAFE_INTEGER;
}

/** The left-overs that advice is about. */
function claimedPlaces(
  { findings }: AdviceInput,
  advice: readonly Advice[],
): readonly LeftoverFinding[] {
  const about = new Set(advice.map(({ detail, layers }) => `${detail.leftover} ${layers[0]}`));
  return findings.leftovers.filter(({ rule, layer }) => about.has(`${rule} ${layer}`));
}
