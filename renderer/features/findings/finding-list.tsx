import { SearchX } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import type { Findings } from '../../../shared/model/findings.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TreeGrid } from '../../ui/tree-grid.tsx';
import type { GridColumn } from '../../ui/tree-grid.tsx';
import { SearchField } from '../../ui/search-field.tsx';
import { Split } from '../../ui/split.tsx';
import { useWidth } from '../../ui/use-size.ts';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { FindingDetails } from './finding-details.tsx';
import { currentLine, findingLines } from './finding-lines.ts';
import type { FindingGroup, FindingLine } from './finding-lines.ts';
import { findingLine } from './finding-row.tsx';
import styles from './findings.module.css';
import { showFinding } from './show-finding.ts';

/** Pixels from which on there is room for the details beside the list. */
const besideWidth = 940;

export interface FindingListProps extends ReviewSectionProps {
  readonly findings: Findings;
}

/** All findings in one list, and beside it what there is to say of the chosen one. */
export function FindingList({ grant, image, findings }: FindingListProps) {
  const texts = useText();
  const { t } = texts;
  const [text, setText] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<FindingGroup>>(new Set());
  const [chosen, setChosen] = useState<string | null>(null);
  const section = useRef<HTMLDivElement>(null);
  const width = useWidth(section);
  const stacked = width < besideWidth;
  const lines = useMemo(
    () => findingLines(findings, { text, closed }, t),
    [findings, text, closed, t],
  );
  const current = currentLine(lines, chosen);
  const line = lines[current];
  const item = { grant, key: image.key };
  const columns: readonly GridColumn[] = [
    { key: 'kind', label: t('findings.list'), width: 'minmax(156px, 1fr)' },
    { key: 'where', label: t('findings.where'), width: 'minmax(60px, 1.4fr)' },
    { key: 'weight', label: t('findings.sureness'), width: 'minmax(60px, 104px)' },
    { key: 'state', label: t('findings.state'), width: 'minmax(60px, 128px)' },
    { key: 'layer', label: t('column.origin'), width: '40px', end: true },
  ];

  function expand(index: number, open: boolean): void {
    const heading = lines[index];
    if (heading?.kind !== 'group') return;
    const next = new Set(closed);
    if (open) next.delete(heading.group);
    else next.add(heading.group);
    setChosen(heading.key);
    setClosed(next);
  }

  const isEmpty = lines.every((each) => each.kind === 'group' && each.count === 0);
  const list = (
    <div className={styles.list}>
      {isEmpty ? (
        <EmptyState icon={<SearchX />} title={t('findings.filtered')} />
      ) : (
        <TreeGrid
          label={t('findings.list')}
          columns={columns}
          withHeader={false}
          count={lines.length}
          rowHeight={28}
          line={(index) => {
            const each = lines[index];
            return each === undefined ? null : findingLine(each, texts);
          }}
          current={current}
          onCurrent={(index) => setChosen(lines[index]?.key ?? null)}
          onExpand={expand}
          parentOf={(index) => parentOf(lines, index)}
          onOpen={(index) => {
            const each = lines[index];
            if (each !== undefined) showFinding(item, each);
          }}
        />
      )}
    </div>
  );
  return (
    <div ref={section} className={styles.section}>
      <header className={styles.bar}>
        <SearchField label={t('findings.filter')} value={text} onChange={setText} />
        <p className={styles.note}>
          {t('findings.scanned', { count: findings.scannedFiles })}
          {findings.skippedFiles > 0 && (
            <span className={styles.skipped}>
              {t('findings.skipped', { count: findings.skippedFiles })}
            </span>
          )}
        </p>
      </header>
      <div className={styles.body}>
        {width > 0 && (
          <Split
            key={stacked ? 'below' : 'beside'}
            orientation={stacked ? 'vertical' : 'horizontal'}
            separatorLabel={t('split.resize')}
            panes={[
              {
                id: stacked ? 'findings-above' : 'findings',
                minSize: stacked ? 120 : 440,
                content: list,
              },
              {
                id: stacked ? 'finding-below' : 'finding',
                defaultSize: stacked ? 232 : 320,
                minSize: stacked ? 90 : 230,
                maxSize: '60%',
                content:
                  line === undefined || isEmpty ? null : (
                    <FindingDetails key={line.key} grant={grant} image={image} line={line} />
                  ),
              },
            ]}
          />
        )}
      </div>
    </div>
  );
}

/** The heading of a finding; null for a heading. */
function parentOf(lines: readonly FindingLine[], index: number): number | null {
  if (lines[index]?.kind === 'group') return null;
  return lines.findLastIndex((line, position) => position < index && line.kind === 'group');
}
