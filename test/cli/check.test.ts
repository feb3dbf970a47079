import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { layer, rawLayer } from '../fixtures/image.ts';
import type { LayerRecipe } from '../fixtures/image.ts';
import { directory, file, opaque, whiteout } from '../fixtures/tar.ts';
import {
  archive,
  archiveWithSecret,
  base,
  check,
  noDive,
  rulesFile,
  written,
} from './check-files.ts';
import { runProgram } from './run-program.ts';

interface Record {
  readonly passed: boolean;
  readonly rules: readonly {
    readonly name: string;
    readonly result: string;
    readonly value: number | string | null;
    readonly causes: readonly {
      readonly path: string | null;
      readonly layers: readonly number[];
    }[];
  }[];
}

/** What the rules of a text make of an archive, by name. */
async function judged(
  opened: string,
  rules: string,
  ...args: readonly string[]
): Promise<{
  readonly code: number | null;
  readonly record: Record;
  readonly rules: Map<string, Record['rules'][number]>;
}> {
  const result = await check(opened, '--rules', rulesFile(rules), '--json', ...args);
  expect(result.stderr).toBe('');
  const record: Record = JSON.parse(result.stdout);
  return {
    code: result.code,
    record,
    rules: new Map(record.rules.map((each) => [each.name, each])),
  };
}

describe('images whose numbers are known, by dive’s rules and by ours', () => {
  // What dive says of each, and what is really hidden; `fails` with dive's own limits, 0.9 and 0.1.
  test.each<
    [string, LayerRecipe | null, number, number, number | string, number, readonly string[]]
  >([
    [
      'a deleted file',
      layer(directory('a'), whiteout('a/f1')),
      0.8333,
      1000,
      '+Inf',
      1000,
      ['lowestEfficiency', 'highestUserWastedPercent'],
    ],
    ['a deleted folder', layer(whiteout('a')), 1, 0, 'NaN', 3000, []],
    [
      'an opaque folder',
      layer(directory('a'), opaque('a'), file('a/new', 'n'.repeat(1000))),
      1,
      0,
      0,
      3000,
      [],
    ],
    [
      'a file written again',
      layer(directory('a'), file('a/f1', 'x'.repeat(1000))),
      0.8571,
      2000,
      2,
      1000,
      ['lowestEfficiency', 'highestUserWastedPercent'],
    ],
    [
      'a chmod',
      layer(directory('b'), file('b/g', '3'.repeat(3000), { mode: 0o600 })),
      0.6667,
      6000,
      2,
      3000,
      ['lowestEfficiency', 'highestUserWastedPercent'],
    ],
    ['a copy', layer(directory('b'), file('b/h', '3'.repeat(3000))), 1, 0, 0, 0, []],
    ['one layer', null, 1, 0, 'NaN', 0, []],
  ])('%s', async (_, upper, score, wasted, user, hidden, fails) => {
    const opened = await archive(upper === null ? [base] : [base, upper]);
    const dive = await judged(opened, 'rules:\n  highestWastedBytes: 0\n');
    const { rules } = dive;
    expect(rules.get('lowestEfficiency')?.value).toBeCloseTo(score, 4);
    expect(rules.get('highestWastedBytes')?.value).toBe(wasted);
    expect(rules.get('highestUserWastedPercent')?.value).toBe(user);
    const failed = dive.record.rules.filter(({ result }) => result === 'failed');
    expect(failed.map(({ name }) => name).toSorted()).toEqual(
      [...fails, ...(wasted > 0 ? ['highestWastedBytes'] : [])].toSorted(),
    );
    expect(dive.code).toBe(failed.length > 0 ? 1 : 0);
    const exact = await judged(opened, `${noDive}  highestHiddenBytes: ${hidden}\n`);
    expect(exact).toMatchObject({ code: 0, record: { passed: true } });
    expect(exact.rules.get('highestHiddenBytes')?.value).toBe(hidden);
    if (hidden === 0) return;
    const less = await judged(opened, `${noDive}  highestHiddenBytes: ${hidden - 1}\n`);
    expect(less.code).toBe(1);
    expect(less.rules.get('highestHiddenBytes')?.causes).toMatchObject([{ layers: [0, 1] }]);
  });
});

let whole = '';

beforeAll(async () => {
  whole = await archiveWithSecret();
});

