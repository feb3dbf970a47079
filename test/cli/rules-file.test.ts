import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { parseByteSize } from '../../electron/cli/byte-size.ts';
import { checkRuleNames } from '../../electron/cli/check/check-rule.ts';
import { parseRules, readRules } from '../../electron/cli/check/rules-file.ts';

/** Limits by name, of rules that hold. */
function limits(text: string): Readonly<Record<string, unknown>> {
  const rules = parseRules(text, 'rules').filter(({ limit }) => limit.kind !== 'disabled');
  return Object.fromEntries(
    rules.map(({ name, limit }) => [name, 'value' in limit ? limit.value : limit]),
  );
}

describe('a .dive-ci', () => {
  test('as its documentation shows it', () => {
    const text = `rules:
  # If the efficiency is measured below X%, mark as failed.
  # Expressed as a ratio between 0-1.
  lowestEfficiency: 0.95

  # Expressed in B, KB, MB, and GB.
  highestWastedBytes: 20MB

  # Note: the base image layer is NOT included in the total image size.
  # Expressed as a ratio between 0-1; fails if the threshold is met or crossed.
  highestUserWastedPercent: 0.20
`;
    expect(limits(text)).toEqual({
      lowestEfficiency: 0.95,
      highestWastedBytes: 20_000_000,
      highestUserWastedPercent: 0.2,
    });
  });

  test.each(['', '\n', '# nothing\n', 'rules:\n', 'rules: {}\n', 'rules: ~'])(
    'that says nothing leaves dive’s defaults: %j',
    (text) => {
      expect(limits(text)).toEqual({ lowestEfficiency: 0.9, highestUserWastedPercent: 0.1 });
    },
  );

  test.each(['disabled', 'DISABLED', '"disabled"', 'off', 'false', '', '~', "''"])(
    'switches a rule off with %j',
    (word) => {
      const text = `rules:\n  lowestEfficiency: ${word}\n  highestUserWastedPercent: ${word}\n`;
      expect(limits(text)).toEqual({});
    },
  );

  test('has its names in any case, as the program that reads it has', () => {
    expect(limits('Rules:\n  LOWESTefficiency: 0.5')).toMatchObject({ lowestEfficiency: 0.5 });
  });

  test('may be of a later form', () => {
    const text = 'lowest-efficiency-threshold: 0.4\nhighest-wasted-bytes: 1kB\n';
    expect(limits(text)).toEqual({
      lowestEfficiency: 0.4,
      highestWastedBytes: 1000,
      highestUserWastedPercent: 0.1,
    });
  });

  test('may hold quoted texts, as the options of a program are', () => {
    expect(limits('rules:\n  lowestEfficiency: "0.7"')).toMatchObject({ lowestEfficiency: 0.7 });
  });
});

test('all our rules are read', () => {
  const text = `rules:
  lowestEfficiency: disabled
  highestUserWastedPercent: disabled
  highestHiddenBytes: 1.5 GiB
  highestHiddenPercent: 0.05
  highestSize: 500MB
  highestStoredSize: 200 MB
  highestGrowth: 10%
  highestLayers: 40
  highestLeftoverBytes: 0
  noSecrets: true
  nonRootUser: true
  requiredLabels: [maintainer, org.opencontainers.image.licenses=MIT, 'a=b=c']
`;
  expect(limits(text)).toEqual({
    highestHiddenBytes: 1.5 * 2 ** 30,
    highestHiddenPercent: 0.05,
    highestSize: 500_000_000,
    highestStoredSize: 200_000_000,
    highestGrowth: 10,
    highestLayers: 40,
    highestLeftoverBytes: 0,
    noSecrets: { kind: 'confidence', least: 'medium' },
    nonRootUser: { kind: 'yes' },
    requiredLabels: {
      kind: 'labels',
      labels: [
        { name: 'maintainer', value: null },
        { name: 'org.opencontainers.image.licenses', value: 'MIT' },
        { name: 'a', value: 'b=c' },
      ],
    },
  });
});

test.each([
  ['growth in hundredths', '+2.5%', { unit: 'percent', value: 2.5 }],
  ['growth in bytes', '50MB', { unit: 'bytes', value: 50_000_000 }],
])('%s', (_, text, limit) => {
  const [rule] = parseRules(`rules:\n  highestGrowth: ${text}`, 'r').filter(
    ({ name }) => name === 'highestGrowth',
  );
  expect(rule).toMatchObject({ text, limit: { kind: 'growth', ...limit } });
});

test.each([
  ['highestHiddenPercent: 5%', 'highestHiddenPercent', 0.05],
  ['highestHiddenPercent: "12.5 %"', 'highestHiddenPercent', 0.125],
  ['noSecrets: yes', 'noSecrets', { kind: 'confidence', least: 'medium' }],
  ['nonRootUser: on', 'nonRootUser', { kind: 'yes' }],
  ['nonRootUser: no', 'nonRootUser', undefined],
  ['noSecrets: "No"', 'noSecrets', undefined],
])('%s, as people write it', (line, name, limit) => {
  expect(limits(`rules:\n  ${line}`)[name]).toEqual(limit);
});

