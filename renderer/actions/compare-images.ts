import { ArrowLeftRight, Columns2, GitCompareArrows, GitPullRequestArrow } from 'lucide-react';
import { compareImages } from '../store/compare-images.ts';
import { useComparisonStore } from '../store/comparison.ts';
import { useDialogsStore } from '../store/dialogs.ts';
import { parentOf, placedImage } from '../store/image-pairs.ts';
import type { PlacedImage } from '../store/image-pairs.ts';
import { useSourcesStore } from '../store/sources.ts';
import { useSelectionStore } from '../store/selection.ts';
import type { Action } from './action.ts';
import type { Situation } from './situation.ts';
import { fromContract } from './spec.ts';

/** Asks what to compare the image with. */
export const compareWith: Action = {
  ...fromContract('compare.with'),
  icon: GitCompareArrows,
  when: (situation) => meant(situation) !== null,
  run: (situation) => {
    const placed = meant(situation);
    if (placed === null) return;
    const { source, image } = placed;
    useComparisonStore.setState({
      choosing: { kind: 'partner', item: { grant: source.grant, key: image.key } },
    });
    useDialogsStore.getState().show('compare-image');
  },
};

/** Compares the two images that are chosen in the sidebar, the family tree or the table of disk usage. */
export const compareChosen: Action = {
  ...fromContract('compare.chosen'),
  icon: Columns2,
  when: ({ chosen }) => chosen.length === 2,
  run: ({ chosen: [one, other] }) => {
    if (one === undefined || other === undefined) return;
    compareImages(one, other);
    useSelectionStore.getState().clearMarks();
  },
};

/** Compares the image with the nearest one that it is built on. */
export const compareWithParent: Action = {
  ...fromContract('compare.parent'),
  icon: GitPullRequestArrow,
  when: (situation) => parentOfMeant(situation) !== null,
  run: (situation) => {
    const placed = meant(situation);
    const parent = parentOfMeant(situation);
    if (placed !== null && parent !== null) compareImages(parent, placed);
  },
};

/** Compares the image pointed at with the one that is shown. */
export const compareWithShown: Action = {
  id: 'compare.shown',
  label: 'action.compare.shown',
  icon: ArrowLeftRight,
  heardBy: 'window',
  when: (situation) => shownBeside(situation) !== null,
  run: (situation) => {
    const placed = meant(situation);
    const shown = shownBeside(situation);
    if (placed !== null && shown !== null) compareImages(shown, placed);
  },
};

function meant({ source, image }: Situation): PlacedImage | null {
  return source === null || image === null ? null : { source, image };
}

function parentOfMeant({ image }: Situation): PlacedImage | null {
  return image === null ? null : parentOf(image, useSourcesStore.getState().sources);
}

/** The image that the window shows, when another one is meant. */
function shownBeside({ item, page }: Situation): PlacedImage | null {
  const { item: shown } = useSelectionStore.getState();
  if (page !== 'image' || shown === null || item === null) return null;
  if (shown.grant === item.grant && shown.key === item.key) return null;
  return placedImage(useSourcesStore.getState().sources, shown);
}
