import { ArrowDownUp, ScrollText } from 'lucide-react';
import { useState } from 'react';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { dockerfileText } from './dockerfile.ts';
import { HistoryLine } from './history-line.tsx';
import styles from './history.module.css';

export interface HistoryTabProps {
  readonly grant: Grant;
  readonly image: Image;
}

/** The steps that made the image, as far as its history tells, each with the layer it made. */
export function HistoryTab({ grant, image }: HistoryTabProps) {
  const { t } = useText();
  const [newestFirst, setNewestFirst] = useState(false);
  const numbered = image.history.map((step, position) => ({ step, number: position + 1 }));
  const empty = image.history.filter((step) => step.emptyLayer).length;

  if (numbered.length === 0) {
    return (
      <EmptyState icon={<ScrollText />} title={t('history.none')}>
        {t('history.none.text')}
      </EmptyState>
    );
  }
  const text = dockerfileText(image.history, {
    head: t('history.file.head', { image: image.references[0] ?? image.id ?? '' }),
    source: t('history.file.source'),
  });
  return (
    <div className={styles.tab}>
      <header className={styles.bar}>
        <p className={styles.summary}>
          {t('history.steps', { count: numbered.length })}
          {empty > 0 && ` · ${t('history.empty', { count: empty })}`}
        </p>
        <Button
          size="s"
          variant="ghost"
          icon={<ArrowDownUp />}
          onClick={() => setNewestFirst(!newestFirst)}
        >
          {newestFirst ? t('history.newestFirst') : t('history.oldestFirst')}
        </Button>
        <CopyButton text={text} label={t('history.copy')} />
      </header>
      <div className={styles.scroller}>
        <p className={styles.note}>{t('history.note')}</p>
        <ol reversed={newestFirst}>
          {(newestFirst ? numbered.toReversed() : numbered).map(({ step, number }) => (
            <HistoryLine key={number} grant={grant} image={image} step={step} number={number} />
          ))}
        </ol>
      </div>
    </div>
  );
}
