import type { Artifact, Image } from '../../../shared/model/image.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';

/** One line of the tree of archives. */
export type ArchiveItem =
  | {
      readonly kind: 'source';
      readonly id: string;
      readonly source: SourceState;
      readonly open: boolean;
    }
  | {
      readonly kind: 'image';
      readonly id: string;
      readonly source: SourceState;
      readonly image: Image;
    }
  | {
      readonly kind: 'artifact';
      readonly id: string;
      readonly source: SourceState;
      readonly artifact: Artifact;
    };

/** The lines of the tree from top to bottom: each source, and below it what it holds unless it is folded. */
export function archiveItems(
  sources: readonly SourceState[],
  folded: readonly string[],
): readonly ArchiveItem[] {
  return sources.flatMap((source) => {
    const open = !folded.includes(source.name);
    const head: ArchiveItem = { kind: 'source', id: source.grant, source, open };
    if (!open || source.contents === null) return [head];
    const images = source.contents.images.map((image): ArchiveItem => ({
      kind: 'image',
      id: `${source.grant}/${image.key}`,
      source,
      image,
    }));
    const artifacts = source.contents.artifacts.map((artifact): ArchiveItem => ({
      kind: 'artifact',
      id: `${source.grant}/${artifact.key}`,
      source,
      artifact,
    }));
    return [head, ...images, ...artifacts];
  });
}

/** Bytes of the image's layers as they are stored; a layer that stands twice in the stack counts once. */
export function storedImageBytes(image: Image): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const layer of image.layers) {
    const name = layer.digest ?? layer.diffId;
    if (name !== null && seen.has(name)) continue;
    if (name !== null) seen.add(name);
    sum += layer.storedBytes ?? 0;
  }
  return sum;
}

/** Findings that deserve a look: of the documents and of the proof, without mere notes. */
export function problemCount(source: SourceState): number {
  const all = [...(source.contents?.problems ?? []), ...source.proof.problems];
  return all.filter(({ severity }) => severity !== 'note').length;
}

export function hasErrors(source: SourceState): boolean {
  const all = [...(source.contents?.problems ?? []), ...source.proof.problems];
  return all.some(({ severity }) => severity === 'error');
}
