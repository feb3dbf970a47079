import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { LifeEvent } from '../../../shared/model/view.ts';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useText } from '../../i18n/use-text.ts';
import { changeWords, reasonWords } from '../../i18n/words.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { Button } from '../../ui/button.tsx';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { Section } from '../../ui/section.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { LayerLine } from './layer-line.tsx';
import { lifeLines } from './life-runs.ts';
import type { LifeLine } from './life-runs.ts';
import styles from './inspector.module.css';

/** Lines of it, the last ones: a dialog tells all. */
const shownLines = 8;

export interface LifeProps {
  readonly image: Image;
  readonly life: readonly LifeEvent[];
}

/** What the last layers did to the path, the lowest first; choosing one shows the files after that layer. */
export function Life({ image, life }: LifeProps) {
  const { t } = useText();
  const lines = lifeLines(life);
  if (life.length === 0) return null;
  return (
    <Section
      level={3}
      title={t('inspector.life')}
      trailing={
        <Tooltip text={t('inspector.life.all.text')} shortcut={actionShortcut('entry.life')}>
          <Button size="s" variant="ghost" onClick={() => runAction('entry.life')}>
            {t('action.entry.life')}
          </Button>
        </Tooltip>
      }
    >
      <ol className={styles.life}>
        {lines.slice(-shownLines).map((line) =>
          line.kind === 'event' ? (
            <li key={line.event.layer}>
              <LifeStep image={image} event={line.event} />
            </li>
          ) : (
            <UnchangedRun key={line.first} run={line} />
          ),
        )}
      </ol>
      {lines.length > shownLines && (
        <p className={styles.lifeRun}>
          {t('inspector.life.earlier', { count: lines.length - shownLines })}
        </p>
      )}
    </Section>
  );
}

/** Layers that stored the path once more without a difference: of interest to those who count bytes alone. */
function UnchangedRun({ run }: { readonly run: Extract<LifeLine, { kind: 'unchanged' }> }) {
  const { t } = useText();
  const { first, last } = run;
  return (
    <li className={styles.lifeRun}>
      {first === last
        ? t('inspector.life.unchanged', { layer: first })
        : t('inspector.life.unchangedRun', { first, last })}
    </li>
  );
}

function LifeStep({ image, event }: { readonly image: Image; readonly event: LifeEvent }) {
  const { t, list, locale } = useText();
  const item = useSelectionStore((state) => state.item);
  const showLayer = useSelectionStore((state) => state.showLayer);
  const reasons = event.reasons.map((reason) => t(reasonWords[reason]));
  return (
    <button
      type="button"
      className={styles.lifeStep}
      title={t('inspector.life.show', { layer: event.layer })}
      onClick={() => {
        if (item !== null) showLayer(item, event.layer);
      }}
    >
      <span className={styles.lifeMark}>
        <ChangeMark change={event.change} label={t(changeWords[event.change])} />
      </span>
      <span className={styles.lifeText}>
        <span className={styles.lifeWhat}>
          <span>
            {event.removal === null
              ? t(changeWords[event.change])
              : t(`inspector.removal.${event.removal}`)}
            {reasons.length > 0 && `: ${list(reasons)}`}
          </span>
          {event.bytes > 0 && (
            <span className={styles.faint}>{formatBytes(event.bytes, locale)}</span>
          )}
        </span>
        <LayerLine image={image} layer={event.layer} />
      </span>
    </button>
  );
}
