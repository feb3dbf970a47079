import { Equal, Split } from 'lucide-react';
import { useText } from '../../i18n/use-text.ts';
import { ChangeCounts } from './change-counts.tsx';
import { ComparisonProblems } from './comparison-problems.tsx';
import type { ComparedProps } from './compared-props.ts';
import { GrownList } from './grown-list.tsx';
import { PartingDetails } from './parting-details.tsx';
import { PartingText } from './parting-text.tsx';
import { ShareBar } from './share-bar.tsx';
import { SizeTable } from './size-table.tsx';
import styles from './overview-tab.module.css';

/** How two images differ at a glance: where they part, sizes, what they share, and what changed most. */
export function OverviewTab({ comparison, value }: ComparedProps) {
  const { t } = useText();
  const same = value.parting.kind === 'same';
  return (
    <div className={styles.tab}>
      <section className={styles.card} aria-label={t('compare.parting')}>
        <div className={styles.head} data-same={same || undefined}>
          {same ? <Equal aria-hidden="true" /> : <Split aria-hidden="true" />}
          <PartingText parting={value.parting} t={t} />
        </div>
        <PartingDetails value={value} />
      </section>
      <ComparisonProblems value={value} />
      <ChangeCounts files={value.files} />
      <div className={styles.columns}>
        <SizeTable value={value} />
        <ShareBar value={value} />
      </div>
      <GrownList comparison={comparison} files={value.files} />
    </div>
  );
}
