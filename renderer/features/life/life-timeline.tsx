import { useEffect, useId, useRef } from 'react';
import type { KeyboardEvent, MouseEvent } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { LifeStep } from '../../../shared/model/life.ts';
import { useText } from '../../i18n/use-text.ts';
import { changeWords } from '../../i18n/words.ts';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { SideMark } from '../compare/side-mark.tsx';
import { stepWords } from './life-words.ts';
import styles from './life.module.css';

export interface LifeTimelineProps {
  readonly image: Image;
  readonly steps: readonly LifeStep[];
  readonly chosen: number;
  /** The step that the chosen one is compared with; null for none. */
  readonly partner: number | null;
  readonly onChoose: (index: number) => void;
  /** A step is to be compared with the chosen one. */
  readonly onPartner: (index: number) => void;
}

/** Every layer that touched the path, the lowest first. Arrows choose; with Ctrl/Cmd a click chooses the other one. */
export function LifeTimeline(props: LifeTimelineProps) {
  const { image, steps, chosen, partner, onChoose, onPartner } = props;
  const { t } = useText();
  const prefix = useId();
  const list = useRef<HTMLDivElement>(null);

  // The dialog stands there before its timeline, which is what the keys are for.
  useEffect(() => {
    list.current?.focus();
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, []);

  function handleKey(event: KeyboardEvent): void {
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: chosen + 1,
      ArrowUp: chosen - 1,
      Home: 0,
      End: steps.length - 1,
    };
    const target = Object.hasOwn(targets, event.key) ? targets[event.key] : undefined;
    if (target === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(steps.length - 1, target));
    onChoose(next);
    list.current?.children[next]?.scrollIntoView({ block: 'nearest' });
  }

  function handleClick(event: MouseEvent, index: number): void {
    const step = steps[index];
    const other = event.ctrlKey || event.metaKey;
    if (!other) onChoose(index);
    else if (step !== undefined && step.attributes !== null && index !== chosen) onPartner(index);
  }

  return (
    <div
      ref={list}
      className={styles.timeline}
      role="listbox"
      tabIndex={0}
      aria-label={t('life.layers')}
      aria-activedescendant={`${prefix}-${chosen}`}
      onKeyDown={handleKey}
    >
      {steps.map((step, index) => (
        <div
          key={step.layer}
          id={`${prefix}-${index}`}
          className={styles.step}
          role="option"
          aria-selected={index === chosen}
          data-change={step.change}
          onClick={(event) => handleClick(event, index)}
        >
          <StepLine
            image={image}
            step={step}
            side={partner === null ? null : index === chosen ? 'b' : index === partner ? 'a' : null}
          />
        </div>
      ))}
    </div>
  );
}

interface StepLineProps {
  readonly image: Image;
  readonly step: LifeStep;
  /** Which side of the comparison it is. */
  readonly side: 'a' | 'b' | null;
}

function StepLine({ image, step, side }: StepLineProps) {
  const texts = useText();
  const { t, locale } = texts;
  const { attributes, change, grownBytes, layer } = step;
  const command = image.layers[layer]?.command ?? null;
  const grown = grownBytes !== 0 && change === 'modified';
  return (
    <>
      <span className={styles.stepMark}>
        {change === 'unchanged' ? (
          <span className={styles.dot} role="img" aria-label={t('change.unchanged')} />
        ) : (
          <ChangeMark change={change} label={t(changeWords[change])} />
        )}
      </span>
      <span className={styles.stepText}>
        <span className={styles.stepLine}>
          <span className={styles.what}>{stepWords(step, texts)}</span>
          <span className={styles.stepSize}>
            {grown
              ? formatBytesDifference(grownBytes, locale)
              : attributes?.type === 'file' && change !== 'unchanged'
                ? formatBytes(attributes.bytes, locale)
                : ''}
          </span>
        </span>
        <span className={styles.stepLine}>
          <LayerChip layer={layer} label={t('inspector.layerNumber', { layer })} />
          <span className={styles.command}>
            {command === null ? '' : visibleLine(command.replaceAll(/\s+/g, ' '))}
          </span>
          {side !== null && <SideMark side={side} />}
        </span>
      </span>
    </>
  );
}
