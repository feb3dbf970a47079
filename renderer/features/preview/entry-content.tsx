import { File, Folder, HardDrive, Link, Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { EntryAttributes } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { typeWords } from '../../i18n/words.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { linkTarget } from '../inspector/link-target.ts';
import { FilePreview } from './file-preview.tsx';

export interface EntryContentProps {
  readonly grant: Grant;
  /** Key of the image. */
  readonly image: string;
  /** The path is shown as it stands after this layer. */
  readonly layer: number;
  readonly node: number;
  readonly path: string;
  readonly attributes: EntryAttributes;
  /** Shows another path of the same image, without a leading slash: where a link leads. */
  readonly onPath: (path: string) => void;
}

/** What a path of an image holds: the content of a file, where a link leads, what a folder takes. */
export function EntryContent(props: EntryContentProps): ReactNode {
  const { grant, image, layer, node, path, attributes, onPath } = props;
  const { t, locale } = useText();
  switch (attributes.type) {
    case 'file':
      if (attributes.bytes === 0) return <EmptyState icon={<File />} title={t('preview.empty')} />;
      return (
        <FilePreview
          key={`${layer} ${node}`}
          grant={grant}
          image={image}
          layer={layer}
          node={node}
          path={path}
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
      const target = `/${linkTarget(path, link)}`;
      return (
        <EmptyState
          icon={<Link />}
          title={t('preview.link', { link: visibleLine(link) })}
          actions={
            <Button icon={<Search />} onClick={() => onPath(target.slice(1))}>
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
