import { expect, test } from 'vitest';
import { EntryKind } from '../../../electron/engine/layer/layer-index.ts';
import { warmUpStacking } from '../../../electron/engine/session/warm-up.ts';
import { madeUpIndex, warmUpListing } from '../../../electron/engine/worker/warm-up.ts';

test('threads warm up on a layer that is read like a real one', () => {
  const index = madeUpIndex();
  expect(index.problems).toEqual([]);
  expect(index.kind.filter((kind) => kind === EntryKind.file)).toHaveLength(490);
  expect(index.kind.filter((kind) => kind === EntryKind.symlink)).toHaveLength(10);
});

test('warming up comes to an end, with many chances to do something else before', () => {
  expect([...warmUpListing()].length).toBeGreaterThan(10);
  expect([...warmUpStacking()].length).toBeGreaterThan(10);
});
