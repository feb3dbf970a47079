import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { DigestText } from '../../ui/digest-text.tsx';
import type { Descriptor } from './manifest-model.ts';
import styles from './config.module.css';

/** A blob and what it is in its manifest. */
export interface DescribedBlob {
  readonly name: string;
  readonly descriptor: Descriptor;
}

/** The blobs that a manifest names, with what it states about them. */
export function DescriptorTable({ blobs }: { readonly blobs: readonly DescribedBlob[] }) {
  const { t, locale } = useText();
  if (blobs.length === 0) return null;
  return (
    <DataTable
      label={t('config.manifest')}
      items={blobs}
      itemKey={(blob) => blob.name}
      columns={[
        { key: 'name', label: t('config.manifest.part'), cell: (blob) => blob.name },
        {
          key: 'size',
          label: t('config.manifest.size'),
          end: true,
          cell: ({ descriptor: { size } }) =>
            size === null ? (
              '–'
            ) : (
              <span title={formatExactBytes(size, t)}>{formatBytes(size, locale)}</span>
            ),
        },
        {
          key: 'digest',
          label: t('config.manifest.digest'),
          cell: ({ descriptor: { digest } }) =>
            digest === null ? (
              '–'
            ) : (
              <DigestText digest={digest} copyLabel={t('config.copyDigest')} />
            ),
        },
        {
          key: 'type',
          label: t('config.mediaType'),
          wide: true,
          cell: ({ descriptor }) => <DescriptorNotes descriptor={descriptor} />,
        },
      ]}
    />
  );
}

function DescriptorNotes({ descriptor }: { readonly descriptor: Descriptor }) {
  return (
    <>
      <code className={styles.mediaType}>{visibleLine(descriptor.mediaType ?? '–')}</code>
      {descriptor.platform !== null && (
        <span className={styles.remark}>{visibleLine(descriptor.platform)}</span>
      )}
      {descriptor.urls.map((url) => (
        <span key={url} className={styles.remark}>
          {visibleLine(url)}
        </span>
      ))}
      {descriptor.annotations.map(({ name, value }) => (
        <span key={name} className={styles.remark}>
          {visibleLine(`${name}: ${value}`)}
        </span>
      ))}
    </>
  );
}