describe('our rules', () => {
  test.each<[string, string, number, string]>([
    ['highestHiddenPercent: 0.5', 'highestHiddenPercent', 1, 'failed'],
    ['highestHiddenPercent: 0.95', 'highestHiddenPercent', 0, 'passed'],
    ['highestSize: 56kB', 'highestSize', 1, 'failed'],
    ['highestSize: 57kB', 'highestSize', 0, 'passed'],
    ['highestLayers: 2', 'highestLayers', 1, 'failed'],
    ['highestLayers: 3', 'highestLayers', 0, 'passed'],
    ['highestStoredSize: 10kB', 'highestStoredSize', 1, 'failed'],
    ['highestStoredSize: 10MB', 'highestStoredSize', 0, 'passed'],
    ['highestLeftoverBytes: 0', 'highestLeftoverBytes', 0, 'passed'],
    ['noSecrets: high', 'noSecrets', 1, 'failed'],
    ['noSecrets: disabled', 'noSecrets', 0, 'skipped'],
    ['nonRootUser: true', 'nonRootUser', 1, 'failed'],
    ['requiredLabels: [maintainer, empty]', 'requiredLabels', 0, 'passed'],
    ['requiredLabels: [maintainer=somebody]', 'requiredLabels', 0, 'passed'],
    ['requiredLabels: [maintainer=other]', 'requiredLabels', 1, 'failed'],
    ['requiredLabels: [licence]', 'requiredLabels', 1, 'failed'],
    ['highestGrowth: 1MB', 'highestGrowth', 0, 'skipped'],
  ])('%s', async (rule, name, code, result) => {
    const found = await judged(whole, `${noDive}  ${rule}\n`);
    expect([found.code, found.rules.get(name)?.result]).toEqual([code, result]);
  });

  test.each([
    ['highestGrowth: 10%', 1],
    ['highestGrowth: 900%', 0],
    ['highestGrowth: 50kB', 1],
    ['highestGrowth: 51kB', 0],
  ])('%s against a baseline', async (rule, code) => {
    const before = await archive([base]);
    const found = await judged(whole, `${noDive}  ${rule}\n`, '--baseline', before);
    expect(found.code).toBe(code);
    expect(found.rules.get('highestGrowth')?.value).toBe(50_000 + 74);
  });

  test('hold where there is no file, and fail for what is hidden and for secrets', async () => {
    const { code, stdout } = await check(whole);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^result +rule +limit +found\n/);
    expect(stdout).toMatch(/failed +highestHiddenPercent +0\.1 +0\.89/);
    expect(stdout).toContain('50.1 kB deleted file in app, stored in layer 1, hidden in layer 2');
    expect(stdout).toMatch(/failed +noSecrets +high +1 likely secret/);
    expect(stdout).toContain(
      'npm token in app/my #1?/.npmrc:1, stored in layer 1, deleted in layer 2',
    );
    expect(stdout).toMatch(/2 of 2 rules failed\n$/);
    expect(stdout).not.toContain('aZ09bY18cX');
  });

  test('of dive tell the same files once', async () => {
    const rules = rulesFile('rules:\n  lowestEfficiency: 1\n  highestWastedBytes: 0\n');
    const twice = layer(directory('a'), file('a/f1', '7'.repeat(1000)), file('a/f2', '8'));
    const { stdout } = await check(await archive([base, twice]), '--rules', rules);
    expect(stdout.match(/in 2 copies of a\/f1/g)).toHaveLength(1);
    expect(stdout).toMatch(/highestWastedBytes .*\n +the same as for lowestEfficiency\n/);
  });

  test('quietly are only those that failed', async () => {
    const rules = rulesFile(`${noDive}  nonRootUser: true\n  highestLayers: 9\n`);
    const { stdout } = await check(whole, '--rules', rules, '--quiet');
    expect(stdout).toMatch(
      /^result.*\nfailed +nonRootUser +true +user root\n +the container starts as root: user root\n$/,
    );
  });

  test('are those of .dive-ci in the working folder', async () => {
    const working = path.dirname(written('.dive-ci', `${noDive}  highestLayers: 1\n`));
    const before = process.cwd();
    try {
      process.chdir(working);
      const { code, stdout } = await check(whole);
      expect(code).toBe(1);
      expect(stdout).toMatch(/failed +highestLayers +1 +3 layers/);
      expect(stdout).not.toContain('noSecrets');
    } finally {
      process.chdir(before);
    }
  });

  test('in the built program, too', async () => {
    const rules = rulesFile(`${noDive}  highestLayers: 2\n`);
    const { code, stdout, stderr } = await runProgram('check', whole, '--rules', rules);
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toContain('1 of 1 rule failed');
  });
});

describe('what cannot be judged ends with 2', () => {
  test.each([
    ['a rule that is not known', 'rules:\n  lowest: 1\n', 'no such rule: lowest'],
    ['no YAML', 'rules: [', 'no YAML'],
  ])('%s', async (_, text, message) => {
    const rules = rulesFile(text);
    const { code, stdout, stderr } = await check(whole, '--rules', rules);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
    expect(stderr).toContain(`${rules}:`);
  });

  test('a layer that cannot be read', async () => {
    const broken = await archive([base, { ...rawLayer(Buffer.from('x'.repeat(2000))) }]);
    const { code, stderr } = await check(broken);
    expect(code).toBe(2);
    expect(stderr).toContain('the image cannot be judged: layer 1');
  });

  test.each([
    [['--format', 'xml'], '--format takes plain, json, sarif'],
    [['--format', 'sarif', '--json'], '--json cannot be combined with --format sarif'],
    [['--output', 'x'], '--output needs --format json or sarif'],
    [['--baseline', 'not-there.tar'], 'not-there.tar'],
  ])('%j', async (args, message) => {
    const { code, stderr } = await check(whole, ...args);
    expect(code).toBe(2);
    expect(stderr).toContain(message);
  });
});
