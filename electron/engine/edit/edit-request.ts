import type { EditSaving, ExportLoss, Packing } from '../../../shared/model/export.ts';
import type { ExportSelection } from '../export/export-selection.ts';
import type { SourceRequest } from '../store/store-work.ts';

/** A new image to be made of one. Plain data: it can be handed to a thread. */
export interface EditRequest {
  /** An opened source, or the library's own archive with its folder. */
  readonly source: SourceRequest;
  /** Key of the image in it. */
  readonly image: string;
  /** Done one after another, each on what the one before left. */
  readonly steps: readonly EditAction[];
  /** Name of the new image; null for none. */
  readonly reference: string | null;
  /** Of layers that are made; the others stay as they are stored. */
  readonly packing: Packing;
  /** For files that are needed while the work lasts, on the thread's own account. */
  readonly spoolDir: string;
  /** Folder of the layer index cache; null to do without. */
  readonly cacheDir: string | null;
}

/** `EditStep` with the path that a grant stands for. */
export type EditAction =
  | { readonly edit: 'drop'; readonly layers: number }
  | { readonly edit: 'squash'; readonly from: number; readonly to: number }
  /** A tar, plain or compressed, or a folder. */
  | { readonly edit: 'append'; readonly path: string; readonly message: string }
  | { readonly edit: 'config'; readonly changes: readonly string[] };

/** What an edit would do. */
export interface EditPlan {
  readonly saved: EditSaving;
  readonly losses: readonly ExportLoss[];
}

/** An image that was made. Its new layers lie in `files`, which are the caller's to remove once it is written. */
export interface MadeEdit {
  readonly selection: ExportSelection;
  readonly files: readonly string[];
  readonly losses: readonly ExportLoss[];
}

/** How long work may go on, and who wants to know of its progress. */
export interface EditContext {
  readonly signal?: AbortSignal | undefined;
  /** Bytes done, and all that are known to be to do by then. */
  readonly progress?: ((done: number, total: number) => void) | undefined;
}
