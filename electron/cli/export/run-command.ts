import { statSync } from 'node:fs';
import path from 'node:path';
import type { ExportRequest } from '../../../shared/model/export.ts';
import { nameExport, runExport } from '../../engine/session/run-export.ts';
import { EngineError } from '../../engine/bytes/engine-error.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { CommandCall } from '../command.ts';
import type { ExitCode } from '../exit-code.ts';
import { OutputClosed } from '../output.ts';
import { naming } from '../store-access.ts';
import { exportTold } from './export-report.ts';
import type { ExportSession } from './export-session.ts';
import type { ExportTarget } from './export-target.ts';

/** Does an export and tells how it went. A file that is to be written to a folder gets its usual name there. */
export async function runRequest(
  call: CommandCall,
  { parts, job }: ExportSession,
  request: ExportRequest,
  target: ExportTarget | null,
): Promise<ExitCode> {
  const place = target === null ? null : await placeFor(call, parts, request, target);
  const rule = target?.rule ?? 'ask';
  const running = job(request.what === 'edit' ? 'building' : 'writing');
  const outcome = await untilClosed(() =>
    naming(() => runExport(request, place, rule, parts, running)),
  );
  return exportTold(call, outcome, place);
}

/** Whoever reads a pipe may go away when it has seen enough. */
async function untilClosed<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const failure = error instanceof EngineError ? error.failure : null;
    if (failure?.code === 'not-writable' && failure.values['reason'] === 'closed') {
      throw new OutputClosed();
    }
    throw error;
  }
}

async function placeFor(
  { signal }: CommandCall,
  parts: ExportSession['parts'],
  request: ExportRequest,
  { place }: ExportTarget,
): Promise<ExportTarget['place']> {
  const { name, isFolder } = await naming(() => nameExport(request, parts, signal));
  if (place.kind === 'descriptor') {
    if (isFolder) throw new UsageFailure('a folder cannot be written to standard output');
    return place;
  }
  const isInFolder = !isFolder && isFolderThere(place.path);
  return isInFolder ? { kind: 'file', path: path.join(place.path, path.basename(name)) } : place;
}

/** Whether a path is a folder now. */
export function isFolderThere(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() === true;
}
