import { Ban } from 'lucide-react';
import { useState } from 'react';
import type { MouseEvent } from 'react';
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
  /** It is chosen together with others: a press at the number may be the beginning of dragging them all. */
  readonly grouped: boolean;
  /** A press at the number of a grouped layer was no drag. */
  readonly onPick: () => void;
  /** Dragging at the number takes the layer out of the window, with those that it is grouped with. */
  readonly onDragOut: () => void;
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
  grouped,
  onPick,
  onDragOut,
}: LayerLineProps) {
  const { t, locale } = useText();
  // The card is made for a line that was pointed at: most never are.
  const [pointed, setPointed] = useState(false);
  const command = layer.command ?? '';
  const available = layer.availability === 'available';
  const words = (
    <p className={styles.command} data-unknown={command === '' || undefined}>
      {command === '' ? t('layer.noCommand') : visibleText(command)}
    </p>
  );
  const mayDragGroup = ({ shiftKey, target }: MouseEvent): boolean =>
    grouped &&
    !shiftKey &&
    target instanceof Element &&
    target.closest('[draggable="true"]') !== null;
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
        if (event.button === 0 && !mayDragGroup(event)) onPress(event.shiftKey);
      }}
      onClick={(event) => {
        if (mayDragGroup(event)) onPick();
      }}
      onDragStart={(event) => {
        event.preventDefault();
        onDragOut();
      }}
      onPointerEnter={() => {
        setPointed(true);
        onEnter();
      }}
    >
      <span
        className={styles.handle}
        draggable={available}
        title={available ? t('export.drag.layer') : undefined}
      >
        <LayerChip layer={layer.index} label={t('layer.number', { layer: String(layer.index) })} />
      </span>
      <div className={styles.words}>
        {pointed || cardOpen ? (
          <CommandCard layer={layer} facts={facts} open={cardOpen} onOpenChange={onCard}>
            {words}
          </CommandCard>
        ) : (
          words
        )}
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
