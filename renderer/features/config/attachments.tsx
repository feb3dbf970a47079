import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Attachment } from '../../../shared/model/image.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { DigestText } from '../../ui/digest-text.tsx';
import { Section } from '../../ui/section.tsx';

/** Manifests that speak about the image; nothing where there are none. */
export function Attachments({ attachments }: { readonly attachments: readonly Attachment[] }) {
  const { t, locale } = useText();
  if (attachments.length === 0) return null;
  return (
    <Section title={t('config.attachments')}>
      <DataTable
        label={t('config.attachments')}
        items={attachments}
        itemKey={({ digest }) => digest}
        columns={[
          {
            key: 'kind',
            label: t('config.attachments.kind'),
            cell: ({ kind }) => t(`config.attachments.${kind}`),
          },
          {
            key: 'size',
            label: t('config.manifest.size'),
            end: true,
            cell: ({ storedBytes }) => formatBytes(storedBytes, locale),
          },
          {
            key: 'digest',
            label: t('config.manifest.digest'),
            cell: ({ digest }) => <DigestText digest={digest} copyLabel={t('config.copyDigest')} />,
          },
          {
            key: 'type',
            label: t('config.mediaType'),
            wide: true,
            cell: ({ type }) => <code>{visibleLine(type)}</code>,
          },
        ]}
      />
    </Section>
  );
}
