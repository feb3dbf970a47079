import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine, visibleText } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { HiddenFile, Waste } from '../../../shared/model/waste.ts';
import { reasonWords } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { CauseMark } from './cause-mark.tsx';
import type { HiddenLine, Shown } from './hidden-rows.ts';
import { shellLines } from '../history/shell-lines.ts';
import styles from './hidden-details.module.css';

export interface HiddenDetailsProps {
  readonly image: Image;
  readonly waste: Waste;
  readonly line: HiddenLine;
  readonly file: HiddenFile | null;
  readonly onShow: (what: Shown) => void;
}

/** Why the chosen line is hidden: the step that stored it and the step that hid it, whole, with ways to both. */
export function HiddenDetails({ image, waste, line, file, onShow }: HiddenDetailsProps) {
  const { t, list, locale } = useText();
  const group = waste.groups[line.group];
  if (group === undefined) return null;
  const { cause, storedIn, hiddenIn } = file ?? group;
  const reasons = (file ?? group).reasons.map((reason) => t(reasonWords[reason]));
  const path = file?.path ?? group.path;
  const mayShow = file === null || file.node !== null;
  return (
    <section className={styles.details} aria-label={`/${visibleLine(path)}`}>
      <header className={styles.head}>
        <p className={styles.title}>
          <CauseMark cause={cause} />
          <strong data-selectable="">/{visibleLine(path)}</strong>
          <span className={styles.size}>{formatBytes((file ?? group).bytes, locale)}</span>
        </p>
        <span className={styles.buttons}>
          {(line.kind === 'file' || group.files === 1) && (
            <Button size="s" disabled={!mayShow} onClick={() => onShow('life')}>
              {t('action.entry.life')}
            </Button>
          )}
          <Button size="s" disabled={!mayShow} onClick={() => onShow('stored')}>
            {t('waste.show.stored')}
          </Button>
          {hiddenIn !== storedIn && (
            <Button size="s" disabled={!mayShow} onClick={() => onShow('hiding')}>
              {t('waste.show.hiding')}
            </Button>
          )}
        </span>
      </header>
      <p className={styles.text}>
        {t(`waste.cause.${cause}.text`)}
        {reasons.length > 0 && ` ${t('waste.changed', { reasons: list(reasons) })}`}
        {cause === 'metadata' && reasons.length === 0 && ` ${t('waste.unchanged')}`}
      </p>
      <dl className={styles.steps}>
        <Step image={image} layer={storedIn} label={t('waste.stored')} />
        {hiddenIn !== storedIn && <Step image={image} layer={hiddenIn} label={t('waste.hiding')} />}
      </dl>
    </section>
  );
}

interface StepProps {
  readonly image: Image;
  readonly layer: number;
  readonly label: string;
}

function Step({ image, layer, label }: StepProps) {
  const { t } = useText();
  const command = image.layers[layer]?.command ?? null;
  return (
    <>
      <dt>
        {label}
        <LayerChip layer={layer} label={t('layer.number', { layer: String(layer) })} />
      </dt>
      <dd>
        <pre data-selectable="" data-unknown={command === null || undefined}>
          {command === null ? t('layer.noCommand') : visibleText(shellLines(command).join('\n'))}
        </pre>
      </dd>
    </>
  );
}
