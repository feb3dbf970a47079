import { useId, useState } from 'react';
import { visibleLine } from '../../../shared/format/visible.ts';
import { fileFormats } from '../../../shared/model/export.ts';
import type { FileFormat } from '../../../shared/model/export.ts';
import { useText } from '../../i18n/use-text.ts';
import type { FilesSubject } from '../../store/export.ts';
import type { PlacedImage } from '../../store/image-pairs.ts';
import { RadioCards } from '../../ui/radio-cards.tsx';
import { Switch } from '../../ui/switch.tsx';
import { ExportFrame, useExportPlan } from './export-frame.tsx';
import { ImageAbout } from './image-about.tsx';
import styles from './export.module.css';

export interface FilesExportProps {
  readonly placed: PlacedImage;
  readonly subject: FilesSubject;
}

/** Takes files out as they stand after a layer, or as that layer alone holds them; the root is the whole system. */
export function FilesExport({ placed, subject }: FilesExportProps) {
  const { t } = useText();
  const { choice, layer, nodes, removed } = subject;
  const isRoot = nodes[0] === 0;
  const isGone = removed === nodes.length;
  const [format, setFormat] = useState<FileFormat>(isRoot ? 'tar' : 'folder');
  const [origin, setOrigin] = useState<'union' | 'alone'>('union');
  const [special, setSpecial] = useState(false);
  const id = useId();
  const request = {
    what: 'files',
    ...choice,
    layer,
    alone: origin === 'alone',
    nodes,
    format,
    special: special && format === 'folder',
  } as const;
  const plan = useExportPlan(request);
  const number = String(layer);
  return (
    <ExportFrame
      title={t(isRoot ? 'export.rootFs.title' : 'export.files.title')}
      about={
        <>
          {!isRoot && <Paths {...subject} />}
          <ImageAbout placed={placed} />
        </>
      }
      request={request}
      missing=""
      plan={plan}
    >
      {removed > 0 && origin === 'union' && (
        <p className={styles.faint}>
          {nodes.length === 1
            ? t('export.files.deleted')
            : t('export.files.someDeleted', { count: removed })}
        </p>
      )}
      {!isGone && (
        <RadioCards
          legend={t('export.files.from')}
          cards={[
            {
              id: 'union',
              label: t('export.files.union', { layer: number }),
              text: t('export.files.union.text'),
            },
            {
              id: 'alone',
              label: t('export.files.alone', { layer: number }),
              text: t('export.files.alone.text'),
            },
          ]}
          value={origin}
          onChange={setOrigin}
        />
      )}
      <RadioCards
        legend={t('export.as')}
        cards={fileFormats.map((each) => ({
          id: each,
          label: t(`export.fileFormat.${each}`),
          text: t(`export.fileFormat.${each}.text`),
        }))}
        value={format}
        onChange={setFormat}
      />
      {format === 'folder' && (
        <div className={styles.switchLine}>
          <label htmlFor={id}>
            {t('export.special')}
            <span className={styles.faint}>{t('export.special.text')}</span>
          </label>
          <Switch id={id} checked={special} onChange={setSpecial} />
        </div>
      )}
    </ExportFrame>
  );
}

/** Which paths are taken: the first by name, the rest by number. */
function Paths({ paths, left }: Pick<FilesSubject, 'paths' | 'left'>) {
  const { t } = useText();
  return (
    <>
      {paths.map((path) => (
        <code key={path} className={styles.aboutPath}>
          {visibleLine(path)}
        </code>
      ))}
      {left > 0 && <span className={styles.faint}>{t('export.files.more', { count: left })}</span>}
    </>
  );
}
