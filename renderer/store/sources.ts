import { create } from 'zustand';
import type { Artifact, Image } from '../../shared/model/image.ts';
import type { Proof } from '../../shared/model/proof.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import type { Grant } from '../../shared/model/source.ts';

interface SourcesState {
  /** What is open, in the order it was opened, and the library. */
  readonly sources: readonly SourceState[];
  /** How often an engine has told what is open; 0 until the first has. */
  readonly connections: number;
  readonly setSources: (sources: readonly SourceState[]) => void;
  readonly putSource: (source: SourceState) => void;
  /** Nothing for a source that is closed. */
  readonly putProof: (grant: Grant, proof: Proof) => void;
  readonly removeSource: (grant: Grant) => void;
}

export const useSourcesStore = create<SourcesState>()((set) => ({
  sources: [],
  connections: 0,
  setSources: (sources) => set(({ connections }) => ({ sources, connections: connections + 1 })),
  putSource: (source) => set(({ sources }) => ({ sources: withSource(sources, source) })),
  putProof: (grant, proof) =>
    set(({ sources }) => ({
      sources: sources.map((source) => (source.grant === grant ? { ...source, proof } : source)),
    })),
  removeSource: (grant) =>
    set(({ sources }) => ({ sources: sources.filter((source) => source.grant !== grant) })),
}));

/** What the user has opened, without the library. */
export function archivesOf(sources: readonly SourceState[]): readonly SourceState[] {
  return sources.filter(({ role }) => role === 'opened');
}

/** The source of a grant, if it is open. */
export function findSource(
  sources: readonly SourceState[],
  grant: Grant | null | undefined,
): SourceState | null {
  return sources.find((source) => source.grant === grant) ?? null;
}

/** The image of a key in a source whose documents have been read. */
export function findImage(
  source: SourceState | null,
  key: string | null | undefined,
): Image | null {
  return source?.contents?.images.find((image) => image.key === key) ?? null;
}

export function findArtifact(
  source: SourceState | null,
  key: string | null | undefined,
): Artifact | null {
  return source?.contents?.artifacts.find((artifact) => artifact.key === key) ?? null;
}

function withSource(sources: readonly SourceState[], source: SourceState): readonly SourceState[] {
  const known = sources.some(({ grant }) => grant === source.grant);
  if (!known) return [...sources, source];
  return sources.map((other) => (other.grant === source.grant ? source : other));
}
