import { describe, expect, it } from 'vitest';
import { lifeLines } from '../../../renderer/features/inspector/life-runs.ts';
import type { ChangeKind } from '../../../shared/model/change.ts';
import type { LifeEvent } from '../../../shared/model/view.ts';

function event(layer: number, change: ChangeKind): LifeEvent {
  return { layer, change, reasons: [], bytes: 0, removal: null };
}

describe('lifeLines', () => {
  it('draws layers together that stored the path again as it was', () => {
    const added = event(0, 'added');
    const modified = event(7, 'modified');
    expect(
      lifeLines([
        added,
        event(1, 'unchanged'),
        event(2, 'unchanged'),
        event(5, 'unchanged'),
        modified,
        event(9, 'unchanged'),
      ]),
    ).toEqual([
      { kind: 'event', event: added },
      { kind: 'unchanged', first: 1, last: 5, count: 3 },
      { kind: 'event', event: modified },
      { kind: 'unchanged', first: 9, last: 9, count: 1 },
    ]);
  });

  it('keeps a life without such layers as it is', () => {
    expect(lifeLines([])).toEqual([]);
    expect(lifeLines([event(3, 'removed')])).toEqual([
      { kind: 'event', event: event(3, 'removed') },
    ]);
  });
});
