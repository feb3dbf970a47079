import { expect, test } from 'vitest';
import { jsonText } from '../../electron/cli/json-text.ts';

test('nothing that a terminal would obey is written raw, and nothing is lost', () => {
  const value = { path: 'a\u001b[2J\u009b2J\u007f\u202egpj.exe\u2028\ufeff', text: 'é 日本 🙂' };
  const text = jsonText(value);
  expect(text).not.toMatch(/[\p{Cc}\u202e\u2028\ufeff]/u);
  expect(text).toContain('é 日本 🙂');
  expect(JSON.parse(text)).toEqual(value);
});
