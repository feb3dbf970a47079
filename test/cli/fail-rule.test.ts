import { describe, expect, test } from 'vitest';
import { parseRules } from '../../electron/cli/compare/fail-rule.ts';
import { judgeRules } from '../../electron/cli/compare/judge-rules.ts';
import type { JudgedComparison } from '../../electron/cli/compare/judge-rules.ts';
import type { Comparison } from '../../shared/model/comparison.ts';
import type { InstalledPackage, PackageChange } from '../../shared/model/package.ts';
import { noFileChanges } from '../engine/compare/no-file-changes.ts';
import {
  amounts,
  changedPath,
  comparedImage,
  comparison,
  noPackages,
  pathSide,
} from '../report/values.ts';

function installed(name: string, version: string): InstalledPackage {
  return { manager: 'npm', name, version, architecture: null, bytes: 1, path: name, layer: 0 };
}

const packages: readonly PackageChange[] = [
  { manager: 'npm', name: '@scope/left', change: 'added', a: null, b: installed('l', '1') },
  {
    manager: 'dpkg',
    name: 'openssl',
    change: 'changed',
    a: installed('openssl', '3.0'),
    b: installed('openssl', '3.1'),
  },
];

const paths = [
  changedPath('root/.bashrc'),
  changedPath('root/new', { change: 'moved', movedFrom: 'opt/old', a: pathSide() }),
  changedPath('usr/bin/su', { b: pathSide({ mode: 0o4755 }) }),
  changedPath('usr/bin/sudo', {
    change: 'modified',
    reasons: ['mode'],
    a: pathSide({ mode: 0o4755 }),
    b: pathSide({ mode: 0o4711 }),
  }),
  changedPath('usr/lib', {
    b: pathSide({ type: 'directory', mode: 0o2755 }),
  }),
  changedPath('etc/conf', { change: 'modified', reasons: ['content', 'mtime'], a: pathSide() }),
  changedPath('etc/time', { change: 'modified', reasons: ['mtime'], a: pathSide() }),
  changedPath('var/{x},y', { change: 'removed', a: pathSide(), b: null }),
];

const value: Comparison = comparison({
  a: comparedImage('a', { fileBytes: 100_000_000, entries: 100, size: amounts(40_000_000) }),
  b: comparedImage('b', { fileBytes: 112_000_000, entries: 90, size: amounts(45_000_000) }),
  shared: { layers: 3, bytes: amounts() },
  onlyA: { layers: 1, bytes: amounts() },
  onlyB: { layers: 2, bytes: amounts() },
  files: { ...noFileChanges, added: 3, modified: 3, timeOnly: 1, removed: 1, moved: 1 },
  config: [
    { section: 'config', key: 'User', a: 'app', b: null },
    { section: 'environment', key: 'PATH', a: ['/bin'], b: ['/sbin'] },
    { section: 'labels', key: 'org.example/url', a: '1', b: '2' },
  ],
});

const judged: JudgedComparison = {
  comparison: value,
  packages: { ...noPackages, changes: packages, unchanged: 10 },
  paths: () => paths,
  times: false,
};

function met(text: string, own: Partial<JudgedComparison> = {}): string | null {
  const [first, ...others] = judgeRules(parseRules([text]), { ...judged, ...own });
  expect(others).toEqual([]);
  return first?.why ?? null;
}

describe('a number', () => {
  test.each([
    ['size>+10%', '100 MB → 112 MB, +12 MB (+12%)'],
    ['size > +11.9 %', '100 MB → 112 MB, +12 MB (+12%)'],
    ['size>+12%', null],
    ['size>+10MB', '100 MB → 112 MB, +12 MB (+12%)'],
    ['size>+12mb', null],
    ['size>+11MiB', '100 MB → 112 MB, +12 MB (+12%)'],
    ['size>+12MiB', null],
    ['size>111MB', '112 MB'],
    ['size>1GB', null],
    ['size<-1%', null],
    ['size<+20MB', '100 MB → 112 MB, +12 MB (+12%)'],
    ['stored>+12%', '40 MB → 45 MB, +5 MB (+13%)'],
    ['paths<-9', '100 → 90, −10 (−10%)'],
    ['paths<-5%', '100 → 90, −10 (−10%)'],
    ['paths>100', null],
    ['layers>+0', '4 → 5, +1 (+25%)'],
    ['layers>5', null],
    ['layers>4', '5'],
    ['packages>+0', '11 → 12, +1 (+9.1%)'],
    ['shared-layers<2', '1'],
    ['shared-layers<1', null],
    ['added>2', '3'],
    ['removed>0', '1'],
    ['moved>1', null],
    ['modified>1', '2'],
    ['modified>2', null],
  ])('%s: %j', (rule, why) => {
    expect(met(rule)).toBe(why);
  });

  test('that is not known is no answer', () => {
    const size = {
      ...amounts(1),
      stored: { bytes: 1, unknownLayers: 1, absentLayers: 1 },
    };
    const unknown = { ...value, b: { ...value.b, size } };
    expect(() => met('stored>+1%', { comparison: unknown })).toThrow(
      'cannot be judged: the size of 2 layers is not known',
    );
  });
});

