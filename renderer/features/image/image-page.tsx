import { useState } from 'react';
import type { Image } from '../../../shared/model/image.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { rangeOf, useSelectionStore } from '../../store/selection.ts';
import type { ImageTab } from '../../store/selection.ts';
import { Badge } from '../../ui/badge.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { Tab } from '../../ui/tabs.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Layers2, PanelRight } from 'lucide-react';
import { ConfigTab } from '../config/config-tab.tsx';
import { HistoryTab } from '../history/history-tab.tsx';
import { CallOutcome } from '../overview/call-outcome.tsx';
import { ProblemsTab } from '../problems/problems-tab.tsx';
import { ReviewTab } from '../review/review-tab.tsx';
import { FilesTab } from './files-tab.tsx';
import { ImageHeader } from './image-header.tsx';
import { imageProblems } from './image-problems.ts';
import { SizesTab } from './sizes-tab.tsx';
import { useInspectorOpen } from './use-inspector-open.ts';
import styles from './image-page.module.css';

export interface ImagePageProps {
  readonly source: SourceState;
  readonly image: Image;
}

/** One image: what it is, and its files, configuration, history and problems. */
export function ImagePage({ source, image }: ImagePageProps) {
  const { t } = useText();
  const tab = useSelectionStore((state) => state.tab);
  const setTab = useSelectionStore((state) => state.setTab);
  const ranges = useSelectionStore((state) => state.ranges);
  const inspectorOpen = useInspectorOpen();
  const [attempt, setAttempt] = useState(0);
  const { grant } = source;
  const reading = useEngineCall('image.read', { grant, image: image.key }, attempt);
  const facts = reading.status === 'ready' ? reading.value : null;
  const range = rangeOf(ranges, { grant, key: image.key }, image.layers.length);
  const problems = imageProblems(source, image, facts);
  const serious = problems.filter(({ severity }) => severity !== 'note');
  const worst = serious.some(({ severity }) => severity === 'error') ? 'error' : 'warning';
  const shared = { grant, image };
  const tabs: readonly Tab<ImageTab>[] = [
    {
      id: 'files',
      label: t('tab.files'),
      content: (
        <FilesTab
          source={source}
          image={image}
          reading={reading}
          range={range}
          onRead={() => setAttempt(attempt + 1)}
        />
      ),
    },
    { id: 'config', label: t('tab.config'), content: <ConfigTab {...shared} /> },
    { id: 'history', label: t('tab.history'), content: <HistoryTab {...shared} /> },
    {
      id: 'problems',
      label: t('tab.problems'),
      badge: serious.length > 0 && <Badge tone={worst}>{serious.length}</Badge>,
      content: <ProblemsTab {...shared} />,
    },
    {
      id: 'sizes',
      label: t('tab.sizes'),
      content: (
        <CallOutcome call={reading}>
          {() =>
            range === null ? (
              <EmptyState icon={<Layers2 />} title={t('layers.none')}>
                {t('layers.none.text')}
              </EmptyState>
            ) : (
              <SizesTab {...shared} layer={range.to} />
            )
          }
        </CallOutcome>
      ),
    },
    {
      id: 'review',
      label: t('tab.review'),
      content: <CallOutcome call={reading}>{() => <ReviewTab {...shared} />}</CallOutcome>,
    },
  ];
  return (
    <main className={styles.page}>
      <ImageHeader source={source} image={image} facts={facts} />
      <Tabs
        tabs={tabs}
        selected={tab}
        onSelect={setTab}
        label={t('tabs.title')}
        trailing={
          tab === 'files' && (
            <span className={styles.trailing}>
              <IconButton
                size="s"
                label={t('action.panel.inspector')}
                shortcut={actionShortcut('panel.inspector')}
                icon={<PanelRight />}
                pressed={inspectorOpen}
                onClick={() => runAction('panel.inspector')}
              />
            </span>
          )
        }
      />
    </main>
  );
}
