import { describe, expect, test } from 'vitest';
import { comparedTexts } from '../../../renderer/features/compare/content-part-texts.ts';
import { isLight, tooMuchForOne } from '../../../renderer/features/compare/content-text-limits.ts';
import { textChanges } from '../../../renderer/features/compare/content-text-changes.ts';

const cut = { a: true, b: true };
const whole = { a: false, b: false };

describe('the beginnings of two texts', () => {
  test('are compared without a last line that is cut off', () => {
    const { a, b, found } = comparedTexts('one\ntwo\nthr', 'one\nTWO\nt', cut);
    expect([a, b]).toEqual(['one\ntwo\n', 'one\nTWO\n']);
    expect(found.runs).toBe(1);
  });

  test('do not differ in what the one that ends earlier may have further on', () => {
    const { a, b, found } = comparedTexts('one\ntwo\nthree\n', 'zero\none\ntwo\n', cut);
    expect([a, b]).toEqual(['one\ntwo\n', 'zero\none\ntwo\n']);
    expect(found.changes.length).toBe(1);
    expect(found.runs).toBe(1);
  });

  test('keep what the other, which is whole, does not have', () => {
    const { a, found } = comparedTexts('one\ntwo\n', 'one\n', { a: false, b: false });
    expect(a).toBe('one\ntwo\n');
    expect(found.runs).toBe(1);
    expect(comparedTexts('one\ntwo\n', 'one\n', { a: true, b: false }).found.runs).toBe(1);
    expect(comparedTexts('one\ntwo\n', 'one\n', { a: false, b: true }).found.runs).toBe(0);
  });

  test('of one line are not left out', () => {
    expect(comparedTexts('abc', 'abd', cut).found.changes.length).toBe(1);
  });

  test('whole texts are as they are', () => {
    expect(comparedTexts('one', 'one\n', whole).found.runs).toBe(1);
  });
});

describe('what is too much for one way to show it', () => {
  test('lines taken out at one place', () => {
    const lines = 'x\n'.repeat(2000);
    expect(tooMuchForOne(lines, textChanges(lines, 'y\n').changes)).toBe(true);
    expect(tooMuchForOne(lines, textChanges(lines, `y\n${lines}`).changes)).toBe(false);
  });

  test('a small change in a line that is very long', () => {
    const line = `${'x'.repeat(200_000)}1${'y'.repeat(200_000)}`;
    expect(tooMuchForOne(line, textChanges(line, line.replace('1', '2')).changes)).toBe(true);
    expect(tooMuchForOne('short 1', textChanges('short 1', 'short 2').changes)).toBe(false);
  });

  test('many lines, or long ones, to wrap', () => {
    expect(isLight('x\n'.repeat(3000))).toBe(true);
    expect(isLight('x\n'.repeat(5000))).toBe(false);
    expect(isLight('x'.repeat(400_000))).toBe(false);
  });
});
