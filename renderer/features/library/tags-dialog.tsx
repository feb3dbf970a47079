import { Trash2 } from 'lucide-react';
import { useId, useState } from 'react';
import { visibleLine } from '../../../shared/format/visible.ts';
import { failureOf } from '../../../shared/contract/frames.ts';
import { engine } from '../../engine/client.ts';
import { moveNotices } from '../../i18n/load-notices.ts';
import { failureText, shortReference } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { storedImage, useLibraryStore } from '../../store/library.ts';
import { notify } from '../../store/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import styles from './dialogs.module.css';

/** The names of an image of the library: gives it more, and takes some away. */
export function TagsDialog() {
  const open = useDialogsStore((state) => state.open === 'library-tags');
  const [key] = useDialogsStore((state) => state.images);
  const stored = useLibraryStore((state) => storedImage(state.library, key ?? ''));
  if (!open || stored === null) return null;
  return <OpenDialog target={stored.image.key} names={stored.image.references} />;
}

function OpenDialog(props: { readonly target: string; readonly names: readonly string[] }) {
  const { target, names } = props;
  const texts = useText();
  const { t } = texts;
  const show = useDialogsStore((state) => state.show);
  const [name, setName] = useState('');
  const [failure, setFailure] = useState('');
  const input = useId();
  const error = useId();

  async function change(work: () => Promise<void>): Promise<void> {
    setFailure('');
    try {
      await work();
    } catch (thrown) {
      setFailure(failureText(failureOf(thrown), t));
    }
  }

  async function add(): Promise<void> {
    const reference = name.trim();
    const moved = await engine.call('library.tag', { target, reference });
    for (const notice of moveNotices(moved, texts)) notify(notice);
    setName('');
  }

  return (
    <Dialog
      open
      onOpenChange={(next) => show(next ? 'library-tags' : null)}
      title={t('library.tags.title')}
      closeLabel={t('dialog.close')}
      footer={<Button onClick={() => show(null)}>{t('dialog.done')}</Button>}
    >
      <div className={styles.parts}>
        {names.length === 0 ? (
          <p className={styles.faint}>{t('library.tags.none')}</p>
        ) : (
          <ul className={styles.names} aria-label={t('library.tags.title')}>
            {names.map((reference) => (
              <li key={reference}>
                <code data-selectable="">{visibleLine(shortReference(reference))}</code>
                <IconButton
                  size="s"
                  label={t('library.tags.remove', { name: visibleLine(shortReference(reference)) })}
                  icon={<Trash2 />}
                  onClick={() => void change(() => engine.call('library.untag', { reference }))}
                />
              </li>
            ))}
          </ul>
        )}
        <form
          className={styles.field}
          onSubmit={(event) => {
            event.preventDefault();
            if (name.trim() !== '') void change(add);
          }}
        >
          <label htmlFor={input}>{t('library.tags.new')}</label>
          <div className={styles.inputLine}>
            <input
              id={input}
              className={styles.input}
              value={name}
              placeholder="registry.example/app:1.2"
              spellCheck={false}
              autoComplete="off"
              aria-invalid={failure !== ''}
              aria-describedby={failure === '' ? undefined : error}
              onChange={(event) => setName(event.target.value)}
            />
            <Button type="submit" variant="primary" disabled={name.trim() === ''}>
              {t('library.tags.add')}
            </Button>
          </div>
          {failure !== '' && (
            <p id={error} className={styles.failure} role="alert">
              {failure}
            </p>
          )}
        </form>
      </div>
    </Dialog>
  );
}
