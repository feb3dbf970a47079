import type {
  ConflictRule,
  ExportName,
  ExportOutcome,
  ExportPlan,
  ExportRequest,
} from '../../../shared/model/export.ts';
import { EngineError } from '../bytes/engine-error.ts';
import type { OutputPlace } from '../export/write-pieces.ts';
import { nameEditExport, planEditExport, runEditExport } from './edit-exports.ts';
import type { ExportParts } from './export-parts.ts';
import { nameFiles, planFiles, runFiles } from './file-exports.ts';
import { nameImageExport, planImageExport, runImageExport } from './image-exports.ts';
import type { RunningJob } from './jobs.ts';
import { nameLayers, planLayers, runLayers } from './layer-exports.ts';

/** What the result of an export is to be called, found out without all that a plan takes. */
export async function nameExport(
  request: ExportRequest,
  parts: ExportParts,
  signal: AbortSignal,
): Promise<ExportName> {
  switch (request.what) {
    case 'layers':
      return nameLayers(request, parts, signal);
    case 'files':
      return nameFiles(request, parts, signal);
    case 'images':
    case 'delta':
    case 'join':
      return nameImageExport(request, parts);
    case 'edit':
      return nameEditExport(request, parts);
  }
}

/** What an export would do; nothing is written. */
export function planExport(
  request: ExportRequest,
  parts: ExportParts,
  signal: AbortSignal,
): Promise<ExportPlan> {
  switch (request.what) {
    case 'layers':
      return planLayers(request, parts, signal);
    case 'files':
      return planFiles(request, parts, signal);
    case 'images':
    case 'delta':
    case 'join':
      return planImageExport(request, parts, signal);
    case 'edit':
      return planEditExport(request, parts, signal);
  }
}

/**
 * Does an export. `place` is the file or the folder that it becomes; for files, and for several layers, the folder that
 * they are put into; null for an edit that is kept in the library. What fails or is cancelled leaves nothing behind.
 */
export async function runExport(
  request: ExportRequest,
  place: OutputPlace | null,
  rule: ConflictRule,
  parts: ExportParts,
  job: RunningJob,
): Promise<ExportOutcome> {
  if (request.what === 'edit') return runEditExport(request, place, rule, parts, job);
  if (place === null) throw new EngineError('arguments-invalid', { at: 'destination' });
  switch (request.what) {
    case 'layers':
      return runLayers(request, place, rule, parts, job);
    case 'files':
      return runFiles(request, place, rule, parts, job);
    case 'images':
    case 'delta':
    case 'join':
      return runImageExport(request, place, rule, parts, job);
  }
}
