import { useId, useState } from 'react';
import { host } from '../../engine/client.ts';
import { loadNotices } from '../../i18n/load-notices.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureOf } from '../../../shared/contract/frames.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { useLibraryStore } from '../../store/library.ts';
import { notify } from '../../store/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './dialogs.module.css';

/** Makes an image of one layer out of a root file system tar. */
export function ImportDialog() {
  const open = useDialogsStore((state) => state.open === 'library-import');
  return open ? <OpenDialog /> : null;
}

function OpenDialog() {
  const texts = useText();
  const { t } = texts;
  const show = useDialogsStore((state) => state.show);
  const [names, setNames] = useState('');
  const [changes, setChanges] = useState('');
  const [failure, setFailure] = useState('');
  const [busy, setBusy] = useState(false);
  const id = useId();

  async function importTar(): Promise<void> {
    setBusy(true);
    setFailure('');
    const before = useLibraryStore.getState().library;
    try {
      const result = await host.call('library.import', {
        references: names.split(/\s+/).filter((name) => name !== ''),
        changes: linesOf(changes),
      });
      if (result !== null) {
        show(null);
        for (const notice of loadNotices(result, [], before, texts)) notify(notice);
      }
    } catch (thrown) {
      setFailure(failureText(failureOf(thrown), t));
    }
    setBusy(false);
  }

  return (
    <Dialog
      open
      onOpenChange={(next) => show(next ? 'library-import' : null)}
      title={t('library.import.title')}
      description={t('library.import.text')}
      closeLabel={t('dialog.close')}
      footer={
        <>
          <Button onClick={() => show(null)}>{t('dialog.cancel')}</Button>
          <Button variant="primary" disabled={busy} onClick={() => void importTar()}>
            {t('library.import.do')}
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        <div className={styles.field}>
          <label htmlFor={`${id}-names`}>{t('library.import.names')}</label>
          <input
            id={`${id}-names`}
            className={styles.input}
            value={names}
            placeholder="base:2024"
            spellCheck={false}
            autoComplete="off"
            onChange={(event) => setNames(event.target.value)}
          />
        </div>
        <div className={styles.field}>
          <label htmlFor={`${id}-changes`}>{t('library.import.changes')}</label>
          <textarea
            id={`${id}-changes`}
            className={styles.input}
            rows={4}
            value={changes}
            placeholder={'ENV LANG=C.UTF-8\nCMD ["/bin/sh"]'}
            spellCheck={false}
            onChange={(event) => setChanges(event.target.value)}
          />
          <p className={styles.faint}>{t('library.import.changes.text')}</p>
        </div>
        {failure !== '' && (
          <p className={styles.failure} role="alert">
            {failure}
          </p>
        )}
      </div>
    </Dialog>
  );
}

function linesOf(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}
