import type { LayerFacts } from './layer.ts';
import type { Failure } from './job.ts';
import type { Proof } from './proof.ts';
import type { Problem } from './problem.ts';
import type { Grant, SourceContents } from './source.ts';

/** One opened source as the window lists it. */
export interface SourceState {
  readonly grant: Grant;
  /** `library`: the layer store itself, which is always open. */
  readonly role: 'opened' | 'library';
  /** File or folder name, without the folders above it. */
  readonly name: string;
  readonly status: 'opening' | 'open' | 'failed';
  readonly contents: SourceContents | null;
  readonly failure: Failure | null;
  readonly proof: Proof;
}

/** What reading the layers of one image told (second tier). */
export interface ImageFacts {
  /** One for each layer whose tree could be read. */
  readonly layers: readonly LayerFacts[];
  readonly problems: readonly Problem[];
  /** Sum of the files of the union after the last layer. */
  readonly unionBytes: number;
  /** Paths of that union. */
  readonly unionEntries: number;
}
