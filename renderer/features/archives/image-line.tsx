import { memo } from 'react';
import { sides } from '../../../shared/model/comparison.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Translate } from '../../../shared/i18n/t.ts';
import { imageName, shortImageId } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { actionItem, isPossible } from '../../actions/menu-item.tsx';
import { useComparisonStore } from '../../store/comparison.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { Badge } from '../../ui/badge.tsx';
import { ContextMenu } from '../../ui/menu.tsx';
import type { MenuItem } from '../../ui/menu.tsx';
import { SideMark } from '../compare/side-mark.tsx';
import { storedImageBytes } from './archive-items.ts';
import type { ArchiveItem } from './archive-items.ts';
import { lineIndent } from './archive-line.ts';
import type { ArchiveLineProps } from './archive-line.ts';
import styles from './archives.module.css';

type ImageItem = Extract<ArchiveItem, { kind: 'image' }>;

/** One of hundreds: it is drawn anew only when it changes. */
export const ImageLine = memo(function ImageLine({
  item,
  level,
  selected,
  tabStop,
  onChoose,
  onMark,
  onFocus,
}: ArchiveLineProps<ImageItem>) {
  const { t, locale } = useText();
  const { image } = item;
  const id = shortImageId(image);
  const more = image.references.length - 1;
  return (
    <ContextMenu items={() => imageMenu(item, t)}>
      <div
        className={styles.image}
        role="treeitem"
        aria-level={level}
        style={{ paddingLeft: lineIndent(level) }}
        aria-selected={selected}
        tabIndex={tabStop ? 0 : -1}
        title={image.references.map(visibleLine).join('\n')}
        onClick={(event) => (event.ctrlKey || event.metaKey ? onMark(item) : onChoose(item))}
        onFocus={() => onFocus(item)}
      >
        <span
          className={styles.imageName}
          data-untagged={image.references.length === 0 || undefined}
        >
          <ReferenceText text={visibleLine(imageName(image, t))} />
          {more > 0 && <Badge>+{more}</Badge>}
          <ComparedSides item={item} />
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
});

/** A name whose end, by which images of one registry differ, is cut off last. */
function ReferenceText({ text }: { readonly text: string }) {
  const cut = text.lastIndexOf('/') + 1;
  return (
    <span className={styles.reference}>
      {cut > 0 && <span className={styles.registry}>{text.slice(0, cut)}</span>}
      <span className={styles.repository}>{text.slice(cut)}</span>
    </span>
  );
}

/** The sides for which an image stands in the comparison shown. */
function ComparedSides({ item: { source, image } }: { readonly item: ImageItem }) {
  const onPage = useSelectionStore((state) => state.page === 'compare');
  const a = useComparisonStore((state) => state.a);
  const b = useComparisonStore((state) => state.b);
  if (!onPage) return null;
  const chosen = { a, b };
  return sides
    .filter((side) => chosen[side]?.grant === source.grant && chosen[side].image === image.key)
    .map((side) => <SideMark key={side} side={side} />);
}

const compareMenu = ['compare.with', 'compare.shown', 'compare.parent', 'compare.chosen', 'line-1'];
const exportMenu = ['export.images', 'export.delta', 'export.join', 'export.edit'];
const archiveMenu = [
  ...compareMenu,
  'library.keep',
  'library.keepAll',
  'line-2',
  ...exportMenu,
  'line',
  'image.copyReference',
  'image.copyId',
];
const libraryMenu = [
  ...compareMenu,
  'library.tags',
  'library.remove',
  'line-2',
  ...exportMenu,
  'line',
  'image.copyReference',
  'image.copyId',
];

/** Lines that are there only when they can be chosen. */
const sometimes: ReadonlySet<string> = new Set([
  'compare.shown',
  'compare.parent',
  'compare.chosen',
]);

function imageMenu({ source, image }: ImageItem, t: Translate): readonly MenuItem[] {
  const about = { grant: source.grant, key: image.key };
  return (source.role === 'library' ? libraryMenu : archiveMenu)
    .filter((id) => !sometimes.has(id) || isPossible(id, about))
    .map((id) => actionItem(id, t, about));
}