describe('paths', () => {
  test.each([
    ['added:/root/**', '2 paths: root/.bashrc, root/new'],
    ['added:root/*', '2 paths: root/.bashrc, root/new'],
    ['added:/root', null],
    ['added:*.bashrc', '1 path: root/.bashrc'],
    ['added:.bash*', '1 path: root/.bashrc'],
    ['added', '4 paths: root/.bashrc, root/new, usr/bin/su and 1 more'],
    ['removed:/opt/**', '1 path: root/new'],
    ['removed:var/*y', '1 path: var/{x},y'],
    ['moved', '1 path: root/new'],
    ['moved:/opt/*', '1 path: root/new'],
    ['moved:/etc/*', null],
    ['modified:/etc/**', '1 path: etc/conf'],
    ['changed:{etc,var}/**', '2 paths: etc/conf, var/{x},y'],
    ['mode', '1 path: usr/bin/sudo'],
    ['content:/etc/*', '1 path: etc/conf'],
    ['mtime:/etc/*', '2 paths: etc/conf, etc/time'],
    ['owner', null],
    ['setuid', '1 path: usr/bin/su'],
    ['setuid:/opt/**', null],
  ])('%s: %j', (rule, why) => {
    expect(met(rule)).toBe(why);
  });

  test('whose time alone differs count as modified when asked for', () => {
    expect(met('modified:/etc/**', { times: true })).toBe('2 paths: etc/conf, etc/time');
    expect(met('changed:/etc/**', { times: true })).toBe('2 paths: etc/conf, etc/time');
  });

  test('are gone through once for all rules, and not for others', () => {
    let asked = 0;
    const counted = {
      ...judged,
      paths: () => {
        asked++;
        return paths;
      },
    };
    judgeRules(parseRules(['added,removed', 'setuid,size>1']), counted);
    expect(asked).toBe(1);
    judgeRules(parseRules(['size>1', 'config']), counted);
    expect(asked).toBe(1);
  });
});

test.each([
  ['packages', '2 packages: added @scope/left 1, changed openssl 3.0 → 3.1'],
  ['packages-added', '1 package: @scope/left 1'],
  ['packages-added:@scope/*', '1 package: @scope/left 1'],
  ['packages-added:*left', '1 package: @scope/left 1'],
  ['packages-added:npm:*', '1 package: @scope/left 1'],
  ['packages-changed:openssl', '1 package: openssl 3.0 → 3.1'],
  ['packages-changed:dpkg:openssl*', '1 package: openssl 3.0 → 3.1'],
  ['packages-removed', null],
  ['config', '3 values: User, PATH, org.example/url'],
  ['config:User', '1 value: User'],
  ['config:environment:*', '1 value: PATH'],
  ['config:org.example*', '1 value: org.example/url'],
  ['config:Entrypoint', null],
])('%s: %j', (rule, why) => {
  expect(met(rule)).toBe(why);
});

test('several are separated by commas, those in braces aside', () => {
  const rules = parseRules(['size>+1%, added:/{a,b}/**,setuid', 'config']);
  expect(rules.map(({ text }) => text)).toEqual([
    'size>+1%',
    'added:/{a,b}/**',
    'setuid',
    'config',
  ]);
  expect(judgeRules(rules, judged).map(({ rule }) => rule.text)).toEqual([
    'size>+1%',
    'setuid',
    'config',
  ]);
});

test.each([
  ['size', '--fail-on size: no such rule. A rule is MEASURE>LIMIT'],
  ['', '--fail-on : no such rule'],
  ['size>+1%,', '--fail-on : no such rule'],
  ['siez>+1%', '--fail-on siez>+1%: no such rule'],
  ['size=5', '--fail-on size=5: no such rule'],
  ['size>', '--fail-on size>: nothing is no number'],
  ['size>big', '--fail-on size>big: big is no number'],
  ['size>10%', 'a percentage is of A and needs a sign: +10% or -10%'],
  ['size>+10XB', 'XB is no unit of size: it takes B, kB, MB'],
  ['layers>+1kB', 'kB is no unit of layers: it takes %'],
  ['added>+5', 'added is a plain number, without a sign or %'],
  ['shared-layers<5%', 'shared-layers is a plain number, without a sign or %'],
  ['added:', 'nothing stands behind the colon'],
  ['owner>5', 'no such rule'],
  ['mode\u001b[31m', '--fail-on mode␛[31m: no such rule'],
])('%j is refused: %s', (rule, message) => {
  expect(() => parseRules([rule])).toThrow(message);
});
