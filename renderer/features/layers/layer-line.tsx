import { Ban } from 'lucide-react';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { visibleText } from '../../../shared/format/visible.ts';
import type { Layer, LayerFacts } from '../../../shared/model/layer.ts';
import { availabilityWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { ByteBar } from '../../ui/byte-bar.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { ChangeNumbers } from './change-numbers.tsx';
import { CommandCard } from './command-card.tsx';
import styles from './layer-line.module.css';

export interface LayerLineProps {
  readonly layer: Layer;
  readonly facts: LayerFacts | null;
  /** Share of the bytes of all layers. */
  readonly share: number;
  readonly selected: boolean;
  /** First and last of the chosen layers. */
  readonly first: boolean;
  readonly final: boolean;
  readonly cardOpen: boolean;
  readonly onCard: (open: boolean) => void;
  readonly onPress: (extend: boolean) => void;
  readonly onEnter: () => void;
}

export function LayerLine({
  layer,
  facts,
  share,
  selected,
  first,
  final,
  cardOpen,
  onCard,
  onPress,
  onEnter,
}: LayerLineProps) {
  const { t, locale } = useText();
  const command = layer.command ?? '';
  const available = layer.availability === 'available';
  return (
    <div
      id={`layer-${layer.index}`}
      className={styles.layer}
      role="option"
      aria-selected={selected}
      data-layer={layer.index}
      data-first={first || undefined}
      data-final={final || undefined}
      data-unavailable={!available || undefined}
      onPointerDown={(event) => {
        if (event.button === 0) onPress(event.shiftKey);
      }}
      onPointerEnter={onEnter}
    >
      <LayerChip layer={layer.index} label={t('layer.number', { layer: String(layer.index) })} />
      <div className={styles.words}>
        <CommandCard layer={layer} facts={facts} open={cardOpen} onOpenChange={onCard}>
          <p className={styles.command} data-unknown={command === '' || undefined}>
            {command === '' ? t('layer.noCommand') : visibleText(command)}
          </p>
        </CommandCard>
        {!available && (
          <p className={styles.reason}>
            <Ban />
            {t(availabilityWords[layer.availability])}
          </p>
        )}
        <ByteBar share={share} origin={layer.index} />
        <div className={styles.facts}>
          <span className={styles.sizes}>
            {facts !== null && (
              <span title={`${t('layer.unpacked')}: ${formatExactBytes(facts.unpackedBytes, t)}`}>
                {formatBytes(facts.unpackedBytes, locale)}
              </span>
            )}
            {layer.storedBytes !== null && facts?.compression !== 'none' && (
              <span
                className={styles.stored}
                title={`${t('layer.stored')}: ${formatExactBytes(layer.storedBytes, t)}`}
              >
                {facts === null
                  ? formatBytes(layer.storedBytes, locale)
                  : t('layer.storedShort', { size: formatBytes(layer.storedBytes, locale) })}
              </span>
            )}
          </span>
          {facts !== null && <ChangeNumbers changes={facts.changes} />}
        </div>
      </div>
    </div>
  );
}
