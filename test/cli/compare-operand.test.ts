import { expect, test } from 'vitest';
import { parseOperand } from '../../electron/cli/compare/compare-operand.ts';

const files: readonly string[] = ['app.tar', 'app@2.tar', 'app@2', 'a#b.tar', 'odd@3#x@4'];

function parsed(text: string): string {
  const { opened, image, point } = parseOperand(text, (path) => files.includes(path));
  return `${opened} | ${image} | ${point}`;
}

test.each([
  ['app.tar', 'app.tar | null | null'],
  ['app.tar@2', 'app.tar | null | 2'],
  ['app.tar@empty', 'app.tar | null | empty'],
  ['app.tar#app:1', 'app.tar | app:1 | null'],
  ['app.tar#app:1@12', 'app.tar | app:1 | 12'],
  ['app.tar#app@sha256:0123abcd', 'app.tar | app@sha256:0123abcd | null'],
  ['app.tar#app@sha256:0123abcd@3', 'app.tar | app@sha256:0123abcd | 3'],
  ['app.tar#0123abcd@0', 'app.tar | 0123abcd | 0'],
  // a file comes first, whatever its name
  ['app@2', 'app@2 | null | null'],
  ['app@2@2', 'app@2 | null | 2'],
  ['app@2.tar', 'app@2.tar | null | null'],
  ['app@2.tar@2', 'app@2.tar | null | 2'],
  ['a#b.tar', 'a#b.tar | null | null'],
  ['a#b.tar#c@1', 'a#b.tar | c | 1'],
  ['odd@3#x@4', 'odd@3#x@4 | null | null'],
  // the layer store
  ['store:app:2', 'store:app:2 | null | null'],
  ['store:app:2@3', 'store:app:2 | null | 3'],
  ['store:app@sha256:0123abcd', 'store:app@sha256:0123abcd | null | null'],
  ['store:sha256:0123abcd@0', 'store:sha256:0123abcd | null | 0'],
  // no point: a number is digits and not too many
  ['none.tar@', 'none.tar@ | null | null'],
  ['none.tar@-1', 'none.tar@-1 | null | null'],
  ['none.tar@1234567', 'none.tar@1234567 | null | null'],
  ['none.tar@last', 'none.tar@last | null | null'],
  ['@3', '@3 | null | null'],
])('%s is %s', (text, wanted) => {
  expect(parsed(text)).toBe(wanted);
});

test.each(['app.tar#', 'app.tar#@3'])('%s lacks a name', (text) => {
  expect(() => parsed(text)).toThrow('the name behind # is missing');
});
