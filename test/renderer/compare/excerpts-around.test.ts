import { expect, test } from 'vitest';
import { excerptsAround } from '../../../renderer/features/compare/excerpts-around.ts';

test('short commands stay as they are, on one line', () => {
  expect(excerptsAround('RUN make\n  all', 'RUN make')).toEqual(['RUN make all', 'RUN make']);
});

test('of long commands the parts that differ are shown behind their first word', () => {
  const start = 'RUN apt-get update && apt-get install -y --no-install-recommends file';
  const [a, b] = excerptsAround(`${start} less && rm -rf /x`, `${start} jq && rm -rf /x`);
  expect(a).toBe('RUN … --no-install-recommends file less && rm -rf /x');
  expect(b).toBe('RUN … --no-install-recommends file jq && rm -rf /x');
});

test('what is too long ends in an ellipsis', () => {
  const [a] = excerptsAround(`A ${'x'.repeat(200)}`, 'B');
  expect(a).toHaveLength(49);
  expect(a).toMatch(/x…$/);
});
