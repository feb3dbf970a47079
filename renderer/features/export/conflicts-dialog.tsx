import { useEffect } from 'react';
import type { ConflictRule } from '../../../shared/model/export.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { useExportStore } from '../../store/export.ts';
import type { ExportConflict } from '../../store/export.ts';
import { resumeExport } from '../../store/run-export.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PathBox } from './path-box.tsx';

/** Asks once what to do with names that are taken. Waits while another dialog is open. */
export function ConflictsDialog() {
  const { t } = useText();
  const open = useDialogsStore((state) => state.open);
  const show = useDialogsStore((state) => state.show);
  const conflict = useExportStore((state) => state.conflicts[0]);

  useEffect(() => {
    if (open === null && conflict !== undefined) show('export-conflicts');
  }, [open, conflict, show]);

  if (conflict === undefined) return null;
  const { count, names } = conflict;

  function settle(asked: ExportConflict, rule: ConflictRule | null): void {
    useExportStore.setState(({ conflicts }) => ({ conflicts: conflicts.slice(1) }));
    show(null);
    if (rule !== null) void resumeExport(asked, rule);
  }

  return (
    <Dialog
      open={open === 'export-conflicts'}
      size="l"
      onOpenChange={(next) => {
        if (!next) settle(conflict, null);
      }}
      title={t('export.conflicts.title', { count })}
      description={t('export.conflicts.text')}
      closeLabel={t('dialog.close')}
      footer={
        <>
          <Button onClick={() => settle(conflict, null)}>{t('dialog.cancel')}</Button>
          <Button onClick={() => settle(conflict, 'keep')}>{t('export.conflicts.keep')}</Button>
          <Button variant="danger" onClick={() => settle(conflict, 'replace')}>
            {t('export.conflicts.replace')}
          </Button>
          <Button variant="primary" onClick={() => settle(conflict, 'rename')}>
            {t('export.conflicts.rename')}
          </Button>
        </>
      }
    >
      <PathBox label={t('export.conflicts.names')} lines={names} count={count} />
    </Dialog>
  );
}
