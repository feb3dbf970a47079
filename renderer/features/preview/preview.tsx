import { FileQuestion } from 'lucide-react';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { EntryDetail } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { revealPath } from '../../store/reveal.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import type { ShownEntry } from '../inspector/shown-at.ts';
import { EntryContent } from './entry-content.tsx';
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
        <EntryContent
          grant={grant}
          image={image.key}
          layer={shown.layer}
          node={detail.node}
          path={detail.path}
          attributes={shown.attributes}
          onPath={(path) =>
            void revealPath({ grant, key: image.key }, path, Math.max(0, shown.layer))
          }
        />
      </div>
    </div>
  );
}
