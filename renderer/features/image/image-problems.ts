import type { Image } from '../../../shared/model/image.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { ImageFacts, SourceState } from '../../../shared/model/source-state.ts';

/** Findings about an image: of the documents and the proof of its source as far as they concern it, and of its layers. */
export function imageProblems(
  source: SourceState,
  image: Image,
  facts: ImageFacts | null,
): readonly Problem[] {
  const ofSource = [...(source.contents?.problems ?? []), ...source.proof.problems];
  const own = ofSource.filter(
    ({ where }) => where.image === undefined || where.image === image.key,
  );
  return [...own, ...(facts?.problems ?? [])];
}
