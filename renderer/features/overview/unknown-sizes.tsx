import { useEffect } from 'react';
import { CircleHelp } from 'lucide-react';
import type { Usage } from '../../../shared/model/usage.ts';
import { useText } from '../../i18n/use-text.ts';
import { overviewChanged } from '../../store/overview.ts';
import { readImages, unreadImages, useReadImagesStore } from '../../store/read-images.ts';
import { Button } from '../../ui/button.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import styles from './overview.module.css';

/** Says how many unpacked sizes nobody knows yet, and reads the layers to know them. Nothing when all are known. */
export function UnknownSizes({ usage }: { readonly usage: Usage }) {
  const { t } = useText();
  const progress = useReadImagesStore((state) => state.progress);
  const failed = useReadImagesStore((state) => state.failed);
  const stop = useReadImagesStore((state) => state.stop);
  const unread = unreadImages(usage);
  const { unknownLayers } = usage.totals.disk.unpacked;
  const running = progress !== null;
  useEffect(() => {
    if (!running) overviewChanged();
  }, [running]);
  if (unread.length === 0 && !running) return null;
  return (
    <div className={styles.unknown} role="status">
      <CircleHelp />
      {progress === null ? (
        <>
          <span className={styles.grow}>
            {t('usage.unknown', { count: unknownLayers })}
            {failed > 0 && ` ${t('usage.unknown.failed', { count: failed })}`}
          </span>
          <Button size="s" onClick={() => void readImages(unread)}>
            {t('usage.unknown.read', { count: unread.length })}
          </Button>
        </>
      ) : (
        <>
          <span>{t('usage.unknown.reading', { done: progress.done, total: progress.total })}</span>
          <span className={styles.grow}>
            <ProgressBar value={progress.done / progress.total} label={t('job.read')} />
          </span>
          <Button size="s" onClick={stop}>
            {t('job.cancel')}
          </Button>
        </>
      )}
    </div>
  );
}
