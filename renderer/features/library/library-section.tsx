import { Archive, Ellipsis, ListTree } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { LibraryState } from '../../../shared/model/library.ts';
import { useMemo, useState } from 'react';
import { actionItem } from '../../actions/menu-item.tsx';
import { runAction } from '../../actions/run.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { fitsImage, longList } from '../../i18n/image-search.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { findSource, useSourcesStore } from '../../store/sources.ts';
import { useLayoutStore } from '../../store/layout.ts';
import { useOverviewStore } from '../../store/overview.ts';
import { useLibraryStore } from '../../store/library.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { ArchiveTree } from '../archives/archive-tree.tsx';
import { orderByLineage } from './lineage-order.ts';
import styles from './library-section.module.css';

const menu = [
  'export.images',
  'library.remove',
  'line-1',
  'library.import',
  'line-2',
  'library.prune',
  'library.check',
];

/** What the library keeps, in the sidebar. */
export function LibrarySection({ onChosen }: { readonly onChosen?: (() => void) | undefined }) {
  const { t } = useText();
  const source = useSourcesStore((state) => findSource(state.sources, libraryGrant));
  const library = useLibraryStore((state) => state.library);
  const failure = useLibraryStore((state) => state.failure);
  const grouped = useLayoutStore((state) => state.groupedByLineage);
  const setGrouped = useLayoutStore((state) => state.setGroupedByLineage);
  const revision = useOverviewStore((state) => state.revision);
  const lineage = useEngineCall('lineage.read', grouped ? {} : null, revision);
  const order = useMemo(() => {
    const read =
      lineage.status === 'ready'
        ? lineage.value
        : lineage.status === 'loading'
          ? lineage.previous
          : null;
    return read === null ? undefined : orderByLineage(read.lineage);
  }, [lineage]);
  const sources = useMemo(() => (source === null ? [] : [source]), [source]);
  const [search, setSearch] = useState('');
  const isLong = (library?.images.length ?? 0) >= longList;
  const wanted = isLong ? search : '';
  const hasFit = sources.some(({ contents }) =>
    contents?.images.some((image) => fitsImage(image, wanted)),
  );
  const shownGrant = useSelectionStore((state) => state.item?.grant);
  // Here the library is meant, whichever image is shown; of its own the one shown is chosen to begin with.
  const about = shownGrant === libraryGrant ? undefined : { grant: libraryGrant, key: null };
  const items = menu.map((id) => actionItem(id, t, about));
  const filled = library !== null && library.images.length > 0 && source !== null;
  return (
    <section className={styles.section} aria-label={t('library.kept.title')}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('library.kept.title')}</h2>
        {library !== null && <Findings library={library} />}
        {filled && (
          <IconButton
            size="s"
            label={t('library.group')}
            icon={<ListTree />}
            pressed={grouped}
            onClick={() => setGrouped(!grouped)}
          />
        )}
        <Menu items={items} align="end">
          <IconButton size="s" label={t('library.more')} icon={<Ellipsis />} />
        </Menu>
      </header>
      {failure !== null && (
        <p className={styles.failure}>
          {t('library.unreadable')} {failureText(failure, t)}
        </p>
      )}
      {filled && (
        <>
          <Totals library={library} />
          {isLong && (
            <div className={styles.search}>
              <SearchField label={t('library.filter')} value={search} onChange={setSearch} />
            </div>
          )}
          {!hasFit && <p className={styles.empty}>{t('library.filter.none')}</p>}
          <ArchiveTree
            sources={sources}
            label={t('library.kept.title')}
            flat
            order={order}
            search={wanted}
            onChosen={onChosen}
          />
        </>
      )}
      {library !== null && !filled && (
        <p className={styles.empty}>
          <Archive />
          <span>{t('library.empty')}</span>
        </p>
      )}
    </section>
  );
}

/** What was found wrong when the library was opened; leads to the check. */
function Findings({ library }: { readonly library: LibraryState }) {
  const { t } = useText();
  const serious = library.problems.filter(({ severity }) => severity !== 'note');
  if (serious.length === 0) return null;
  const isWrong = serious.some(({ severity }) => severity === 'error');
  return (
    <button type="button" className={styles.findings} onClick={() => runAction('library.check')}>
      <Badge tone={isWrong ? 'error' : 'warning'}>
        {t('problems.count', { count: serious.length })}
      </Badge>
    </button>
  );
}

function Totals({ library }: { readonly library: LibraryState }) {
  const { t, locale } = useText();
  const { images, layers, storedBytes, unreferencedBytes } = library.totals;
  return (
    <p className={styles.totals}>
      {t('library.totals', {
        images: t('usage.removal.images', { count: images }),
        layers: t('lineage.base.layers', { count: layers }),
        size: formatBytes(storedBytes, locale),
      })}
      {unreferencedBytes > 0 &&
        ` ${t('library.totals.loose', { size: formatBytes(unreferencedBytes, locale) })}`}
    </p>
  );
}
