import type { ChangeKind } from '../../shared/model/change.ts';
import type { Paint } from './style.ts';

/** How a change is marked in a listing: the sign tells as much as the colour. */
export const changeMarks: Readonly<
  Record<ChangeKind, { readonly mark: string; readonly paint: Paint }>
> = {
  unchanged: { mark: ' ', paint: 'dim' },
  added: { mark: '+', paint: 'green' },
  modified: { mark: '~', paint: 'yellow' },
  removed: { mark: '-', paint: 'red' },
  moved: { mark: '>', paint: 'cyan' },
};
