import { platformText } from '../../../shared/model/platform.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Translate } from '../../../shared/i18n/t.ts';
import { imageName, shortImageId } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { actionItem } from '../../actions/menu-item.tsx';
import { Badge } from '../../ui/badge.tsx';
import { ContextMenu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { storedImageBytes } from './library-items.ts';
import type { LibraryItem } from './library-items.ts';
import { lineIndent } from './library-line.ts';
import type { LibraryLineProps } from './library-line.ts';
import styles from './library.module.css';

type ImageItem = Extract<LibraryItem, { kind: 'image' }>;

export function ImageLine({
  item,
  level,
  selected,
  tabStop,
  onChoose,
  onFocus,
}: LibraryLineProps<ImageItem>) {
  const { t, locale } = useText();
  const { image } = item;
  const id = shortImageId(image);
  const more = image.references.length - 1;
  return (
    <ContextMenu items={imageMenu(item, t)}>
      <div
        className={styles.image}
        role="treeitem"
        aria-level={level}
        style={{ paddingLeft: lineIndent(level) }}
        aria-selected={selected}
        tabIndex={tabStop ? 0 : -1}
        title={image.references.map(visibleLine).join('\n')}
        onClick={onChoose}
        onFocus={onFocus}
      >
        <span
          className={styles.imageName}
          data-untagged={image.references.length === 0 || undefined}
        >
          <span className={styles.reference}>{visibleLine(imageName(image, t))}</span>
          {more > 0 && <Badge>+{more}</Badge>}
        </span>
        <span className={styles.facts}>
          <span>{visibleLine(platformText(image.platform))}</span>
          <span className={styles.size}>{formatBytes(storedImageBytes(image), locale)}</span>
        </span>
        <span className={styles.facts}>
          {id !== '' && <span className={styles.id}>{id}</span>}
          {image.attachments.length > 0 && (
            <span>{t('image.attachments', { count: image.attachments.length })}</span>
          )}
          {!image.complete && (
            <span className={styles.incomplete}>
              <Badge tone="warning">{t('image.incomplete')}</Badge>
            </span>
          )}
        </span>
      </div>
    </ContextMenu>
  );
}

const archiveMenu = [
  'library.keep',
  'library.keepAll',
  'line',
  'image.copyReference',
  'image.copyId',
];
const libraryMenu = [
  'library.tags',
  'library.save',
  'library.remove',
  'line',
  'image.copyReference',
  'image.copyId',
];

function imageMenu({ source, image }: ImageItem, t: Translate): readonly MenuItem[] {
  const about = { grant: source.grant, key: image.key };
  return (source.role === 'library' ? libraryMenu : archiveMenu).map((id) =>
    actionItem(id, t, about),
  );
}
