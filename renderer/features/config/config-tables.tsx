import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image, ImageDocuments } from '../../../shared/model/image.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { configModel } from './config-model.ts';
import { ContainerTables } from './container-tables.tsx';
import { General } from './general.tsx';
import { manifestModel } from './manifest-model.ts';
import { ManifestTables } from './manifest-tables.tsx';
import { Attachments } from './attachments.tsx';
import { PairTable } from './pair-table.tsx';
import styles from './config.module.css';

export interface ConfigTablesProps {
  readonly image: Image;
  readonly documents: ImageDocuments;
}

/** What config and manifest say, for reading. */
export function ConfigTables({ image, documents }: ConfigTablesProps) {
  const { t } = useText();
  const config = documents.config === null ? null : configModel(documents.config);
  const manifest = documents.manifest === null ? null : manifestModel(documents.manifest);
  return (
    <div className={styles.page}>
      <div className={styles.tables}>
        <General image={image} config={config} />
        {config === null ? (
          <EmptyState
            title={documents.config === null ? t('config.absent') : t('config.unreadable')}
          >
            {documents.config === null ? t('config.absent.text') : t('config.unreadable.text')}
          </EmptyState>
        ) : (
          <>
            <ContainerTables run={config.run} />
            <PairTable title={t('config.labels')} pairs={config.labels} />
            <PairTable title={t('config.others')} pairs={config.others} />
            {config.unset.length > 0 && (
              <p className={styles.unset}>
                {t('config.unset', { names: config.unset.map(visibleLine).join(', ') })}
              </p>
            )}
          </>
        )}
        {manifest !== null && <ManifestTables manifest={manifest} />}
        <Attachments attachments={image.attachments} />
      </div>
    </div>
  );
}
