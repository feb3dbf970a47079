import { comparisonTarget } from './comparison-target.ts';
import { archiveTarget } from './archive-target.ts';
import { exportTarget } from './export-target.ts';
import { libraryTarget } from './library/library-target.ts';
import type { FuzzTarget } from './fuzz-target.ts';
import { Random } from './random.ts';

/** What can be examined, with its share of the inputs. */
const targets: readonly { readonly target: FuzzTarget; readonly share: number }[] = [
  { target: archiveTarget, share: 24 },
  { target: libraryTarget, share: 5 },
  { target: comparisonTarget, share: 2 },
  { target: exportTarget, share: 1 },
];

export const targetNames: readonly string[] = targets.map(({ target }) => target.name);

/** The target of an input, which its number alone decides, unless there is to be one only. */
export function targetOf(number: number, only: string | null): FuzzTarget {
  if (only !== null) return requireTarget(only);
  const random = new Random(Math.imul(number, 374_761_393) + 11);
  const sum = targets.reduce((total, { share }) => total + share, 0);
  let place = random.below(sum);
  for (const { target, share } of targets) {
    if (place < share) return target;
    place -= share;
  }
  return archiveTarget;
}

/** @throws Error for a name that is none */
export function requireTarget(name: string): FuzzTarget {
  const found = targets.find(({ target }) => target.name === name);
  if (found === undefined) throw new Error(`targets: ${targetNames.join(', ')}`);
  return found.target;
}
