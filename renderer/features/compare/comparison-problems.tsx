import { TriangleAlert } from 'lucide-react';
import { sides } from '../../../shared/model/comparison.ts';
import type { Comparison, Side } from '../../../shared/model/comparison.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import { problemMessage } from '../../../shared/format/problem-message.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { SideMark } from './side-mark.tsx';
import styles from './overview-tab.module.css';

/** Findings named one by one. */
const named = 6;

/** What could not be compared, and why; nothing when all could. */
export function ComparisonProblems({ value }: { readonly value: Comparison }) {
  const { t } = useText();
  const serious = value.problems.filter(({ severity }) => severity !== 'note');
  if (serious.length === 0) return null;
  return (
    <section className={styles.problems} aria-label={t('tab.problems')}>
      <TriangleAlert aria-hidden="true" />
      <div>
        <p>{t('compare.problems', { count: serious.length })}</p>
        <ul>
          {serious.slice(0, named).map((problem, place) => (
            <li key={place} className={styles.problem}>
              <Where problem={problem} side={sideOf(problem, value)} />
              {problemMessage(problem, t)}
              {problem.where.path !== undefined && <code>{visibleLine(problem.where.path)}</code>}
            </li>
          ))}
          {serious.length > named && (
            <li>{t('compare.parting.more', { count: serious.length - named })}</li>
          )}
        </ul>
      </div>
    </section>
  );
}

function Where({ problem, side }: { readonly problem: Problem; readonly side: Side | null }) {
  const { t } = useText();
  const { layer } = problem.where;
  return (
    <>
      {side !== null && <SideMark side={side} />}
      {layer !== undefined && (
        <LayerChip layer={layer} label={t('inspector.layerNumber', { layer })} />
      )}
    </>
  );
}

/** The side that a finding is about, where its image is that of one side alone. */
function sideOf({ where }: Problem, value: Comparison): Side | null {
  const found = sides.filter((side) => value[side].point.image === where.image);
  return found.length === 1 ? (found[0] ?? null) : null;
}