describe('what makes no sense is told with its line', () => {
  test.each([
    ['rules:\n  noSecrets: true\n  lowestEficiency: 1\n', 'rules:3: no such rule: lowestEficiency'],
    ['rule:\n  noSecrets: true\n', 'rules:1: no such part: rule'],
    ['noSecrets: true\n', 'rules:1: no such part: noSecrets'],
    ['rules:\n  - noSecrets\n', 'rules:1: below `rules:` stand names with values'],
    ['- rules\n', 'rules:1: rules stand below'],
    ['just text', 'rules:1: rules stand below'],
    [
      'rules:\n\n  lowestEfficiency: 95%\n',
      'rules:3: lowestEfficiency: 95%: takes a number from 0 to 1 (0.95 for 95%), or `disabled`',
    ],
    ['rules:\n  lowestEfficiency: 1.5\n', 'takes a number from 0 to 1'],
    ['rules:\n  highestHiddenPercent: 101%\n', 'takes a number from 0 to 1'],
    ['rules:\n  highestLayers: no\n', 'takes a whole number'],
    ['rules:\n  highestUserWastedPercent: -0.1\n', 'takes a number from 0 to 1'],
    ['rules:\n  lowestEfficiency: .nan\n', 'takes a number from 0 to 1'],
    [
      'rules:\n  highestHiddenBytes: 20 megabytes\n',
      'rules:2: highestHiddenBytes: 20 megabytes: takes a size',
    ],
    ['rules:\n  highestGrowth: ten\n', 'takes 10%, or a size'],
    ['rules:\n  highestLayers: 1.5\n', 'takes a whole number'],
    ['rules:\n  noSecrets: sometimes\n', 'takes high, medium, low, true'],
    ['rules:\n  nonRootUser: app\n', 'takes true'],
    ['rules:\n  requiredLabels: [=x]\n', 'takes a list of label names'],
    ['rules:\n  requiredLabels: [[a]]\n', 'takes plain text, or a list of it'],
    ['rules:\n  highestSize: [1, 2]\n', 'takes one value, not a list'],
    ['rules:\n  highestSize: {a: 1}\n', 'takes plain text'],
    ['rules:\n  highestSize: 1\n  highestsize: 2\n', 'rules:3: highestSize stands there twice'],
    ['rules:\n  highestSize: 1\n  highestSize: 2\n', 'rules:3: no YAML'],
    ['rules: {', 'rules:1: no YAML'],
    ['rules:\n\t- x', 'no YAML'],
    ['a: &a 1\nrules: *a\n', 'rules:1: no such part: a'],
    [
      'rules:\n  highestSize: &a 1\n  highestLayers: *a\n',
      'rules:3: highestLayers takes plain text',
    ],
    ['rules:\n  evil\u001b[31m: 1\n', 'no such rule: evil␛[31m'],
  ])('%j', (text, message) => {
    expect(() => parseRules(text, 'rules')).toThrow(message);
  });
});

describe('hostile YAML', () => {
  test('of a million aliases is refused at the first', () => {
    const lists = Array.from(
      { length: 9 },
      (_, at) => `  l${at + 1}: &l${at + 1} [${`*l${at},`.repeat(10)}]`,
    );
    const text = `rules:\n  l0: &l0 x\n${lists.join('\n')}\n`;
    expect(() => parseRules(text, 'rules')).toThrow('rules:2: no such rule: l0');
  });

  test.each(['[', '{a: ', '- '])('nested as deeply as a file can be is refused: %j', (open) => {
    const text = `rules:\n  requiredLabels: ${open.repeat(20_000)}`;
    expect(() => parseRules(text, 'rules')).toThrow(/^rules/);
  });

  test('of many labels ends', () => {
    const names = Array.from({ length: 1001 }, (_, at) => `a${at}`).join(', ');
    expect(() => parseRules(`rules:\n  requiredLabels: [${names}]`, 'rules')).toThrow(
      'takes plain',
    );
  });

  test('that is too long is not read', async () => {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'layerscope-rules-')), 'rules.yaml');
    writeFileSync(file, `# ${'x'.repeat(70_000)}\nrules:\n`);
    await expect(readRules(file)).rejects.toThrow('too large for rules');
    await expect(readRules(`${file}.not-there`)).rejects.toThrow('cannot be read');
  });
});

test('the documentation shows files that can be read', () => {
  const document = readFileSync(path.resolve(import.meta.dirname, '../../docs/check.md'), 'utf8');
  const samples = [...document.matchAll(/```yaml\n(rules:[^`]*)```/g)].map(
    ([, text]) => text ?? '',
  );
  expect(samples).toHaveLength(2);
  expect(Object.keys(limits(samples[0] ?? '')).toSorted()).toEqual(checkRuleNames.toSorted());
  expect(limits(samples[1] ?? '')).toEqual({ highestHiddenPercent: 0.05 });
  for (const name of checkRuleNames) expect(document).toContain(`| \`${name}\` |`);
});

test('without a file our own rules hold', async () => {
  const { file, rules } = await readRules(null);
  expect(file).toBe(null);
  expect(rules.map(({ name, text }) => [name, text])).toEqual([
    ['highestHiddenPercent', '0.1'],
    ['noSecrets', 'high'],
  ]);
});

test('every rule has a name that can be written', () => {
  expect(checkRuleNames).toHaveLength(13);
  for (const name of checkRuleNames) expect(name).toMatch(/^[a-z]+(?:[A-Z][a-z]+)+$/);
});

test.each([
  ['0', 0],
  ['42', 42],
  ['42B', 42],
  ['42kb', 42_000],
  ['42KiB', 43_008],
  ['42 MB', 42_000_000],
  ['42 m', 42_000_000],
  ['42mi', 44_040_192],
  ['1.5 GB', 1_500_000_000],
  ['1,000 kB', 1_000_000],
  ['.5kB', 500],
  ['1.2345kB', 1234],
  ['2 EiB', 2 * 2 ** 60],
])('%s is a size of %d bytes', (text, bytes) => {
  expect(parseByteSize(text)).toBe(bytes);
});

test.each(['', 'MB', '1.2.3', '-1', '1 XB', '10%', '1e3', 'ten', '1 MB 2', '∞'])(
  '%j is no size',
  (text) => {
    expect(parseByteSize(text)).toBe(null);
  },
);
