import { useCallback, useEffect } from 'react';
import type { LineageState } from '../../../shared/model/lineage.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useOverviewStore } from '../../store/overview.ts';
import { LineageView } from '../lineage/lineage-view.tsx';
import { CallOutcome } from './call-outcome.tsx';
import { ChosenActions } from './chosen-actions.tsx';
import { openNamedImage } from './open-named-image.ts';
import { saveDrawing } from './save-drawing.ts';
import styles from './overview.module.css';

/** The family tree of everything opened and stored. */
export function LineagePage() {
  const revision = useOverviewStore((state) => state.revision);
  const lineage = useEngineCall('lineage.read', {}, revision);
  return (
    <main className={styles.lineage}>
      <CallOutcome call={lineage}>{(state) => <Tree state={state} />}</CallOutcome>
    </main>
  );
}

function Tree({ state: { lineage, family } }: { readonly state: LineageState }) {
  const basis = useOverviewStore((state) => state.basis);
  const setBasis = useOverviewStore((state) => state.setBasis);
  const chosen = useOverviewStore((state) => state.chosen);
  const setImages = useOverviewStore((state) => state.setImages);
  useEffect(() => setImages(lineage.images), [lineage, setImages]);
  const open = useCallback((image: number) => openNamedImage(lineage.images[image]), [lineage]);
  const choose = useCallback(
    (image: number, more: boolean) => {
      const named = lineage.images[image];
      if (!more) openNamedImage(named);
      else if (named !== undefined) toggleChosen(named.key);
    },
    [lineage],
  );
  return (
    <LineageView
      lineage={lineage}
      tree={family}
      basis={basis}
      onBasis={setBasis}
      selected={chosen}
      onSelect={choose}
      chosenActions={<ChosenActions images={lineage.images} />}
      onOpen={open}
      onExport={saveDrawing}
    />
  );
}

function toggleChosen(key: string): void {
  const { chosen, setChosen } = useOverviewStore.getState();
  const next = new Set(chosen);
  if (!next.delete(key)) next.add(key);
  setChosen(next);
}
