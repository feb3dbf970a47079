import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatTime } from '../../../shared/format/time.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { HistoryStep } from '../../../shared/model/history.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { dockerfileStep } from './dockerfile.ts';
import { StepCode } from './step-code.tsx';
import styles from './history.module.css';

export interface HistoryLineProps {
  readonly grant: Grant;
  readonly image: Image;
  readonly step: HistoryStep;
  /** Counted from 1, oldest first. */
  readonly number: number;
}

/** One step: what it ran, when, and the layer it made. */
export function HistoryLine({ grant, image, step, number }: HistoryLineProps) {
  const { t, locale } = useText();
  const showLayer = useSelectionStore((state) => state.showLayer);
  const layer = step.layer === null ? null : (image.layers[step.layer] ?? null);
  const created = step.created === null ? Number.NaN : Date.parse(step.created);
  return (
    <li className={styles.step} data-empty={step.emptyLayer || undefined}>
      <span className={styles.number}>{number}</span>
      <div className={styles.layer}>
        {layer === null ? (
          <span className={styles.faint}>
            {step.emptyLayer ? t('history.noLayer') : t('history.unknownLayer')}
          </span>
        ) : (
          <button
            type="button"
            className={styles.layerButton}
            title={t('history.showLayer', { layer: layer.index })}
            onClick={() => showLayer({ grant, key: image.key }, layer.index)}
          >
            <LayerChip
              layer={layer.index}
              label={t('inspector.layerNumber', { layer: layer.index })}
            />
            <span className={styles.size}>
              {layer.storedBytes === null ? '–' : formatBytes(layer.storedBytes, locale)}
            </span>
          </button>
        )}
      </div>
      <div>
        <StepCode step={dockerfileStep(step)} />
        <p className={styles.facts}>
          {created > 0 && (
            <time dateTime={step.created ?? ''} title={step.created ?? ''}>
              {formatTime(created, locale)}
            </time>
          )}
          {step.author !== '' && <span>{visibleLine(step.author)}</span>}
          {tellsMore(step) && <span>{visibleLine(step.comment)}</span>}
        </p>
      </div>
      <span className={styles.copy}>
        <CopyButton text={step.command} label={t('history.copyStep')} />
      </span>
    </li>
  );
}

/** Whether the comment is more than the mark of a builder or what the command says already. */
function tellsMore({ comment, command }: HistoryStep): boolean {
  return comment !== '' && !comment.startsWith('buildkit.') && !command.includes(comment);
}
