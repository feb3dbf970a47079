import { describe, expect, test } from 'vitest';
import { UsageFailure } from '../../electron/cli/cli-failure.ts';
import { chooseLayer, chooseRange } from '../../electron/cli/choose-layers.ts';

const nothing = { layer: null, from: null, to: null };

describe('a layer', () => {
  test('is the last unless one is named', () => {
    expect(chooseLayer(null, 3)).toBe(2);
    expect(chooseLayer('0', 3)).toBe(0);
    expect(chooseLayer(null, 0)).toBe(-1);
  });

  test('beyond the last is refused', () => {
    expect(() => chooseLayer('3', 3)).toThrow(
      'there is no layer 3: the image has 3 layers, numbered from 0 to 2',
    );
    expect(() => chooseLayer('0', 0)).toThrow('there is no layer 0: the image has 0 layers');
  });

  test.each(['', '-1', '1.5', 'last', '1e3', ' 1'])('cannot be %j', (text) => {
    expect(() => chooseLayer(text, 3)).toThrow(UsageFailure);
  });
});

describe('a range', () => {
  test('is what one layer did, the last unless one is named', () => {
    expect(chooseRange(nothing, 3)).toEqual({ from: 1, to: 2 });
    expect(chooseRange({ ...nothing, layer: '0' }, 3)).toEqual({ from: -1, to: 0 });
    expect(chooseRange(nothing, 0)).toEqual({ from: -1, to: -1 });
  });

  test('has two ends, of which either may be left out', () => {
    expect(chooseRange({ ...nothing, from: '0' }, 3)).toEqual({ from: 0, to: 2 });
    expect(chooseRange({ ...nothing, to: '1' }, 3)).toEqual({ from: -1, to: 1 });
    expect(chooseRange({ ...nothing, from: 'empty', to: '0' }, 3)).toEqual({ from: -1, to: 0 });
    expect(chooseRange({ ...nothing, from: '2', to: '0' }, 3)).toEqual({ from: 2, to: 0 });
  });

  test('cannot be both', () => {
    expect(() => chooseRange({ layer: '1', from: '0', to: null }, 3)).toThrow(UsageFailure);
    expect(() => chooseRange({ ...nothing, to: 'empty' }, 3)).toThrow(UsageFailure);
  });
});
