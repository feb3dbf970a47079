import { PackageOpen } from 'lucide-react';
import { useEffect, useState } from 'react';
import { dropFiles } from '../../engine/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { notify } from '../../store/notices.ts';
import styles from './drop-zone.module.css';

/** Takes files and folders that are dropped anywhere on the window, and says so while they hover over it. */
export function DropZone() {
  const { t } = useText();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    window.addEventListener(
      'dragover',
      (event) => {
        // Also for what is not taken: otherwise the browser would open it.
        event.preventDefault();
        if (event.dataTransfer === null) return;
        const files = event.dataTransfer.types.includes('Files');
        event.dataTransfer.dropEffect = files ? 'copy' : 'none';
        setOver(files);
      },
      { signal },
    );
    window.addEventListener(
      'dragleave',
      (event) => {
        if (event.relatedTarget === null) setOver(false);
      },
      { signal },
    );
    window.addEventListener(
      'drop',
      (event) => {
        event.preventDefault();
        setOver(false);
        const files = [...(event.dataTransfer?.files ?? [])];
        if (files.length > 0 && dropFiles(files) === 0) {
          notify({ tone: 'error', title: t('drop.refused') });
        }
      },
      { signal },
    );
    return () => controller.abort();
  }, [t]);

  if (!over) return null;
  return (
    <div className={styles.zone}>
      <div className={styles.card}>
        <PackageOpen />
        <p className={styles.title}>{t('drop.title')}</p>
        <p className={styles.text}>{t('drop.text')}</p>
      </div>
    </div>
  );
}
