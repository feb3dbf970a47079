import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { chooseNodes } from '../../../electron/cli/export/choose-nodes.ts';
import { parseRules } from '../../../electron/cli/compare/fail-rule.ts';
import { judgeRules } from '../../../electron/cli/compare/judge-rules.ts';
import { limits } from '../../../electron/engine/bytes/limits.ts';
import { PatternBudget } from '../../../electron/engine/view/pattern-budget.ts';
import { file, unionTree } from '../../fixtures/layer-index.ts';
import { changedPath, comparison, noPackages } from '../../report/values.ts';

const usual = limits.patternTime;
beforeEach(() => void Object.assign(limits, { patternTime: 100 }));
afterEach(() => void Object.assign(limits, { patternTime: usual }));

/** A glob, and a name that it could be held against for years. */
const endless = '*a*a*a*a*a*a*a*a*a*a*a*b';
const hostile = 'a'.repeat(3000);

describe('a pattern on a thread that waits for it', () => {
  test('answers what it is asked', () => {
    const budget = new PatternBudget('[ab]');
    expect(budget.run(() => ['a', 'b', 'c'].filter((each) => /[ab]/.test(each)))).toEqual([
      'a',
      'b',
    ]);
    expect(() =>
      budget.run(() => {
        throw new Error('its own');
      }),
    ).toThrow('its own');
  });

  test('is ended, and may not begin again', () => {
    const budget = new PatternBudget('(a+)+$');
    expect(() => budget.run(() => /^(a+)+$/.test(`${'a'.repeat(40)}!`))).toThrow('pattern-slow');
    expect(() => budget.run(() => true)).toThrow('pattern-slow');
  });

  test('ends the choice of files to export', () => {
    const tree = unionTree([file(`usr/${hostile}`, '')]);
    expect(() => chooseNodes(tree, [endless], 0, false)).toThrow('pattern-slow');
    expect(() => chooseNodes(tree, [`/usr/${endless}`], 0, false)).toThrow('pattern-slow');
    expect(chooseNodes(tree, ['a*'], 0, false)).toHaveLength(1);
  });

  test('ends the rules of a comparison', () => {
    const judged = {
      comparison: comparison(),
      packages: noPackages,
      paths: () => [changedPath(hostile)],
      times: false,
    };
    expect(() => judgeRules(parseRules([`added:${endless}`]), judged)).toThrow('pattern-slow');
  });
});
