import { ArrowRight, CircleAlert, Info, Lightbulb, TriangleAlert } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { adviceWords } from '../../../shared/format/advice-words.ts';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { visibleLine, visibleText } from '../../../shared/format/visible.ts';
import { isIgnoreList } from '../../../shared/model/advice.ts';
import type { Advice } from '../../../shared/model/advice.ts';
import type { Image } from '../../../shared/model/image.ts';
import { showEntry } from '../../actions/show-entry.ts';
import { useText } from '../../i18n/use-text.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { adviceTarget } from './advice-target.ts';
import styles from './advice.module.css';

const severityIcons: Readonly<Record<Advice['severity'], LucideIcon>> = {
  urgent: CircleAlert,
  important: TriangleAlert,
  worthwhile: Lightbulb,
  minor: Info,
};

export interface AdviceCardProps extends ReviewSectionProps {
  readonly advice: Advice;
}

/** One thing to do: why, what it saves, the steps it is about, what to write instead, and the files. */
export function AdviceCard({ grant, image, advice }: AdviceCardProps) {
  const { t, locale } = useText();
  const { severity, savedBytes, layers, paths, files, detail } = advice;
  const Icon = severityIcons[severity];
  const { title, text, subject } = adviceWords(advice, t, visibleLine);
  const target = adviceTarget(advice);
  const [layer = image.layers.length - 1] = layers;
  return (
    <li className={styles.card} data-severity={severity}>
      <header className={styles.head}>
        <span className={styles.severity}>
          <Icon />
          {t(`report.image.severity.${severity}`)}
        </span>
        <h3 className={styles.title}>{title}</h3>
        {savedBytes !== null && (
          <span className={styles.saves} title={formatExactBytes(savedBytes, t)}>
            {t('report.image.saves', { size: formatBytes(savedBytes, locale) })}
          </span>
        )}
      </header>
      {subject !== '' && <p className={styles.subject}>{subject}</p>}
      <p className={styles.text}>{text}</p>
      {layers.length > 0 && (
        <ul className={styles.steps}>
          {layers.map((index) => (
            <Step key={index} image={image} layer={index} />
          ))}
        </ul>
      )}
      {detail.instruction !== '' && (
        <div className={styles.instruction}>
          <p>{t(isIgnoreList(advice.kind) ? 'report.image.write.ignore' : 'report.image.write')}</p>
          <pre data-selectable="">{visibleText(detail.instruction)}</pre>
          <CopyButton text={detail.instruction} label={t('advice.copy')} />
        </div>
      )}
      {paths.length > 0 && (
        <div className={styles.files}>
          <ul className={styles.paths}>
            {paths.map(({ node, path }) => (
              <li key={path}>
                {node === null ? (
                  <span>/{visibleLine(path)}</span>
                ) : (
                  <button
                    type="button"
                    className={styles.link}
                    onClick={() => showEntry({ grant, key: image.key }, node, layer)}
                  >
                    /{visibleLine(path)}
                  </button>
                )}
              </li>
            ))}
            {files > paths.length && (
              <li className={styles.more}>{t('report.more', { count: files - paths.length })}</li>
            )}
          </ul>
        </div>
      )}
      {target !== null && (
        <button type="button" className={styles.target} onClick={target.open}>
          {t(target.label)}
          <ArrowRight />
        </button>
      )}
    </li>
  );
}

function Step({ image, layer }: { readonly image: Image; readonly layer: number }) {
  const { t } = useText();
  const command = image.layers[layer]?.command ?? null;
  return (
    <li className={styles.step}>
      <LayerChip layer={layer} label={t('layer.number', { layer: String(layer) })} />
      <code data-unknown={command === null || undefined} data-selectable="">
        {command === null ? t('layer.noCommand') : visibleLine(command.replaceAll(/\s+/g, ' '))}
      </code>
    </li>
  );
}
