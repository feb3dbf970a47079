import { expect, test } from 'vitest';
import { indentJson } from '../../../renderer/features/config/indent-json.ts';

test.each([
  ['{}', '{}'],
  ['[ ]', '[]'],
  [
    '{"a":1,"b":[1,2,{}],"c":{"d":null}}',
    '{\n  "a": 1,\n  "b": [\n    1,\n    2,\n    {}\n  ],\n  "c": {\n    "d": null\n  }\n}',
  ],
  ['"alone"', '"alone"'],
  ['[[],[[]]]', '[\n  [],\n  [\n    []\n  ]\n]'],
])('%s', (text, indented) => expect(indentJson(text)).toBe(indented));

test('what parsing would lose is kept', () => {
  const text = '{"b":1.0,"a":12345678901234567890,"a":"\\u003c \\" {,}","1":1e3}';
  expect(indentJson(text)?.replaceAll(/\n */g, '').replaceAll(': ', ':')).toBe(text);
});

test('agrees with JSON.stringify where nothing is lost', () => {
  const value = {
    a: [1, 'x:y', [], {}, [[2]]],
    b: { c: '', d: [{ e: false }] },
    f: 'quote " and \\',
  };
  expect(indentJson(JSON.stringify(value))).toBe(JSON.stringify(value, null, 2));
  expect(indentJson(JSON.stringify(value, null, 7))).toBe(JSON.stringify(value, null, 2));
});

test.each(['', '{', 'not json'])('what is not JSON gives null: %s', (text) =>
  expect(indentJson(text)).toBeNull(),
);
