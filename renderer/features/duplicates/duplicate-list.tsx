import { CircleCheck, SearchX } from 'lucide-react';
import { useMemo, useState } from 'react';
import { showEntry } from '../../actions/show-entry.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Duplicates } from '../../../shared/model/duplicates.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TreeGrid } from '../../ui/tree-grid.tsx';
import type { GridColumn } from '../../ui/tree-grid.tsx';
import { duplicateLines, groupLineOf } from './duplicate-lines.ts';
import { duplicateRow } from './duplicate-row.tsx';
import styles from './duplicates.module.css';
import type { DuplicateScope } from './duplicates-store.ts';

export interface DuplicateListProps {
  readonly found: Duplicates;
  readonly scope: DuplicateScope;
  /** Part of the paths to show; empty for all. */
  readonly text: string;
}

/** Groups of equal files, the ones first that one copy would save most of, each with its copies when it is opened. */
export function DuplicateList({ found, scope, text }: DuplicateListProps) {
  const { t } = useText();
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [current, setCurrent] = useState(0);
  const lines = useMemo(() => duplicateLines(found.groups, { text, open }), [found, text, open]);
  const largest = found.groups[0]?.savedBytes ?? 0;
  const columns: readonly GridColumn[] = [
    { key: 'name', label: t('column.name'), width: 'minmax(130px, 2fr)' },
    { key: 'bytes', label: t('duplicates.column.each'), width: '72px', end: true },
    { key: 'saved', label: t('duplicates.column.saved'), width: '80px', end: true },
    { key: 'bar', label: t('column.share'), spoken: true, width: 'minmax(30px, 0.6fr)' },
    { key: 'copies', label: t('duplicates.column.copies'), width: '88px' },
    ...(scope === 'all'
      ? [{ key: 'image', label: t('duplicates.column.image'), width: 'minmax(90px, 0.8fr)' }]
      : []),
    {
      key: 'layer',
      label: t('column.origin'),
      width: scope === 'all' ? '44px' : '88px',
      end: true,
    },
    { key: 'show', label: t('column.show'), spoken: true, width: '24px' },
  ];

  function show(index: number): void {
    const line = lines[index];
    if (line?.kind !== 'copy') return;
    const { grant, image, node, layer } = line.copy;
    showEntry({ grant, key: image }, node, layer);
  }

  if (found.groups.length === 0) return <NoDuplicates found={found} />;
  return (
    <div className={styles.section}>
      <Sums found={found} />
      {lines.length === 0 ? (
        <EmptyState icon={<SearchX />} title={t('duplicates.filtered')} />
      ) : (
        <TreeGrid
          label={t('review.duplicates')}
          columns={columns}
          count={lines.length}
          line={(index) => {
            const line = lines[index];
            return line === undefined
              ? null
              : duplicateRow(line, {
                  withImage: scope === 'all',
                  largest,
                  onShow: () => show(index),
                });
          }}
          current={current}
          onCurrent={setCurrent}
          onExpand={(index, wanted) => {
            const line = lines[index];
            if (line?.kind !== 'group') return;
            const next = new Set(open);
            if (wanted) next.add(line.group.hash);
            else next.delete(line.group.hash);
            setOpen(next);
          }}
          parentOf={(index) => groupLineOf(lines, index)}
          onOpen={show}
        />
      )}
    </div>
  );
}

/** What one copy of each would save, what was held against each other, and what could not be. */
function Sums({ found }: { readonly found: Duplicates }) {
  const { t, locale } = useText();
  const unlisted = found.groupCount - found.groups.length;
  return (
    <p className={styles.sums} role="status">
      <span>
        <strong>{formatBytes(found.savedBytes, locale)}</strong>{' '}
        {t('duplicates.sum', { count: found.groupCount })}
      </span>
      <span>
        {t('duplicates.compared', { count: found.files })}
        {found.hashedBytes > 0 &&
          `, ${t('duplicates.hashed', { bytes: formatBytes(found.hashedBytes, locale) })}`}
      </span>
      {unlisted > 0 && <span>{t('duplicates.unlisted', { count: unlisted })}</span>}
      {found.unreadLayers > 0 && (
        <span className={styles.warning}>
          {t('duplicates.unread', { count: found.unreadLayers })}
        </span>
      )}
    </p>
  );
}

function NoDuplicates({ found }: { readonly found: Duplicates }) {
  const { t } = useText();
  return (
    <EmptyState icon={<CircleCheck />} title={t('duplicates.none')}>
      {t('duplicates.none.text')}
      {found.unreadLayers > 0 && ` ${t('duplicates.unread', { count: found.unreadLayers })}`}
    </EmptyState>
  );
}
