import { describe, expect, it } from 'vitest';
import { foldersDifferInTime } from '../../../electron/engine/compare/folder-times.ts';
import { directory, file, layerIndex } from '../../fixtures/layer-index.ts';

describe('the times of the folders of two layers', () => {
  const first = layerIndex([directory('a', { modified: 1000 }), file('a/b')]);

  it('differ, or do not', () => {
    const later = layerIndex([directory('a', { modified: 2000 }), file('a/b')]);
    expect(foldersDifferInTime(first, later)).toBe(true);
    expect(foldersDifferInTime(first, first)).toBe(false);
  });

  it('are not asked for where the paths differ, nor those of files', () => {
    const other = layerIndex([directory('a', { modified: 2000 }), file('a/c')]);
    expect(foldersDifferInTime(first, other)).toBe(false);
    const newFile = layerIndex([
      directory('a', { modified: 1000 }),
      file('a/b', '', { modified: 5 }),
    ]);
    expect(foldersDifferInTime(first, newFile)).toBe(false);
  });
});
