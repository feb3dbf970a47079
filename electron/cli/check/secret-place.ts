import type { SecretPlace } from '../../../shared/model/findings.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { oneLine } from '../text.ts';

/** Where a secret is, for people and for programs. */
export interface PlacedSecret {
  readonly text: string;
  /** Without a leading slash; null where it is in no file. */
  readonly path: string | null;
  readonly line: number | null;
  /** The layer that stores it, and the one that hides it. */
  readonly layers: readonly number[];
  /** `config/Env/TOKEN`, `history/3`; null for a file. */
  readonly part: string | null;
}

export function secretPlace(place: SecretPlace): PlacedSecret {
  switch (place.kind) {
    case 'file': {
      const { path, line, layer, state, hiddenIn } = place;
      const shown = line === null ? visibleLine(path) : `${visibleLine(path)}:${line}`;
      const gone = hiddenIn === null ? '' : `, ${state} in layer ${hiddenIn}`;
      const layers = hiddenIn === null ? [layer] : [layer, hiddenIn];
      return { text: `${shown}, stored in layer ${layer}${gone}`, path, line, layers, part: null };
    }
    case 'config': {
      const part = ['config', place.key, place.name].filter((each) => each !== '').join('/');
      return { text: oneLine(part), path: null, line: null, layers: [], part };
    }
    case 'history': {
      const layers = place.layer === null ? [] : [place.layer];
      const part = `history/${place.step}`;
      return { text: `history step ${place.step}`, path: null, line: null, layers, part };
    }
  }
}
