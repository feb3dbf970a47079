import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { engine } from '../../engine/client.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { reportFailure } from '../../store/follow.ts';
import { useLibraryStore } from '../../store/library.ts';
import { notify } from '../../store/notices.ts';
import { ImagesDialog, useChosenImages } from './images-dialog.tsx';
import { RemovalSummary } from './removal-summary.tsx';
import styles from './dialogs.module.css';

/** Removes images from the library, and says beforehand what that does. */
export function RemoveDialog() {
  const open = useDialogsStore((state) => state.open === 'library-remove');
  return open ? <OpenDialog /> : null;
}

function OpenDialog() {
  const { t, locale } = useText();
  const show = useDialogsStore((state) => state.show);
  const images = useLibraryStore((state) => state.library?.images) ?? [];
  const listed = images.map(({ image, size }) => ({ image, storedBytes: size.storedBytes }));
  const [chosen, setChosen] = useChosenImages();
  const [busy, setBusy] = useState(false);
  const targets = images.flatMap(({ image }) => (chosen.has(image.key) ? [image.key] : []));
  const planned = useEngineCall('library.planRemoval', targets.length === 0 ? null : { targets });
  const plan =
    planned.status === 'ready'
      ? planned.value
      : planned.status === 'loading'
        ? planned.previous
        : null;

  async function remove(): Promise<void> {
    setBusy(true);
    try {
      const { freedBytes, stillUsed } = await engine.call('library.remove', { targets });
      show(null);
      notify({
        tone: 'ok',
        title: t('library.removed', { count: targets.length }),
        text: [
          t('library.freed', { size: formatBytes(freedBytes, locale) }),
          ...(stillUsed > 0 ? [t('library.stillUsed', { count: stillUsed })] : []),
        ].join(' '),
      });
    } catch (thrown) {
      setBusy(false);
      reportFailure(t('notice.actionFailed', { action: t('action.library.remove') }), thrown);
    }
  }

  return (
    <ImagesDialog
      title={t('library.remove.title')}
      which={t('library.remove.which')}
      images={listed}
      chosen={chosen}
      onChosen={setChosen}
      action={{
        label: t('library.remove.do', { count: targets.length }),
        variant: 'danger',
        disabled: busy || planned.status !== 'ready' || targets.length === 0,
        run: () => void remove(),
      }}
    >
      {targets.length === 0 || plan === null ? (
        <p className={styles.faint}>{t('library.remove.none')}</p>
      ) : (
        <RemovalSummary plan={plan} />
      )}
    </ImagesDialog>
  );
}
