import { failureOf } from '../../shared/contract/frames.ts';
import type { HostOutcome } from '../../shared/contract/export.ts';
import type { ConflictRule, ExportRequest } from '../../shared/model/export.ts';
import type { Failure } from '../../shared/model/job.ts';
import { host } from '../engine/client.ts';
import { doneNotice } from '../i18n/export-words.ts';
import { useDialogsStore } from './dialogs.ts';
import { useExportStore } from './export.ts';
import type { ExportConflict } from './export.ts';
import { reportFailure } from './follow.ts';
import { notify } from './notices.ts';
import { useSettingsStore } from './settings.ts';

/** What the user can set right in the dialog, which then comes back. */
const mendable: ReadonlySet<Failure['code']> = new Set([
  'change-invalid',
  'reference-invalid',
  'base-lacks-layers',
  'base-packed-otherwise',
]);

/**
 * Asks where to, and takes something out; the dialog goes while that lasts. It comes back with all that was chosen in
 * it when the user thought better of the place, or has something to set right.
 */
export async function runExport(request: ExportRequest): Promise<void> {
  const { turn } = useExportStore.getState();
  useExportStore.setState({ failure: null });
  useDialogsStore.getState().show(null);
  try {
    const outcome = await host.call('export.run', { request });
    if (outcome === null) comeBack(turn, null);
    else settle(request, outcome);
  } catch (thrown) {
    const failure = failureOf(thrown);
    if (mendable.has(failure.code)) comeBack(turn, failure);
    else fail(thrown);
  }
}

/** Goes on with an export that found names taken. */
export async function resumeExport(
  { ticket, request }: ExportConflict,
  rule: ConflictRule,
): Promise<void> {
  try {
    settle(request, await host.call('export.resume', { ticket, rule }));
  } catch (thrown) {
    fail(thrown);
  }
}

function comeBack(turn: number, failure: Failure | null): void {
  const { open, show } = useDialogsStore.getState();
  if (open !== null || useExportStore.getState().turn !== turn) return;
  useExportStore.setState({ failure });
  show('export');
}

function settle(request: ExportRequest, outcome: HostOutcome): void {
  if (outcome.kind === 'conflicts') {
    const { ticket, count, names } = outcome;
    if (ticket === null) return;
    useExportStore.setState(({ conflicts }) => ({
      conflicts: [...conflicts, { ticket, request, count, names }],
    }));
    return;
  }
  const { name, losses } = outcome;
  const { texts } = useSettingsStore.getState();
  const notice = doneNotice(request, outcome, texts);
  notify({
    ...notice,
    ...(losses.length === 0
      ? {}
      : {
          action: {
            label: texts.t('export.losses.show'),
            run: () => useExportStore.getState().showReport({ name, losses }),
          },
        }),
  });
}

function fail(thrown: unknown): void {
  const { t } = useSettingsStore.getState().texts;
  reportFailure(t('export.failed'), thrown);
}
