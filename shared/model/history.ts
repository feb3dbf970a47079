/** One step of an image's history (OCI image-spec, config.md, history). */
export interface HistoryStep {
  readonly created: string | null;
  /** `created_by` exactly as stored. */
  readonly createdBy: string;
  /** The instruction cleaned for reading: no `/bin/sh -c #(nop)`, no BuildKit marks. May span lines. */
  readonly command: string;
  /** The Dockerfile instruction the step comes from, upper case; empty when it cannot be told. */
  readonly instruction: string;
  readonly comment: string;
  readonly author: string;
  readonly emptyLayer: boolean;
  /** Position of the layer the step made; null for an empty step or when history and layers do not pair. */
  readonly layer: number | null;
}
