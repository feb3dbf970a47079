import { expect, test } from 'vitest';
import { problemFacts } from '../../../renderer/features/problems/problem-facts.ts';
import { problemGroups } from '../../../renderer/features/problems/problem-groups.ts';
import { textsIn } from '../../../shared/i18n/t.ts';
import type { Problem } from '../../../shared/model/problem.ts';

function problem(
  code: Problem['code'],
  severity: Problem['severity'],
  values: Problem['values'] = {},
): Problem {
  return { code, severity, where: {}, values };
}

const found = [
  problem('whiteout-of-nothing', 'note'),
  problem('blob-missing', 'error'),
  problem('path-duplicate', 'warning'),
  problem('whiteout-of-nothing', 'note', { more: 40 }),
  problem('limit-reached', 'error'),
  problem('limit-reached', 'warning'),
  problem('limit-reached', 'error', { field: 'layers', limit: 7 }),
  problem('tar-header-invalid', 'warning', { field: 'size' }),
  problem('tar-header-invalid', 'warning', { field: 'mode' }),
];

test('the gravest come first, codes stay together, and none is lost', () => {
  const groups = problemGroups(found);
  expect(groups.map(({ severity, code, count }) => [severity, code, count])).toEqual([
    ['error', 'blob-missing', 1],
    ['error', 'limit-reached', 1],
    ['error', 'limit-reached', 1],
    ['warning', 'path-duplicate', 1],
    ['warning', 'limit-reached', 1],
    ['warning', 'tar-header-invalid', 2],
    ['note', 'whiteout-of-nothing', 42],
  ]);
  expect(groups.flatMap(({ problems }) => problems)).toHaveLength(found.length);
});

test('particulars are in words and harmless', () => {
  const values = {
    stated: 12345,
    bytes: 1,
    name: '../\u202eevil',
    unheard: 'x',
    more: 3,
    reason: '',
  };
  expect(problemFacts(problem('path-escapes', 'warning', values), textsIn('en'))).toEqual([
    { name: 'stated', label: 'stated', value: '12,345' },
    { name: 'bytes', label: 'size', value: '1 byte' },
    { name: 'name', label: 'stored as', value: '../⟨U+202E⟩evil' },
    { name: 'unheard', label: 'unheard', value: 'x' },
  ]);
});
