import { useState } from 'react';
import type { ReactNode } from 'react';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ImageChecklist } from './image-checklist.tsx';
import type { CheckedImage } from './image-checklist.tsx';
import styles from './dialogs.module.css';

export interface ImagesDialogProps {
  readonly title: string;
  /** What the images are chosen for. */
  readonly which: string;
  readonly images: readonly CheckedImage[];
  readonly chosen: ReadonlySet<string>;
  readonly onChosen: (chosen: ReadonlySet<string>) => void;
  readonly action: {
    readonly label: string;
    readonly variant: 'primary' | 'danger';
    readonly disabled: boolean;
    readonly run: () => void;
  };
  /** What is to be known or said beside the images. */
  readonly children: ReactNode;
}

/** Keys of the images that the open dialog begins with, and what becomes of them. */
export function useChosenImages(): readonly [
  ReadonlySet<string>,
  (chosen: ReadonlySet<string>) => void,
] {
  const first = useDialogsStore((state) => state.images);
  return useState<ReadonlySet<string>>(() => new Set(first));
}

/** Does something with images that are chosen from a list. */
export function ImagesDialog(props: ImagesDialogProps) {
  const { title, which, images, chosen, onChosen, action, children } = props;
  const { t } = useText();
  const show = useDialogsStore((state) => state.show);
  return (
    <Dialog
      open
      size="l"
      onOpenChange={(next) => {
        if (!next) show(null);
      }}
      title={title}
      closeLabel={t('dialog.close')}
      footer={
        <>
          <Button onClick={() => show(null)}>{t('dialog.cancel')}</Button>
          <Button variant={action.variant} disabled={action.disabled} onClick={action.run}>
            {action.label}
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        <ImageChecklist images={images} chosen={chosen} onChosen={onChosen} label={which} />
        {children}
      </div>
    </Dialog>
  );
}
