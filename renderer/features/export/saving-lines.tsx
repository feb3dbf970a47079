import { formatBytes } from '../../../shared/format/bytes.ts';
import type { EditSaving } from '../../../shared/model/export.ts';
import { useText } from '../../i18n/use-text.ts';
import { PathBox } from './path-box.tsx';
import { savingOf } from './saving.ts';
import form from './export.module.css';
import styles from './edit.module.css';

/** What a new image comes to beside the one that it is made of. */
export function SavingLines({ saved }: { readonly saved: EditSaving }) {
  const { t, locale } = useText();
  const { layersBefore, layersAfter, unpackedBefore, unpackedAfter } = saved;
  const saving = savingOf(saved);
  return (
    <div className={styles.saving}>
      <p className={styles.savingLine}>
        <strong>
          {saving === null
            ? t('export.saving.unknown')
            : t(`export.saving.${saving.kind}`, {
                size: formatBytes(saving.bytes, locale),
                percent: saving.percent,
              })}
        </strong>
        <span>{t('export.saving.layers', { before: layersBefore, after: layersAfter })}</span>
        <span>
          {t('export.saving.unpacked', {
            before: unpackedBefore === null ? '?' : formatBytes(unpackedBefore, locale),
            after: formatBytes(unpackedAfter, locale),
          })}
        </span>
      </p>
      {saved.historyLost && <p className={form.faint}>{t('export.saving.historyLost')}</p>}
      {saved.settingsKept.length > 0 && (
        <details className={form.faint}>
          <summary>{t('export.saving.settingsKept', { count: saved.settingsKept.length })}</summary>
          <PathBox
            label={t('export.saving.settings')}
            lines={saved.settingsKept}
            count={saved.settingsKept.length}
          />
        </details>
      )}
    </div>
  );
}
