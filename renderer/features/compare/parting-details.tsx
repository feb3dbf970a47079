import type { Comparison, PartingPath } from '../../../shared/model/comparison.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { changeWords, reasonWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import { Button } from '../../ui/button.tsx';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { CommandPair } from './command-pair.tsx';
import { enterLayerPair } from './layer-pairs.ts';
import styles from './overview-tab.module.css';

/** Paths named before the others are counted. */
const namedPaths = 8;

/** The first step that differs, and the first files in which what it made differs. Nothing where nothing parts. */
export function PartingDetails({ value }: { readonly value: Comparison }) {
  const { t } = useText();
  const { kind, layerA, layerB, commandA, commandB, paths, pathCount } = value.parting;
  if (kind === 'same' || kind === 'config') return null;
  const shown = paths.slice(0, namedPaths);
  const count = Math.max(pathCount ?? 0, paths.length);
  return (
    <>
      <CommandPair a={commandA} b={commandB} layers={{ a: layerA, b: layerB }} />
      {shown.length > 0 && (
        <div>
          <h2 className={styles.subhead}>{t('compare.parting.paths', { count })}</h2>
          <ul className={styles.paths}>
            {shown.map((path) => (
              <PathLine key={path.path} path={path} />
            ))}
          </ul>
        </div>
      )}
      {layerA !== null && layerB !== null && !value.a.point.alone && (
        <div className={styles.more}>
          <Button size="s" onClick={() => enterLayerPair(layerA, layerB)}>
            {t('compare.pair.open')}
          </Button>
          {count > shown.length && (
            <span className={styles.note}>
              {t('compare.parting.more', { count: count - shown.length })}
            </span>
          )}
        </div>
      )}
    </>
  );
}

function PathLine({ path: { path, change, reasons } }: { readonly path: PartingPath }) {
  const { t, list } = useText();
  const showFiles = useComparisonStore((state) => state.showFiles);
  return (
    <li className={styles.path}>
      <ChangeMark change={change} label={t(changeWords[change])} />
      <button
        type="button"
        className={styles.link}
        title={visibleLine(path)}
        onClick={() => showFiles({ path, timeOnly: isTimeOnly(reasons) })}
      >
        /{visibleLine(path)}
      </button>
      {reasons.length > 0 && (
        <span className={styles.reasons}>
          {list(reasons.map((reason) => t(reasonWords[reason])))}
        </span>
      )}
    </li>
  );
}

function isTimeOnly(reasons: PartingPath['reasons']): boolean {
  return reasons.length === 1 && reasons[0] === 'mtime';
}
