import { GitCompareArrows } from 'lucide-react';
import type { Comparison, LayerPair, Side } from '../../../shared/model/comparison.ts';
import { layerOf } from '../../../shared/report/list-texts.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { Button } from '../../ui/button.tsx';
import { CommandPair } from './command-pair.tsx';
import { enterLayerPair } from './layer-pairs.ts';
import { pairFacts, pairTitle } from './pair-text.ts';
import styles from './layers-tab.module.css';

export interface PairDetailsProps {
  readonly value: Comparison;
  readonly pair: LayerPair;
}

/** The chosen pair with its whole commands, and the ways to what it holds. */
export function PairDetails({ value, pair }: PairDetailsProps) {
  const texts = useText();
  const { t } = texts;
  const { a, b, status } = pair;
  const facts = pairFacts(pair, texts);
  return (
    <section className={styles.details} aria-label={t('compare.pair')}>
      <header className={styles.head}>
        <div className={styles.words}>
          <h2 className={styles.title}>{pairTitle(pair, texts)}</h2>
          {facts !== '' && <p className={styles.facts}>{facts}</p>}
        </div>
        {a !== null && b !== null && status === 'changed' && (
          <Button
            size="s"
            variant="primary"
            icon={<GitCompareArrows />}
            onClick={() => enterLayerPair(a, b)}
          >
            {t('compare.pair.open')}
          </Button>
        )}
        {a !== null && (
          <Button size="s" onClick={() => showLayerOf(value, 'a', a)}>
            {t('compare.pair.show', { side: 'A' })}
          </Button>
        )}
        {b !== null && (
          <Button size="s" onClick={() => showLayerOf(value, 'b', b)}>
            {t('compare.pair.show', { side: 'B' })}
          </Button>
        )}
      </header>
      <CommandPair
        a={layerOf(value.a, a)?.command ?? null}
        b={layerOf(value.b, b)?.command ?? null}
        layers={{ a, b }}
        nothing={t('compare.pair.none')}
      />
    </section>
  );
}

/** Leaves the comparison for the files of one image after a layer. */
function showLayerOf(value: Comparison, side: Side, layer: number): void {
  const { point, source } = value[side];
  const item = { grant: point.grant, key: point.image };
  useSelectionStore.getState().select(item, source);
  useSelectionStore.getState().showLayer(item, layer);
}
