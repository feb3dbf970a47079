import { describe, expect, it } from 'vitest';
import { fittingHitColumns, hitTemplate } from '../../../renderer/features/search/hit-columns.ts';

function shownAt(width: number): readonly string[] {
  return fittingHitColumns(width).map(({ id, short }) => (short ? `${id}*` : id));
}

describe('fittingHitColumns', () => {
  it('shows all where there is the room', () => {
    expect(shownAt(1200)).toEqual(['state', 'path', 'size', 'mode', 'owner', 'layer', 'image']);
  });

  it('gives up owner and mode before images and states, and never path, size and layer', () => {
    expect(shownAt(820)).toEqual(['state', 'path', 'size', 'layer', 'image']);
    expect(shownAt(300)).toEqual(['state*', 'path', 'size', 'layer*']);
  });

  it('leaves the path what the others do not take', () => {
    expect(hitTemplate(fittingHitColumns(300))).toBe('64px minmax(0, 1fr) 80px 56px');
  });
});
