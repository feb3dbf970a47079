import { Combine, Scissors, Undo2 } from 'lucide-react';
import { useRef, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleText } from '../../../shared/format/visible.ts';
import type { Layer } from '../../../shared/model/layer.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { isInRange, moveFocus, rangeOfLayers } from '../layers/range-moves.ts';
import { canRestore, canSquash, runOf, withKept, withRestored, withSquash } from './edit-draft.ts';
import type { EditDraft, LayerRun } from './edit-draft.ts';
import form from './export.module.css';
import styles from './edit.module.css';

export interface EditStackProps {
  readonly layers: readonly Layer[];
  readonly draft: EditDraft;
  readonly onDraft: (draft: EditDraft) => void;
}

/** The layers of the image, to choose some in a row and drop or squash them. */
export function EditStack({ layers, draft, onDraft }: EditStackProps) {
  const { t } = useText();
  const last = layers.length - 1;
  const [anchor, setAnchor] = useState(last);
  const [focus, setFocus] = useState(last);
  const [dragging, setDragging] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const range = rangeOfLayers(anchor, focus);
  const run: LayerRun = { from: range.from + 1, to: range.to };

  function choose(layer: number, extend: boolean): void {
    setFocus(layer);
    if (!extend) setAnchor(layer);
    list.current?.querySelector(`[data-layer="${layer}"]`)?.scrollIntoView({ block: 'nearest' });
  }

  function handleKey(event: KeyboardEvent): void {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'a') {
      event.preventDefault();
      setAnchor(0);
      setFocus(last);
      return;
    }
    const next = moveFocus(event.key, focus, last);
    if (next === null || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    choose(next, event.shiftKey);
  }

  return (
    <div>
      <p className={form.legend}>{t('export.edit.layers')}</p>
      <div className={styles.tools}>
        <Button
          size="s"
          icon={<Combine />}
          disabled={!canSquash(draft, run)}
          onClick={() => onDraft(withSquash(draft, run))}
        >
          {t('export.edit.squash')}
        </Button>
        <Button
          size="s"
          icon={<Scissors />}
          disabled={run.from >= draft.kept}
          title={t('export.edit.drop.text')}
          onClick={() => onDraft(withKept(draft, run.from))}
        >
          {t('export.edit.drop')}
        </Button>
        <Button
          size="s"
          icon={<Undo2 />}
          disabled={!canRestore(draft, run)}
          onClick={() => onDraft(withRestored(draft, run))}
        >
          {t('export.edit.restore')}
        </Button>
      </div>
      <div
        ref={list}
        className={styles.stack}
        role="listbox"
        tabIndex={0}
        aria-label={t('export.edit.layers')}
        aria-multiselectable="true"
        aria-activedescendant={`edit-layer-${focus}`}
        onKeyDown={handleKey}
        onPointerUp={() => setDragging(false)}
        onPointerLeave={() => setDragging(false)}
      >
        {layers.map((layer) => (
          <EditLayer
            key={layer.index}
            layer={layer}
            draft={draft}
            selected={isInRange(layer.index, range)}
            onPress={(extend) => {
              setDragging(true);
              choose(layer.index, extend);
            }}
            onEnter={() => {
              if (dragging) choose(layer.index, true);
            }}
          />
        ))}
      </div>
    </div>
  );
}

interface EditLayerProps {
  readonly layer: Layer;
  readonly draft: EditDraft;
  readonly selected: boolean;
  readonly onPress: (extend: boolean) => void;
  readonly onEnter: () => void;
}

function EditLayer({ layer, draft, selected, onPress, onEnter }: EditLayerProps) {
  const { t, locale } = useText();
  const { index, command, storedBytes } = layer;
  const run = runOf(draft, index);
  const fate = index >= draft.kept ? 'dropped' : run === null ? 'kept' : 'squashed';
  const words = command === null || command === '' ? t('layer.noCommand') : visibleText(command);
  return (
    <div
      id={`edit-layer-${index}`}
      className={styles.layer}
      role="option"
      aria-selected={selected}
      data-layer={index}
      data-fate={fate}
      data-first={run?.from === index || undefined}
      data-final={run?.to === index || undefined}
      title={words}
      onPointerDown={(event) => {
        if (event.button === 0) onPress(event.shiftKey);
      }}
      onPointerEnter={onEnter}
    >
      <LayerChip layer={index} label={t('layer.number', { layer: String(index) })} />
      <code>{words}</code>
      <span className={styles.end}>
        {fate === 'dropped' && <Badge tone="removed">{t('export.edit.dropped')}</Badge>}
        {fate === 'squashed' && <Badge tone="accent">{t('export.edit.squashed')}</Badge>}
        {storedBytes !== null && formatBytes(storedBytes, locale)}
      </span>
    </div>
  );
}
