import { describe, expect, test } from 'vitest';
import { parseDecimal, parseId } from '../../../electron/engine/tar/numbers.ts';

function decimal(text: string): number {
  return parseDecimal(Buffer.from(text), 0, text.length);
}

describe('a decimal number', () => {
  test.each([
    ['0', 0],
    ['999', 999],
    // Go's archive/tar has this one among its test files: what reads it as no number finds the next header elsewhere.
    ['000000000000000000000999', 999],
    [String(Number.MAX_SAFE_INTEGER), Number.MAX_SAFE_INTEGER],
  ])('%s', (text, value) => expect(decimal(text)).toBe(value));

  test.each(['', '9007199254740992', '9'.repeat(400), '1.5', '-1', '+1', ' 1', '0x1'])(
    '%j is none',
    (text) => expect(decimal(text)).toBeNaN(),
  );

  test('of an owner may have a minus', () => {
    expect(parseId(Buffer.from('-12'), 0, 3)).toBe(-12);
    expect(parseId(Buffer.from('-'), 0, 1)).toBeNaN();
  });
});
