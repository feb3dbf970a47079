import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/use-text.ts';
import { revealPath, revealPathIn } from '../../store/reveal.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { problemFacts } from './problem-facts.ts';
import styles from './problems.module.css';

export interface ProblemLineProps {
  readonly problem: Problem;
  readonly grant: Grant;
  readonly image: Image;
}

/** Where one finding was made, with its particulars. Layer and path lead to the files. */
export function ProblemLine({ problem, grant, image }: ProblemLineProps) {
  const texts = useText();
  const { t } = texts;
  const showLayer = useSelectionStore((state) => state.showLayer);
  const { layer, path, member } = problem.where;
  const item = { grant, key: image.key };
  const facts = problemFacts(problem, texts);
  if (layer === undefined && path === undefined && member === undefined && facts.length === 0) {
    return null;
  }
  return (
    <li className={styles.line}>
      {layer !== undefined && (
        <button
          type="button"
          className={styles.place}
          title={t('history.showLayer', { layer })}
          onClick={() => showLayer(item, layer)}
        >
          <LayerChip layer={layer} label={t('inspector.layerNumber', { layer })} />
        </button>
      )}
      {path !== undefined && (
        <button
          type="button"
          className={styles.path}
          title={t('problems.showPath')}
          onClick={() =>
            void (layer === undefined ? revealPath(item, path) : revealPathIn(item, layer, path))
          }
        >
          {path === '' ? '/' : visibleLine(path)}
        </button>
      )}
      {member !== undefined && (
        <span className={styles.name} data-selectable="">
          {visibleLine(member)}
        </span>
      )}
      {facts.map(({ name, label, value }) => (
        <span key={name} className={styles.fact} data-selectable="">
          <span className={styles.faint}>{label}</span> {value}
        </span>
      ))}
    </li>
  );
}
