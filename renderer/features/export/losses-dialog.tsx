import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { useExportStore } from '../../store/export.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { LossList } from './loss-list.tsx';

/** What something that was written does not hold, or not unchanged. */
export function LossesDialog() {
  const { t } = useText();
  const open = useDialogsStore((state) => state.open === 'export-losses');
  const show = useDialogsStore((state) => state.show);
  const report = useExportStore((state) => state.report);
  if (report === null) return null;
  return (
    <Dialog
      open={open}
      size="l"
      onOpenChange={(next) => show(next ? 'export-losses' : null)}
      title={t('export.losses.title', { name: visibleLine(report.name) })}
      description={t('export.losses.text')}
      closeLabel={t('dialog.close')}
      footer={<Button onClick={() => show(null)}>{t('dialog.close')}</Button>}
    >
      <LossList losses={report.losses} />
    </Dialog>
  );
}
