import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { EntryDetail } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Attributes } from './attributes.tsx';
import { Changes } from './changes.tsx';
import { HardLinks } from './hard-links.tsx';
import { Life } from './life.tsx';
import type { ShownEntry } from './shown-at.ts';
import { Xattrs } from './xattrs.tsx';
import styles from './inspector.module.css';

export interface DetailsProps {
  readonly grant: Grant;
  readonly image: Image;
  readonly detail: EntryDetail;
  readonly shown: ShownEntry | null;
}

/** The attributes of a path, what changed about them, and its life. */
export function Details({ grant, image, detail, shown }: DetailsProps) {
  const { t } = useText();
  return (
    <div className={styles.details}>
      <Changes detail={detail} />
      {shown === null ? (
        <EmptyState title={t('inspector.absent')}>{t('inspector.absent.text')}</EmptyState>
      ) : (
        <>
          <Attributes grant={grant} image={image} detail={detail} shown={shown} />
          <Xattrs xattrs={shown.attributes.xattrs} />
          <HardLinks grant={grant} image={image} paths={detail.hardLinks} />
        </>
      )}
      <Life image={image} life={detail.life} />
    </div>
  );
}
