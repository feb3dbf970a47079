import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { sarifReport } from '../../electron/cli/check/sarif-report.ts';
import { parseRule } from '../../electron/cli/check/check-rule.ts';
import type { Cause } from '../../electron/cli/check/judge-check.ts';
import { layer } from '../fixtures/image.ts';
import { directory, file, whiteout } from '../fixtures/tar.ts';
import { made } from '../engine/findings/made-up.ts';
import {
  archive,
  archiveWithSecret,
  base,
  check,
  history,
  noDive,
  rulesFile,
} from './check-files.ts';
import { codeScanningFaults } from './code-scanning.ts';
import { schemaFaults } from './sarif-schema.ts';

/** Where a report departs from the schema of the standard, and from what GitHub asks for. */
function reportFaults(report: unknown): readonly string[] {
  return [...schemaFaults(report), ...codeScanningFaults(report)];
}

let whole = '';

beforeAll(async () => {
  whole = await archiveWithSecret();
});

describe('SARIF', () => {
  const rules = `${noDive}  noSecrets: low\n  highestHiddenBytes: 1kB\n  highestLayers: 1\n  nonRootUser: true\n  requiredLabels: [a/b, 'ü ']\n`;

  test('has the form that the standard asks for, and a place for each result', async () => {
    const { code, stdout } = await check(whole, '--rules', rulesFile(rules), '--format', 'sarif');
    expect(code).toBe(1);
    const report: unknown = JSON.parse(stdout);
    expect(reportFaults(report)).toEqual([]);
    expect(report).toMatchObject({
      version: '2.1.0',
      runs: [
        {
          tool: { driver: { name: 'Layerscope', version: '1.2.3' } },
          results: expect.arrayContaining([
            expect.objectContaining({
              ruleId: 'noSecrets',
              level: 'error',
              locations: [
                {
                  physicalLocation: {
                    artifactLocation: { uri: 'app/my%20%231%3F/.npmrc', uriBaseId: 'IMAGEROOT' },
                    region: { startLine: 1 },
                  },
                  logicalLocations: [
                    { name: 'layer 1', fullyQualifiedName: 'layers/1', kind: 'module' },
                    { name: 'layer 2', fullyQualifiedName: 'layers/2', kind: 'module' },
                  ],
                },
              ],
            }),
            expect.objectContaining({
              ruleId: 'highestHiddenBytes',
              locations: [
                expect.objectContaining({
                  physicalLocation: expect.objectContaining({
                    artifactLocation: { uri: 'app', uriBaseId: 'IMAGEROOT' },
                  }),
                }),
              ],
            }),
            expect.objectContaining({ ruleId: 'highestLayers' }),
            expect.objectContaining({ ruleId: 'nonRootUser' }),
            expect.objectContaining({ ruleId: 'requiredLabels' }),
          ]),
        },
      ],
    });
  });

  test('is written to a file, with the table for people', async () => {
    const target = path.join(path.dirname(rulesFile('')), 'check.sarif');
    const args = ['--rules', rulesFile(rules), '--format', 'sarif', '-o', target];
    const { code, stdout } = await check(whole, ...args);
    expect(code).toBe(1);
    expect(existsSync(target)).toBe(true);
    expect(reportFaults(JSON.parse(readFileSync(target, 'utf8')))).toEqual([]);
    expect(stdout).toMatch(/failed +highestLayers/);
  });

  test('of an image that passes has no results', async () => {
    const args = ['--rules', rulesFile(`${noDive}  highestLayers: 9\n`), '--format', 'sarif'];
    const { code, stdout } = await check(whole, ...args);
    const report: unknown = JSON.parse(stdout);
    expect(code).toBe(0);
    expect(reportFaults(report)).toEqual([]);
    expect(report).toMatchObject({ runs: [{ results: [] }] });
  });

  test('tells the same finding of the next build by the same mark', async () => {
    const grown = await archive(
      [base, layer(directory('app'), file('app/big', 'y'.repeat(9000))), layer(whiteout('app'))],
      { history },
    );
    const more = await archive(
      [base, layer(directory('app'), file('app/big', 'y'.repeat(9999))), layer(whiteout('app'))],
      { history },
    );
    const marks: string[] = [];
    for (const opened of [grown, more]) {
      const args = [
        '--rules',
        rulesFile(`${noDive}  highestHiddenBytes: 1kB\n`),
        '--format',
        'sarif',
      ];
      const { stdout } = await check(opened, ...args);
      marks.push(/layerscopeCause\/v1": "(\w+)"/.exec(stdout)?.[1] ?? '');
    }
    expect(marks[0]).toMatch(/^[0-9a-f]{32}$/);
    expect(marks[0]).toBe(marks[1]);
  });
});

describe('a report that the schema refuses', () => {
  test.each<[string, unknown]>([
    ['no version', { runs: [] }],
    ['another version', { version: '2.0.0', runs: [] }],
    ['a run without a tool', { version: '2.1.0', runs: [{}] }],
    ['a word of our own', { version: '2.1.0', runs: [], more: 1 }],
    [
      'an address that is none',
      {
        version: '2.1.0',
        runs: [
          {
            tool: { driver: { name: 'a' } },
            originalUriBaseIds: { A: { uri: 'a b' } },
            results: [],
          },
        ],
      },
    ],
  ])('%s', (_, report) => {
    expect(schemaFaults(report)).not.toEqual([]);
  });
});

describe('names that were made to do harm', () => {
  const names = [
    '[click](https://evil.test)',
    '{0} {1}',
    '<img src=x onerror=alert(1)>',
    'javascript:alert(1)',
    'a\nb\r\u2028c',
    '\u202egnp.exe',
    '\u001b[31mred',
    '__proto__',
    '100% #?&;=+',
    'C:\\Windows',
    'ü日本🎉',
    '-----',
  ];

  test('are inert and have addresses', async () => {
    const key = (at: number): string => `API_TOKEN=${made('hex', 40, 900 + at)}\n`;
    const items = names.map((name, at) => file(`etc/${name}/.env`, key(at)));
    const opened = await archive([base, layer(...items), layer(whiteout('etc'))], {
      config: { Env: [`[x](y)_TOKEN=${made('hex', 40, 950)}`] },
    });
    const labels = names.map((name) => JSON.stringify(name)).join(', ');
    const rules = rulesFile(
      `rules:\n  noSecrets: low\n  highestHiddenBytes: 0\n  highestWastedBytes: 0\n  requiredLabels: [${labels}]\n`,
    );
    const { code, stdout } = await check(opened, '--rules', rules, '--format', 'sarif');
    expect(code).toBe(1);
    const report: unknown = JSON.parse(stdout);
    expect(reportFaults(report)).toEqual([]);
    const messages = [...stdout.matchAll(/"message": \{\s+"text": (".*")/g)].map(
      ([, text]) => text,
    );
    expect(messages.length).toBeGreaterThan(names.length * 2);
    for (const text of messages)
      expect(text).not.toMatch(/[^\\]\]\(|\\u001b|\u202e|\u2028|[^{]\{\d\}/);
    expect(stdout.match(/"ruleId": "noSecrets"/g)?.length).toBe(names.length + 1);
    expect(stdout.match(/"ruleId": "requiredLabels"/g)?.length).toBe(names.length);
  });

  test('and lengths of them are cut', () => {
    const cause: Cause = {
      message: `secret in ${'x'.repeat(1_000_000)}`,
      level: 'error',
      kind: 'jwt',
      path: `${'é'.repeat(100_000)}/a`,
      line: 3,
      layers: [0],
      part: null,
    };
    const rule = parseRule('noSecrets', ['low']);
    const found = { rule, result: 'failed', found: '1', value: 1, causes: [cause, cause] } as const;
    const image = { source: 'a b.tar', id: null, references: ['no name!'], platform: '' };
    const report = sarifReport([found], image, '1.0.0');
    expect(JSON.stringify(report).length).toBeLessThan(10_000);
    expect(reportFaults(report)).toEqual([]);
    expect(report).toMatchObject({
      runs: [{ automationDetails: { id: 'layerscope/a%20b.tar/' } }],
    });
  });
});

test('two secrets of one kind in one file are two results for whoever goes by the marks', async () => {
  const content = `DB_PASSWORD=${made('base62', 20, 960)}\nAPI_TOKEN=${made('hex', 40, 961)}\n`;
  const opened = await archive([layer(file('.env', content), file('app/.env', content))]);
  const rules = rulesFile(`${noDive}  noSecrets: medium\n`);
  const { stdout } = await check(opened, '--rules', rules, '--format', 'sarif');
  const marks = [...stdout.matchAll(/primaryLocationLineHash": "(\w+):(\d)"/g)];
  expect(marks.map(([, , time]) => time)).toEqual(['1', '2', '1', '2']);
  expect(new Set(marks.map(([, hash]) => hash)).size).toBe(2);
  expect(reportFaults(JSON.parse(stdout))).toEqual([]);
});
