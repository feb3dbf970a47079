import { expect, test } from 'vitest';
import { changedLimits } from '../../../electron/engine/bytes/changed-limits.ts';

const names = new Map([
  ['layers', Number.MAX_SAFE_INTEGER],
  ['jsonBytes', 1000],
]);

test.each([
  ['', {}, []],
  ['layers=20000', { layers: 20_000 }, []],
  [' layers=1,jsonBytes=7\n', { layers: 1, jsonBytes: 7 }, []],
  ['layers=1 layers=2', { layers: 2 }, []],
  ['jsonBytes=1000 layers=1000000', { jsonBytes: 1000, layers: 1_000_000 }, []],
  ['jsonBytes=1001', {}, ['jsonBytes=1001']],
  ['layers', {}, ['layers']],
  [
    'layers=0 layers=-1 layers=1.5 layers=1e9',
    {},
    ['layers=0', 'layers=-1', 'layers=1.5', 'layers=1e9'],
  ],
  [`layers=${'9'.repeat(30)}`, {}, [`layers=${'9'.repeat(30)}`]],
  ['leyers=5 __proto__=5 jsonBytes=6', { jsonBytes: 6 }, ['leyers=5', '__proto__=5']],
])('"%s" changes %j and refuses %j', (text, changes, refused) => {
  const found = changedLimits(text, names);
  expect({ ...found.changes }).toEqual(changes);
  expect(found.refused).toEqual(refused);
});
