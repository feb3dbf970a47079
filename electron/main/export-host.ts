import path from 'node:path';
import type { HostOutcome } from '../../shared/contract/export.ts';
import { CallError } from '../../shared/contract/frames.ts';
import type { HostContract } from '../../shared/contract/host.ts';
import type { Implementation } from '../../shared/contract/method.ts';
import type { ConflictRule, ExportRequest } from '../../shared/model/export.ts';
import { exportGrants, goesIntoFolder } from '../../shared/model/export.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import type { AllowedLayers } from './allowed-layers.ts';
import type { Dialogs } from './dialogs.ts';
import type { DragOut } from './drag-out.ts';
import type { EngineHost } from './engine-host.ts';
import { createExportTickets } from './export-tickets.ts';
import type { ExportTickets, WaitingExport } from './export-tickets.ts';
import type { Grants } from './grants.ts';
import { safeExportName } from './safe-file-name.ts';

export interface ExportHostOptions {
  readonly grants: Grants;
  readonly allowed: AllowedLayers;
  readonly dialogs: Pick<Dialogs, 'chooseDestination' | 'chooseFolder' | 'chooseLayer'>;
  readonly drag: DragOut;
  readonly call: EngineHost<never>['call'];
  readonly tickets?: ExportTickets;
}

export type ExportHost = Pick<
  Implementation<HostContract>,
  Extract<keyof HostContract['methods'], `export.${string}`>
>;

/** Taking things out, as far as it needs rights: where to is chosen here, and the window never learns of it. */
export function createExportHost(options: ExportHostOptions): ExportHost {
  const { grants, allowed, dialogs, drag, call } = options;
  const tickets = options.tickets ?? createExportTickets();

  const requireGrants = (request: ExportRequest): void => {
    for (const grant of exportGrants(request)) {
      // The library is the engine's own source; any other must have been granted.
      if (grant !== libraryGrant && grants.pathOf(grant) === null) {
        throw new CallError('source-closed');
      }
    }
  };

  async function run(waiting: WaitingExport, rule: ConflictRule): Promise<HostOutcome> {
    const outcome = await call('export.run', { ...waiting, rule });
    const ticket = outcome.kind === 'conflicts' ? tickets.issue(waiting) : null;
    return { ...outcome, ticket };
  }

  return {
    'export.run': async ({ request }, signal) => {
      requireGrants(request);
      if (isKept(request)) {
        const outcome = await call('export.run', { request, destination: null, rule: 'ask' });
        return { ...outcome, ticket: null };
      }
      const { name, isFolder } = await call('export.name', { request }, { signal });
      const suggested = safeExportName(name);
      if (goesIntoFolder(request)) {
        const folder = await dialogs.chooseFolder(suggested);
        return folder === null ? null : run({ request, destination: folder }, 'ask');
      }
      const destination = await dialogs.chooseDestination(suggested);
      if (destination === null) return null;
      // That a file is replaced was asked for by the dialog; a folder is never replaced as a whole.
      return run({ request, destination }, isFolder ? 'ask' : 'replace');
    },
    'export.resume': async ({ ticket, rule }) => {
      const waiting = tickets.take(ticket);
      if (waiting === null) throw new CallError('arguments-invalid', { at: 'ticket' });
      return run(waiting, rule);
    },
    'export.chooseLayer': async ({ folder }) => {
      const chosen = await dialogs.chooseLayer(folder);
      if (chosen === null) return null;
      return { grant: await allowed.allow(chosen), name: path.basename(chosen) };
    },
    'export.drag': async ({ request }, signal) => {
      requireGrants(request);
      if (isKept(request)) throw new CallError('arguments-invalid', { at: 'request.format' });
      return drag.start(request, signal);
    },
  };
}

function isKept(request: ExportRequest): boolean {
  return request.what === 'edit' && request.format === null;
}
