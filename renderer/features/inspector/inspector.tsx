import { MousePointerClick } from 'lucide-react';
import { useState } from 'react';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { EntryDetail, StackRange } from '../../../shared/model/view.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Preview } from '../preview/preview.tsx';
import { DescribedEntry } from './described-entry.tsx';
import { Details } from './details.tsx';
import { EntryHead } from './entry-head.tsx';
import { useInspectorTab } from './inspector-tab.ts';
import { shownAt } from './shown-at.ts';
import styles from './inspector.module.css';

export interface InspectorProps {
  readonly grant: Grant;
  readonly image: Image;
  readonly range: StackRange;
  /** The chosen path; null when none is. */
  readonly node: number | null;
}

/** Everything about one path: attributes, what changed, its life over the layers, its content. */
export function Inspector({ grant, image, range, node }: InspectorProps) {
  const { t } = useText();
  const [again, setAgain] = useState(0);
  const call = useEngineCall(
    'entry.describe',
    node === null ? null : { grant, image: image.key, range, node },
    again,
  );
  return (
    <DescribedEntry
      call={call}
      onRetry={() => setAgain(again + 1)}
      unchosen={<EmptyState icon={<MousePointerClick />} title={t('inspector.nothing')} />}
    >
      {(detail) => (
        <DetailTabs key={detail.node} grant={grant} image={image} range={range} detail={detail} />
      )}
    </DescribedEntry>
  );
}

interface DetailTabsProps {
  readonly grant: Grant;
  readonly image: Image;
  readonly range: StackRange;
  readonly detail: EntryDetail;
}

function DetailTabs({ grant, image, range, detail }: DetailTabsProps) {
  const { t } = useText();
  const tab = useInspectorTab((state) => state.tab);
  const setTab = useInspectorTab((state) => state.setTab);
  const shown = shownAt(detail, range);
  return (
    <div className={styles.inspector}>
      <EntryHead grant={grant} image={image} detail={detail} shown={shown} />
      <Tabs
        size="s"
        label={t('inspector.tabs')}
        selected={tab}
        onSelect={setTab}
        tabs={[
          {
            id: 'details',
            label: t('inspector.tab.details'),
            content: <Details grant={grant} image={image} detail={detail} shown={shown} />,
          },
          {
            id: 'content',
            label: t('inspector.tab.content'),
            content: <Preview grant={grant} image={image} detail={detail} shown={shown} />,
          },
        ]}
      />
    </div>
  );
}
