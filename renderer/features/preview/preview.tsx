import { File, FileQuestion, Folder, HardDrive, Link, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { EntryDetail } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { typeWords } from '../../i18n/words.ts';
import { revealPath } from '../../store/reveal.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { linkTarget } from '../inspector/link-target.ts';
import type { ShownEntry } from '../inspector/shown-at.ts';
import { FilePreview } from './file-preview.tsx';
import styles from './preview.module.css';

export interface PreviewProps {
  readonly grant: Grant;
  readonly image: Image;
  readonly detail: EntryDetail;
  readonly shown: ShownEntry | null;
}

/** What a path holds at the chosen point of the stack; for one that is gone by then, what it held before. */
export function Preview({ grant, image, detail, shown }: PreviewProps) {
  const { t } = useText();
  if (shown === null) {
    return <EmptyState icon={<FileQuestion />} title={t('inspector.absent')} />;
  }
  return (
    <div className={styles.preview}>
      {shown.former && (
        <p className={styles.former}>
          {shown.layer < 0
            ? t('preview.former')
            : t('preview.former.layer', { layer: shown.layer })}
        </p>
      )}
      <div className={styles.body}>
        <Content grant={grant} image={image} detail={detail} shown={shown} />
      </div>
    </div>
  );
}

interface ContentProps extends PreviewProps {
  readonly shown: ShownEntry;
}

function Content({ grant, image, detail, shown }: ContentProps): ReactNode {
  const { t, locale } = useText();
  const { attributes, layer } = shown;
  switch (attributes.type) {
    case 'file':
      if (attributes.bytes === 0) return <EmptyState icon={<File />} title={t('preview.empty')} />;
      return (
        <FilePreview
          key={`${layer}`}
          grant={grant}
          image={image.key}
          layer={layer}
          node={detail.node}
          path={detail.path}
        />
      );
    case 'directory':
      return (
        <EmptyState icon={<Folder />} title={t('preview.folder')}>
          {attributes.bytes > 0
            ? t('preview.folder.bytes', { size: formatBytes(attributes.bytes, locale) })
            : t('preview.folder.text')}
        </EmptyState>
      );
    case 'symlink': {
      const link = attributes.link ?? '';
      const target = `/${linkTarget(detail.path, link)}`;
      return (
        <EmptyState
          icon={<Link />}
          title={t('preview.link', { link: visibleLine(link) })}
          actions={
            <Button
              icon={<Search />}
              onClick={() =>
                void revealPath({ grant, key: image.key }, target.slice(1), Math.max(0, layer))
              }
            >
              {t('problems.showPath')}
            </Button>
          }
        >
          {target === link
            ? t('preview.link.text')
            : t('preview.link.target', { path: visibleLine(target) })}
        </EmptyState>
      );
    }
    case 'character':
    case 'block':
    case 'fifo':
      return (
        <EmptyState icon={<HardDrive />} title={t(typeWords[attributes.type])}>
          {t('preview.special')}
        </EmptyState>
      );
  }
}
