import { useMemo } from 'react';
import type { Comparison } from '../../../shared/model/comparison.ts';
import { pairRange } from '../../engine/view-target.ts';
import type { ViewTarget } from '../../engine/view-target.ts';
import { useText } from '../../i18n/use-text.ts';
import { stackedWindow } from '../../store/layout.ts';
import { usePairViewStore } from '../../store/view.ts';
import { Split } from '../../ui/split.tsx';
import type { Pane } from '../../ui/pane.ts';
import { useMedia } from '../../ui/use-media.ts';
import { useViewSession } from '../files/use-view-session.ts';
import type { NodeChoice } from '../files/use-view-session.ts';
import { ContentPane } from './content-pane.tsx';
import { PairFiles } from './files-pane.tsx';
import { chosenNode, usePairSelection } from './files-selection.ts';
import { useFilesWish } from './use-files-wish.ts';
import styles from './files.module.css';

export interface FilesTabProps {
  /** Names the comparison in calls of the engine. */
  readonly comparison: number;
  readonly value: Comparison;
}

/** The files of both sides, and beside them how the chosen one differs. */
export function FilesTab({ comparison, value }: FilesTabProps) {
  const { t } = useText();
  const stacked = useMedia(stackedWindow);
  const target: ViewTarget = { kind: 'comparison', comparison };
  const choice = useMemo(() => nodeChoice(comparison), [comparison]);
  const session = useViewSession(target, pairRange, usePairViewStore, choice);
  const node = usePairSelection((state) => (state.comparison === comparison ? state.node : null));
  const contentOnly = usePairSelection((state) => state.contentOnly);
  const setContentOnly = usePairSelection((state) => state.setContentOnly);
  useFilesWish(comparison, session);

  const tree: Pane = {
    id: stacked ? 'pair-files-above' : 'pair-files',
    minSize: stacked ? 120 : 260,
    maxSize: stacked ? '50%' : '75%',
    defaultSize: stacked ? Math.round(window.innerHeight * 0.34) : treeWidth(),
    content: <PairFiles session={session} value={value} onOpen={() => setContentOnly(true)} />,
  };
  const content: Pane = {
    id: stacked ? 'pair-content-below' : 'pair-content',
    minSize: stacked ? 120 : 280,
    content: <ContentPane comparison={comparison} value={value} node={node} />,
  };
  return (
    <div className={styles.tab}>
      <Split
        key={stacked ? 'vertical' : 'horizontal'}
        orientation={stacked ? 'vertical' : 'horizontal'}
        separatorLabel={t('split.resize')}
        panes={contentOnly && node !== null ? [content] : [tree, content]}
      />
    </div>
  );
}

function nodeChoice(comparison: number): NodeChoice {
  return {
    node: () => chosenNode(comparison),
    setNode: (node) => usePairSelection.getState().choose(comparison, node),
  };
}

/** Pixels for the tree beside the content: enough for its columns where there is the room. */
function treeWidth(): number {
  return Math.round(Math.max(340, Math.min(720, window.innerWidth * 0.45)));
}
