import { useEffect } from 'react';
import { useSourcesStore } from '../../store/sources.ts';
import { findSide, useComparisonStore } from '../../store/comparison.ts';
import type { FoundSide } from '../../store/comparison.ts';
import {
  closeComparison,
  comparisonKey,
  leaveComparisons,
  openComparison,
  useOpenComparisons,
} from '../../store/open-comparisons.ts';
import { CompareHeader } from './compare-header.tsx';
import { CompareTabs } from './compare-tabs.tsx';
import { Comparing, ComparingFailed } from './comparing.tsx';
import { NothingToCompare } from './nothing-to-compare.tsx';
import styles from './compare-page.module.css';

/** Two images side by side: how they differ, from the overview down to single files. */
export function ComparePage({ connection }: { readonly connection: number }) {
  const sources = useSourcesStore((state) => state.sources);
  const chosenA = useComparisonStore((state) => state.a);
  const chosenB = useComparisonStore((state) => state.b);
  const a = findSide(sources, chosenA);
  const b = findSide(sources, chosenB);
  return (
    <main className={styles.page}>
      <CompareHeader found={{ a, b }} />
      {a === null || b === null ? (
        <NothingToCompare found={{ a, b }} />
      ) : (
        <Opened connection={connection} a={a} b={b} />
      )}
    </main>
  );
}

interface OpenedProps {
  readonly connection: number;
  readonly a: FoundSide;
  readonly b: FoundSide;
}

function Opened({ connection, a, b }: OpenedProps) {
  const key = comparisonKey(connection, a.point, b.point);
  const state = useOpenComparisons(({ opened }) => opened.get(key));
  const comparison = state?.status === 'ready' ? state.comparison : null;

  useEffect(() => {
    openComparison(key, a.point, b.point);
    // The key stands for both points by value.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);
  useEffect(() => leaveComparisons, []);
  useEffect(() => {
    useComparisonStore.setState({ shown: comparison });
    return () => useComparisonStore.setState({ shown: null });
  }, [comparison]);

  if (state?.status === 'ready') {
    return <CompareTabs key={key} comparison={state.comparison} value={state.value} />;
  }
  if (state?.status === 'failed') {
    return (
      <ComparingFailed
        failure={state.failure}
        onRetry={() => {
          closeComparison(key);
          openComparison(key, a.point, b.point);
        }}
      />
    );
  }
  return <Comparing comparisonKey={key} points={[a.point, b.point]} />;
}
