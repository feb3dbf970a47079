import { expect, test } from 'vitest';
import {
  archiveItems,
  problemCount,
  storedImageBytes,
} from '../../../renderer/features/archives/archive-items.ts';
import { moveInArchives } from '../../../renderer/features/archives/archive-keys.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { digestOf, layerOf, sourceOf } from '../values.ts';

const two = sourceOf('two.tar', [imageOf('a'), imageOf('b')]);
const one = sourceOf('one.tar', [imageOf('c')]);

test('a folded source shows its own line alone', () => {
  expect(archiveItems([two, one], ['two.tar']).map(({ id }) => id)).toEqual([
    two.grant,
    one.grant,
    `${one.grant}/c`,
  ]);
});

test('keys move through the lines as in a tree', () => {
  const items = archiveItems([two, one], []);
  expect(moveInArchives(items, 0, 'ArrowDown')).toEqual({ kind: 'focus', position: 1 });
  expect(moveInArchives(items, 2, 'ArrowLeft')).toEqual({ kind: 'focus', position: 0 });
  expect(moveInArchives(items, 0, 'ArrowLeft')).toEqual({ kind: 'fold', folded: true });
  expect(moveInArchives(items, 0, 'ArrowRight')).toEqual({ kind: 'focus', position: 1 });
  expect(moveInArchives(items, 4, 'ArrowDown')).toEqual({ kind: 'focus', position: 4 });
  expect(moveInArchives(items, 1, 'Enter')).toEqual({ kind: 'choose' });
  expect(moveInArchives(items, 1, 'q')).toBeNull();
});

test('a layer that stands twice in the stack is stored once', () => {
  const twice = layerOf(1, { digest: digestOf('a'), storedBytes: 10 });
  const image = {
    ...imageOf('a'),
    layers: [layerOf(0, { digest: digestOf('b'), storedBytes: 5 }), twice, { ...twice, index: 2 }],
  };
  expect(storedImageBytes(image)).toBe(15);
});

test('notes are not counted as problems', () => {
  const place = {};
  const problems = [
    { code: 'blob-missing', severity: 'error', where: place, values: {} },
    { code: 'archive-wrapped', severity: 'note', where: place, values: {} },
  ] as const;
  expect(problemCount(sourceOf('x', [], problems))).toBe(1);
});
