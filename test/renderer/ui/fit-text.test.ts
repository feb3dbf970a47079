import { beforeAll, describe, expect, it, vi } from 'vitest';
import { fitText } from '../../../renderer/ui/fit-text.ts';

/** Without a canvas a character is taken for 0.55 of the size: 5.5 pixels here. */
const style = { size: 10, weight: 400 };
const character = 5.5;
/** The widths are products of fractions, which computers round. */
const rounding = 0.01;

beforeAll(() => {
  vi.stubGlobal('document', { createElement: () => ({ getContext: () => null }) });
  return () => vi.unstubAllGlobals();
});

describe('fitText', () => {
  const name = 'registry.example/team/service:1.0';

  it('leaves a text alone that fits', () => {
    expect(fitText(name, name.length * character + rounding, style)).toBe(name);
  });

  it('cuts no more than needed, whatever the width', () => {
    for (let width = 0; width < name.length * character; width += 1) {
      const most = Math.floor(width / character);
      const cut = fitText(name, width + rounding, style);
      expect(cut).toBe(most < 2 ? '' : `${name.slice(0, most - 1)}…`);
    }
  });

  it('cuts the beginning where the end tells more', () => {
    expect(fitText(name, 8 * character + rounding, style, 'start')).toBe('…ice:1.0');
  });

  it('takes its part of a text of a million characters', () => {
    expect(fitText('x'.repeat(1_000_000), 11 * character + rounding, style)).toBe(
      `${'x'.repeat(10)}…`,
    );
  });
});
