import { expect, test } from 'vitest';
import { parseConfig, type HistoryRecord } from '../../../electron/engine/image/config.ts';
import { pairHistory } from '../../../electron/engine/image/history.ts';

function record(createdBy: string, emptyLayer = false): HistoryRecord {
  return { created: null, createdBy, comment: '', author: '', emptyLayer };
}

test('steps that are not empty pair with layers in order', () => {
  const records = [record('ADD a'), record('ENV A=b', true), record('RUN b'), record('CMD', true)];
  const paired = pairHistory(records, [0, 1], 2);
  expect(paired.agrees).toBe(true);
  expect(paired.steps.map((step) => step.layer)).toEqual([0, null, 1, null]);
  expect(paired.commands).toEqual(['ADD a', 'RUN b']);
});

test('with more steps than layers the first ones pair', () => {
  const paired = pairHistory([record('ADD a'), record('RUN b')], [0], 1);
  expect(paired.agrees).toBe(false);
  expect(paired.stepsWithLayer).toBe(2);
  expect(paired.steps.map((step) => step.layer)).toEqual([0, null]);
  expect(paired.commands).toEqual(['ADD a']);
});

test('with fewer steps than layers the last layers have no command', () => {
  const paired = pairHistory([record('ADD a')], [0, 1, 2], 3);
  expect(paired.agrees).toBe(false);
  expect(paired.commands).toEqual(['ADD a', null, null]);
});

test('no history and an empty one are no disagreement', () => {
  expect(pairHistory(null, [0, 1], 2)).toMatchObject({ agrees: true, commands: [null, null] });
  expect(pairHistory([], [0], 1)).toMatchObject({ agrees: true, steps: [] });
});

test('history of empty steps only does not speak of the layer that is there', () => {
  const paired = pairHistory([record('CMD', true)], [0], 1);
  expect(paired).toMatchObject({ agrees: false, commands: [null] });
});

test('in a trimmed archive a step pairs with the layer of its diffID', () => {
  const records = [record('ADD a'), record('RUN b'), record('RUN c')];
  const paired = pairHistory(records, [2, null], 3);
  expect(paired.agrees).toBe(true);
  expect(paired.steps.map((step) => step.layer)).toEqual([null, null, 0]);
  expect(paired.commands).toEqual(['RUN c', null]);
});

test('a config of odd shapes is read as far as it goes', () => {
  const odd = {
    Architecture: 'amd64',
    os: 5,
    created: '',
    rootfs: { diff_ids: ['nonsense', null, `sha256:${'a'.repeat(64)}`] },
    history: [null, { created_by: ['a'], empty_layer: 'yes' }, { created_by: 'x', comment: null }],
  };
  expect(parseConfig(odd)).toEqual({
    platform: { os: '', architecture: 'amd64', variant: '', osVersion: '' },
    created: null,
    diffIds: [null, null, `sha256:${'a'.repeat(64)}`],
    history: [record(''), record(''), record('x')],
  });
  for (const value of [null, [], 'text', 1, { rootfs: null, history: null }]) {
    expect(parseConfig(value)).toMatchObject({ diffIds: [], history: null });
  }
});
