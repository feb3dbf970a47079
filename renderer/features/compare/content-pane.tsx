import { MousePointerClick } from 'lucide-react';
import { useState } from 'react';
import type { Comparison, PairDetail } from '../../../shared/model/comparison.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { DescribedEntry } from '../inspector/described-entry.tsx';
import inspector from '../inspector/inspector.module.css';
import { ContentBody } from './content-body.tsx';
import { PairDetails } from './content-details.tsx';
import { ContentHead } from './content-head.tsx';
import type { ContentSide } from './content-side.ts';
import { useContentStore } from './content-store.ts';

export interface ContentPaneProps {
  readonly comparison: number;
  readonly value: Comparison;
  /** The chosen path; null when none is. */
  readonly node: number | null;
}

/** One path on both sides: how its content and its attributes differ. */
export function ContentPane({ comparison, value, node }: ContentPaneProps) {
  const { t } = useText();
  const [again, setAgain] = useState(0);
  const call = useEngineCall(
    'compare.describe',
    node === null ? null : { comparison, node },
    again,
  );
  return (
    <DescribedEntry
      call={call}
      onRetry={() => setAgain(again + 1)}
      unchosen={
        <EmptyState icon={<MousePointerClick />} title={t('compareContent.nothing')}>
          {differs(value.files) ? t('compareContent.nothing.text') : undefined}
        </EmptyState>
      }
    >
      {(detail) => (
        <DetailTabs key={detail.node} comparison={comparison} value={value} detail={detail} />
      )}
    </DescribedEntry>
  );
}

function differs({ added, modified, moved, removed }: Comparison['files']): boolean {
  return added + modified + moved + removed > 0;
}

interface DetailTabsProps {
  readonly comparison: number;
  readonly value: Comparison;
  readonly detail: PairDetail;
}

function DetailTabs({ comparison, value, detail }: DetailTabsProps) {
  const { t } = useText();
  const tab = useContentStore((state) => state.tab);
  const set = useContentStore((state) => state.set);
  const a: ContentSide | null =
    detail.a === null ? null : { side: 'a', image: value.a, entry: detail.a };
  const b: ContentSide | null =
    detail.b === null ? null : { side: 'b', image: value.b, entry: detail.b };
  const shared = { comparison, detail, a, b };
  return (
    <section className={inspector.inspector} aria-label={t('compareContent.title')}>
      <ContentHead detail={detail} />
      <Tabs
        size="s"
        label={t('inspector.tabs')}
        selected={tab}
        onSelect={(next) => set({ tab: next })}
        tabs={[
          {
            id: 'content',
            label: t('inspector.tab.content'),
            content: <ContentBody {...shared} />,
          },
          {
            id: 'details',
            label: t('compareContent.tab.details'),
            content: <PairDetails {...shared} />,
          },
        ]}
      />
    </section>
  );
}
