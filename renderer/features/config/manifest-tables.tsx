import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import { Section } from '../../ui/section.tsx';
import { DescriptorTable } from './descriptor-table.tsx';
import type { DescribedBlob } from './descriptor-table.tsx';
import type {
  DockerArchiveModel,
  ImageManifestModel,
  ManifestModel,
  Schema1Model,
} from './manifest-model.ts';
import { PairTable } from './pair-table.tsx';
import styles from './config.module.css';

/** What the manifest says, in the form it has. */
export function ManifestTables({ manifest }: { readonly manifest: ManifestModel }) {
  switch (manifest.form) {
    case 'image-manifest':
      return <ImageManifest manifest={manifest} />;
    case 'docker-archive':
      return <DockerArchive manifest={manifest} />;
    case 'schema-1':
      return <Schema1 manifest={manifest} />;
  }
}

function ImageManifest({ manifest }: { readonly manifest: ImageManifestModel }) {
  const { t } = useText();
  const blobs: DescribedBlob[] = manifest.layers.map((descriptor, layer) => ({
    name: t('config.manifest.layer', { layer }),
    descriptor,
  }));
  if (manifest.config !== null)
    blobs.unshift({ name: t('config.manifest.config'), descriptor: manifest.config });
  if (manifest.subject !== null)
    blobs.push({ name: t('config.manifest.subject'), descriptor: manifest.subject });
  const facts = [
    { key: 'type', label: t('config.mediaType'), value: manifest.mediaType },
    { key: 'artifact', label: t('config.artifactType'), value: manifest.artifactType },
    {
      key: 'schema',
      label: t('config.schemaVersion'),
      value: manifest.schemaVersion === null ? null : String(manifest.schemaVersion),
    },
  ];
  return (
    <>
      <Section title={t('config.manifest')}>
        <KeyValueTable
          mono
          rows={facts.flatMap(({ key, label, value }) =>
            value === null ? [] : [{ key, label, value: visibleLine(value) }],
          )}
        />
        <DescriptorTable blobs={blobs} />
      </Section>
      <PairTable title={t('config.annotations')} pairs={manifest.annotations} />
      <PairTable title={t('config.manifest.others')} pairs={manifest.others} />
    </>
  );
}

function DockerArchive({ manifest }: { readonly manifest: DockerArchiveModel }) {
  const { t } = useText();
  return (
    <Section title={t('config.manifest.docker')}>
      {manifest.entries.map((entry, position) => (
        <KeyValueTable
          key={entry.config ?? position}
          mono
          rows={[
            {
              key: 'config',
              label: t('config.manifest.config'),
              value: visibleLine(entry.config ?? '–'),
            },
            {
              key: 'references',
              label: t('config.references'),
              value:
                entry.references.length === 0 ? '–' : entry.references.map(visibleLine).join('\n'),
            },
            {
              key: 'layers',
              label: t('config.manifest.layers'),
              value: (
                <ol className={styles.parts} start={0}>
                  {entry.layers.map((layer, index) => (
                    <li key={`${index} ${layer}`}>{visibleLine(layer)}</li>
                  ))}
                </ol>
              ),
            },
            ...entry.others.map(({ name, value }) => ({
              key: `other ${name}`,
              label: visibleLine(name),
              value,
            })),
          ]}
        />
      ))}
    </Section>
  );
}

function Schema1({ manifest }: { readonly manifest: Schema1Model }) {
  const { t } = useText();
  return (
    <Section title={t('config.manifest')}>
      <p className={styles.remark}>{t('config.manifest.schema1')}</p>
      <KeyValueTable
        mono
        rows={[
          {
            key: 'name',
            label: t('config.manifest.name'),
            value: visibleLine(manifest.name ?? '–'),
          },
          { key: 'tag', label: t('config.manifest.tag'), value: visibleLine(manifest.tag ?? '–') },
          {
            key: 'layers',
            label: t('config.manifest.layers'),
            value: manifest.blobs.map(visibleLine).join('\n'),
          },
        ]}
      />
    </Section>
  );
}
