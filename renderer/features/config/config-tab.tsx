import { useState } from 'react';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { ConfigTables } from './config-tables.tsx';
import { RawJson } from './raw-json.tsx';
import styles from './config.module.css';

export interface ConfigTabProps {
  readonly grant: Grant;
  readonly image: Image;
}

type Page = 'tables' | 'config' | 'manifest';

/** Config and manifest of an image, as tables and as stored. */
export function ConfigTab({ grant, image }: ConfigTabProps) {
  const { t } = useText();
  const [page, setPage] = useState<Page>('tables');
  const call = useEngineCall('image.documents', { grant, image: image.key });

  if (call.status === 'failed') {
    return (
      <EmptyState tone="error" title={t('config.failed')}>
        {failureText(call.failure, t)}
      </EmptyState>
    );
  }
  if (call.status !== 'ready') {
    return (
      <EmptyState title="">
        <Spinner size="l" label={t('config.loading')} />
      </EmptyState>
    );
  }
  const documents = call.value;
  return (
    <div className={styles.tab}>
      <Tabs<Page>
        size="s"
        label={t('config.pages')}
        selected={page}
        onSelect={setPage}
        tabs={[
          {
            id: 'tables',
            label: t('config.page.tables'),
            content: <ConfigTables image={image} documents={documents} />,
          },
          {
            id: 'config',
            label: t('config.page.config'),
            content: <RawJson text={documents.config} label={t('config.page.config')} />,
          },
          {
            id: 'manifest',
            label: t('config.page.manifest'),
            content: <RawJson text={documents.manifest} label={t('config.page.manifest')} />,
          },
        ]}
      />
    </div>
  );
}
