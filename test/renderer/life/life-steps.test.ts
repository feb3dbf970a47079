import { describe, expect, it } from 'vitest';
import {
  firstStep,
  otherVersions,
  versionBefore,
} from '../../../renderer/features/life/life-steps.ts';
import { stepWords } from '../../../renderer/features/life/life-words.ts';
import { textsIn } from '../../../shared/i18n/t.ts';
import type { LifeStep } from '../../../shared/model/life.ts';
import { fileAttributes } from '../values.ts';

function step(layer: number, change: LifeStep['change'], more: Partial<LifeStep> = {}): LifeStep {
  const there = change === 'removed' ? null : fileAttributes;
  const none = {
    returned: false,
    reasons: [],
    removal: null,
    earlier: { entries: 0, bytes: 0 },
    grownBytes: 0,
  };
  return { layer, change, attributes: there, ...none, ...more };
}

const steps = [
  step(1, 'added'),
  step(3, 'modified', { reasons: ['content', 'mtime'] }),
  step(4, 'removed', { removal: 'whiteout' }),
  step(6, 'added', { returned: true }),
];

describe('the life of a path', () => {
  it('begins with what holds at the layer that is looked at', () => {
    expect(firstStep(steps, null)).toBe(3);
    expect(firstStep(steps, 5)).toBe(2);
    expect(firstStep(steps, 3)).toBe(1);
    expect(firstStep(steps, 0)).toBe(0);
    expect(firstStep([], 3)).toBe(-1);
  });

  it('compares a version with the one before, also over a removal', () => {
    expect(versionBefore(steps, 3)).toBe(1);
    expect(versionBefore(steps, 2)).toBe(1);
    expect(versionBefore(steps, 0)).toBeNull();
    expect(otherVersions(steps, 1).map(({ layer }) => layer)).toEqual([1, 6]);
  });

  it('is told in words', () => {
    const words = steps.map((one) => stepWords(one, textsIn('en')));
    expect(words).toEqual(['Added', 'Modified: content and time', 'Deleted', 'Came back']);
    expect(stepWords(step(7, 'unchanged'), textsIn('en'))).toBe('Stored again unchanged');
  });
});
