import { Layers as LayersIcon } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import type { Image } from '../../../shared/model/image.ts';
import type { ImageFacts } from '../../../shared/model/source-state.ts';
import type { StackRange } from '../../../shared/model/view.ts';
import { useText } from '../../i18n/use-text.ts';
import { actionItem } from '../../actions/menu-item.tsx';
import { Button } from '../../ui/button.tsx';
import { ContextMenu } from '../../ui/menu.tsx';
import { LayerLine } from './layer-line.tsx';
import { RangeControls } from './range-controls.tsx';
import { isInRange, layersIn, moveFocus, rangeOfLayer, rangeOfLayers } from './range-moves.ts';
import { layerBytes, stackLines } from './layer-stack.ts';
import { StepLine } from './step-line.tsx';
import styles from './layers.module.css';

/** What can be done with the layers that are chosen. */
const layerMenu = [
  'export.layers',
  'export.rootFs',
  'line-1',
  'export.edit',
  'line-2',
  'layer.previous',
  'layer.next',
  'layer.all',
];

export interface LayersProps {
  readonly image: Image;
  /** Null until the layers have been read. */
  readonly facts: ImageFacts | null;
  readonly range: StackRange;
  readonly onRange: (range: StackRange) => void;
  /** The user drags layers out of the window. */
  readonly onDragOut: (layers: readonly number[]) => void;
}

/**
 * The layers of an image, the lowest first, as a list in which one layer or several in a row can be chosen: by click
 * and Shift-click, by dragging, and by the arrow keys with and without Shift.
 */
export function Layers({ image, facts, range, onRange, onDragOut }: LayersProps) {
  const { t } = useText();
  const [anchor, setAnchor] = useState(range.to);
  const [dragging, setDragging] = useState(false);
  const [card, setCard] = useState<number | null>(null);
  // A card that came up after a click would cover the files that were asked for: not before the line is left.
  const quiet = useRef<number | null>(null);
  const list = useRef<HTMLDivElement>(null);
  const lines = stackLines(image, facts);
  const last = image.layers.length - 1;
  const total = lines.reduce(
    (sum, line) => (line.kind === 'layer' ? sum + layerBytes(line.layer, line.facts) : sum),
    0,
  );
  // The end that moves with Shift is the one across from the anchor.
  const focus = anchor === range.to ? range.from + 1 : range.to;

  useEffect(() => {
    // Asked at once, the browser would have to lay the page out before all of it is there.
    const frame = requestAnimationFrame(() => {
      list.current?.querySelector(`[data-layer="${focus}"]`)?.scrollIntoView({ block: 'nearest' });
    });
    return () => cancelAnimationFrame(frame);
  }, [focus, image.key, facts]);

  function choose(layer: number, extend: boolean): void {
    if (!extend) setAnchor(layer);
    onRange(extend ? rangeOfLayers(anchor, layer) : rangeOfLayer(layer));
  }

  function chooseAll(): void {
    setAnchor(0);
    onRange({ from: -1, to: last });
  }

  function isGrouped(layer: number): boolean {
    return range.to - range.from > 1 && isInRange(layer, range);
  }

  /** The menu is about the layer pointed at, with the others where it is one of those that are chosen. */
  function chooseForMenu(target: EventTarget): void {
    const line = target instanceof Element ? target.closest('[data-layer]') : null;
    const layer = line === null ? focus : Number(line.getAttribute('data-layer'));
    setCard(null);
    quiet.current = layer;
    if (!isInRange(layer, range)) choose(layer, false);
  }

  function handleKey(event: KeyboardEvent<HTMLDivElement>): void {
    if ((event.ctrlKey || event.metaKey) && event.key === 'a') {
      event.preventDefault();
      chooseAll();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      setCard(card === null ? focus : null);
      return;
    }
    const next = moveFocus(event.key, event.shiftKey ? focus : range.to, last);
    if (next === null) return;
    event.preventDefault();
    setCard(null);
    choose(next, event.shiftKey);
  }

  return (
    <section className={styles.layers} aria-label={t('layers.title')}>
      <header className={styles.header}>
        <h2 className={styles.title}>{t('layers.count', { count: image.layers.length })}</h2>
        <Button
          size="s"
          variant="ghost"
          icon={<LayersIcon />}
          aria-pressed={range.from === -1 && range.to === last}
          className={styles.whole}
          onClick={chooseAll}
        >
          {t('layers.whole')}
        </Button>
      </header>
      <RangeControls range={range} last={last} onRange={onRange} />
      <ContextMenu items={() => layerMenu.map((id) => actionItem(id, t))}>
        <div
          ref={list}
          className={styles.list}
          role="listbox"
          tabIndex={0}
          aria-label={t('layers.title')}
          aria-multiselectable="true"
          aria-activedescendant={`layer-${focus}`}
          onKeyDown={handleKey}
          onContextMenu={(event) => chooseForMenu(event.target)}
          onPointerUp={() => setDragging(false)}
          onPointerLeave={() => {
            setDragging(false);
            quiet.current = null;
          }}
        >
          {lines.map((line) =>
            line.kind === 'step' ? (
              <StepLine key={`step-${line.position}`} step={line.step} />
            ) : (
              <LayerLine
                key={line.layer.index}
                layer={line.layer}
                facts={line.facts}
                share={total === 0 ? 0 : layerBytes(line.layer, line.facts) / total}
                selected={isInRange(line.layer.index, range)}
                first={line.layer.index === range.from + 1}
                final={line.layer.index === range.to}
                cardOpen={card === line.layer.index}
                onCard={(open) => {
                  if (!open || quiet.current !== line.layer.index) {
                    setCard(open ? line.layer.index : null);
                  }
                }}
                onPress={(extend) => {
                  setDragging(true);
                  setCard(null);
                  quiet.current = line.layer.index;
                  choose(line.layer.index, extend);
                }}
                grouped={isGrouped(line.layer.index)}
                onPick={() => choose(line.layer.index, false)}
                onDragOut={() => {
                  setDragging(false);
                  onDragOut(isGrouped(line.layer.index) ? layersIn(range) : [line.layer.index]);
                }}
                onEnter={() => {
                  if (quiet.current !== line.layer.index) quiet.current = null;
                  if (dragging) onRange(rangeOfLayers(anchor, line.layer.index));
                }}
              />
            ),
          )}
        </div>
      </ContextMenu>
    </section>
  );
}
