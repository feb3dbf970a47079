import { expect, test } from 'vitest';
import {
  duplicateLines,
  firstFolder,
  groupLineOf,
  groupNames,
} from '../../../renderer/features/duplicates/duplicate-lines.ts';
import type { DuplicateLine } from '../../../renderer/features/duplicates/duplicate-lines.ts';
import type { DuplicateGroup } from '../../../shared/model/duplicates.ts';
import { sourceOf } from '../values.ts';

function group(hash: string, copyCount: number, ...paths: readonly string[]): DuplicateGroup {
  return {
    hash,
    bytes: 10,
    copyCount,
    savedBytes: 10 * (copyCount - 1),
    copies: paths.map((path, node) => ({
      grant: sourceOf('source', []).grant,
      image: 'image',
      node,
      path,
      layer: 0,
      visible: true,
      images: 1,
    })),
  };
}

const licences = group('a', 7, 'usr/a/LICENSE', 'usr/b/LICENSE', 'opt/COPYING');
const models = group('b', 2, 'model.bin', 'srv/model.bin');

function kinds(lines: readonly DuplicateLine[]): readonly string[] {
  return lines.map((line) => `${line.kind} ${line.group.hash}`);
}

test('an open group shows its copies and how many more there are', () => {
  const lines = duplicateLines([licences, models], { text: '', open: new Set(['a']) });
  expect(kinds(lines)).toEqual(['group a', 'copy a', 'copy a', 'copy a', 'more a', 'group b']);
  expect(lines[4]).toMatchObject({ count: 4 });
  expect(groupLineOf(lines, 4)).toBe(0);
  expect(groupLineOf(lines, 5)).toBeNull();
  const whole = duplicateLines([models], { text: '', open: new Set(['b']) });
  expect(kinds(whole)).toEqual(['group b', 'copy b', 'copy b']);
});

test('a group is shown with all its copies when one of them has the text in its path', () => {
  const lines = duplicateLines([licences, models], { text: '/OPT/', open: new Set(['a']) });
  expect(kinds(lines)).toEqual(['group a', 'copy a', 'copy a', 'copy a', 'more a']);
  expect(duplicateLines([licences], { text: 'none', open: new Set() })).toEqual([]);
});

test('a group is called by the different names of its copies', () => {
  expect(groupNames(licences)).toEqual({ names: ['LICENSE', 'COPYING'], more: false });
  const many = group('c', 4, 'x/1', 'x/2', 'x/3', 'x/4');
  expect(groupNames(many)).toEqual({ names: ['1', '2', '3'], more: true });
  expect(firstFolder(licences)).toBe('usr/a');
  expect(firstFolder(models)).toBe('');
});
