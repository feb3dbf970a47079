import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { saveFormats } from '../../../shared/model/store.ts';
import type { SaveFormat, StoreImage } from '../../../shared/model/store.ts';
import { host } from '../../engine/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { reportFailure } from '../../store/follow.ts';
import { useLayerStore } from '../../store/layer-store.ts';
import { notify } from '../../store/notices.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ImageChecklist } from './image-checklist.tsx';
import styles from './dialogs.module.css';

/** Writes images of the library to a file or folder, in one of four forms. */
export function SaveDialog() {
  const open = useDialogsStore((state) => state.open === 'library-save');
  return open ? <OpenDialog /> : null;
}

function OpenDialog() {
  const { t, locale } = useText();
  const show = useDialogsStore((state) => state.show);
  const first = useDialogsStore((state) => state.images);
  const images = useLayerStore((state) => state.library?.images) ?? [];
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(first));
  const [format, setFormat] = useState<SaveFormat>('docker-oci-archive');
  const meant = images.filter(({ image }) => chosen.has(image.key));

  async function save(): Promise<void> {
    show(null);
    try {
      const targets = [...new Set(meant.flatMap(targetsOf))];
      const saved = await host.call('library.save', { targets, format });
      if (saved === null) return;
      notify({
        tone: 'ok',
        title: t('notice.saved', { name: saved.name }),
        text: `${t('usage.removal.images', { count: meant.length })}, ${formatBytes(saved.bytes, locale)}`,
      });
    } catch (thrown) {
      reportFailure(t('notice.actionFailed', { action: t('action.library.save') }), thrown);
    }
  }

  return (
    <Dialog
      open
      size="l"
      onOpenChange={(next) => show(next ? 'library-save' : null)}
      title={t('library.save.title')}
      closeLabel={t('dialog.close')}
      footer={
        <>
          <Button onClick={() => show(null)}>{t('dialog.cancel')}</Button>
          <Button variant="primary" disabled={meant.length === 0} onClick={() => void save()}>
            {t('library.save.do')}
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        <ImageChecklist
          images={images}
          chosen={chosen}
          onChosen={setChosen}
          label={t('library.save.which')}
        />
        <fieldset className={styles.formats}>
          <legend>{t('library.save.format')}</legend>
          {saveFormats.map((each) => (
            <label key={each} className={styles.format}>
              <input
                type="radio"
                name="save-format"
                checked={format === each}
                onChange={() => setFormat(each)}
              />
              <span>
                {t(`saveFormat.${each}`)}
                <span className={styles.faint}>{t(`saveFormat.${each}.text`)}</span>
              </span>
            </label>
          ))}
        </fieldset>
      </div>
    </Dialog>
  );
}

/** An image is saved under all its names; one that has none by its key. */
function targetsOf({ image }: StoreImage): readonly string[] {
  return image.references.length > 0 ? image.references : [image.key];
}
