import { exportLayer, type LayerFileRequest, type LayerFileResult } from './export-layer.ts';
import type { Packing } from '../../../shared/model/export.ts';
import type { ExportSelection } from './export-selection.ts';
import { layersToRepack, type LayersToRepack } from './layers-to-repack.ts';
import {
  rewriteSelection,
  type RewriteRequest,
  type RewrittenSelection,
} from './rewrite-selection.ts';
import { repackLayer, type RepackedLayer, type RepackRequest } from './repack-layer.ts';
import { saveImages, type SaveOptions, type SaveRequest } from './save-images.ts';

/** The heavy work of exports, so that whoever has threads can do it there. Requests and answers are plain data. */
export interface ExportWork {
  /** See `exportLayer`. */
  readonly layer: (request: LayerFileRequest, options: WorkOptions) => Promise<LayerFileResult>;
  /** See `layersToRepack`. */
  readonly find: (selection: ExportSelection, packing: Packing) => Promise<LayersToRepack>;
  /** See `rewriteSelection`. */
  readonly rewrite: (request: RewriteRequest) => Promise<RewrittenSelection>;
  /** See `repackLayer`. */
  readonly repack: (request: RepackRequest, options: WorkOptions) => Promise<RepackedLayer>;
  /** See `saveImages`. */
  readonly save: (
    request: SaveRequest,
    options: WorkOptions,
  ) => Promise<{ readonly bytes: number }>;
  /** How many layers to do at once. */
  readonly parallel: number;
}

/** As for all exports; the total is left out by workers that do not know it. */
export interface WorkOptions {
  readonly signal?: AbortSignal | undefined;
  readonly progress?: ((done: number) => void) | undefined;
}

/** Does the work on the caller's own thread. */
export const inlineExportWork: ExportWork = {
  layer: (request, options) => exportLayer(request, plainOptions(options)),
  find: async (selection, packing) => layersToRepack(selection, packing),
  rewrite: async (request) => rewriteSelection(request),
  repack: (request, options) => repackLayer(request, plainOptions(options)),
  save: (request, options) => saveImages(request, plainOptions(options)),
  parallel: 1,
};

function plainOptions({ signal, progress }: WorkOptions): SaveOptions {
  return { signal, progress: (done) => progress?.(done) };
}
