import { visibleLine } from '../../../shared/format/visible.ts';
import type { Translate } from '../../../shared/i18n/t.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import type { Action } from '../../actions/action.ts';
import { applies } from '../../actions/run.ts';
import type { Situation } from '../../actions/situation.ts';
import { imageName } from '../../i18n/words.ts';
import type { SelectedItem } from '../../store/selection.ts';
import { matchWords } from './match-words.ts';
import type { Match } from './match-words.ts';

/** One line of the palette: an action, or an image to go to. */
export type PaletteEntry =
  | {
      readonly kind: 'action';
      readonly id: string;
      readonly label: string;
      readonly action: Action;
    }
  | {
      readonly kind: 'image';
      readonly id: string;
      readonly label: string;
      readonly item: SelectedItem;
      readonly sourceName: string;
    };

export interface FoundEntry {
  readonly entry: PaletteEntry;
  readonly match: Match;
}

/** Everything the palette can offer in a situation: what applies, then the images that are open. */
export function paletteEntries(
  actions: readonly Action[],
  situation: Situation,
  sources: readonly SourceState[],
  t: Translate,
): readonly PaletteEntry[] {
  const doable = actions
    .filter((action) => action.id !== 'palette.open' && applies(action, situation))
    .map((action): PaletteEntry => ({
      kind: 'action',
      id: action.id,
      label: t(action.label),
      action,
    }));
  const images = sources.flatMap((source) =>
    (source.contents?.images ?? []).map((image): PaletteEntry => ({
      kind: 'image',
      id: `${source.grant}/${image.key}`,
      label: t('palette.goTo', { image: visibleLine(imageName(image, t)) }),
      item: { grant: source.grant, key: image.key },
      sourceName: source.role === 'library' ? t('library.kept.title') : source.name,
    })),
  );
  return [...doable, ...images];
}

/** The entries that fit a search, the best first; all in their order for an empty one. */
export function findEntries(
  entries: readonly PaletteEntry[],
  search: string,
): readonly FoundEntry[] {
  const found = entries.flatMap((entry) => {
    const match = matchWords(search, entry.label);
    return match === null ? [] : [{ entry, match }];
  });
  return search.trim() === '' ? found : found.toSorted((a, b) => b.match.score - a.match.score);
}
