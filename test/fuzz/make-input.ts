import { makeArchive, makeForms } from './make-archive.ts';
import { mutateBytes } from './mutate-bytes.ts';
import { Random } from './random.ts';

/**
 * The input of a number: every third one is a real archive of `seeds` with bytes changed, where there are any; the
 * others are made. The same number, and the same seeds, give the same input.
 */
export async function makeInput(number: number, seeds: readonly Uint8Array[]): Promise<Uint8Array> {
  const random = new Random(Math.imul(number, 2_654_435_761));
  random.next();
  if (number % 3 === 0 && seeds.length > 0) return mutateBytes(random.pick(seeds), random);
  return makeArchive(random);
}

/** Two forms of one archive; the same number gives the same two. */
export function makePair(number: number): Promise<readonly Uint8Array[]> {
  return makeForms(new Random(Math.imul(number, 2_654_435_761) + 5));
}
