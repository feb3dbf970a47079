import { useText } from '../../i18n/use-text.ts';
import { compareImages, sideOf } from '../../store/compare-images.ts';
import { findSide, useComparisonStore } from '../../store/comparison.ts';
import type { ImageRequest } from '../../store/comparison.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { placedImage } from '../../store/image-pairs.ts';
import type { PlacedImage } from '../../store/image-pairs.ts';
import { useSourcesStore } from '../../store/sources.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { ImageChoiceList } from './image-choice-list.tsx';
import styles from './choose-image.module.css';

/** A dialog to choose one image of all that are open or kept: a partner for an image, or one side. */
export function ChooseImageDialog() {
  const { t } = useText();
  const open = useDialogsStore((state) => state.open === 'compare-image');
  const show = useDialogsStore((state) => state.show);
  const request = useComparisonStore((state) => state.choosing);
  if (request === null) return null;
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => show(next ? 'compare-image' : null)}
      title={request.kind === 'side' ? t(`compare.choose.${request.side}`) : t('compare.choose')}
      closeLabel={t('dialog.close')}
      size="l"
    >
      <Choices request={request} onDone={() => show(null)} />
    </Dialog>
  );
}

interface ChoicesProps {
  readonly request: ImageRequest;
  readonly onDone: () => void;
}

function Choices({ request, onDone }: ChoicesProps) {
  const { t } = useText();
  const sources = useSourcesStore((state) => state.sources);
  const pair = useComparisonStore();
  const other: PlacedImage | null =
    request.kind === 'partner'
      ? placedImage(sources, request.item)
      : findSide(sources, request.side === 'a' ? pair.b : pair.a);

  function choose(placed: PlacedImage): void {
    onDone();
    if (request.kind === 'partner') {
      if (other !== null) compareImages(other, placed);
    } else {
      pair.setSide(request.side, sideOf(placed));
      useSelectionStore.getState().showPage('compare');
    }
  }

  return (
    <div className={styles.choices}>
      {other !== null && (
        <p className={styles.about}>
          {t('compare.choose.about', { name: sideOf(other).imageName })}
        </p>
      )}
      <ImageChoiceList other={other} onChoose={choose} />
    </div>
  );
}
