import { expect, test } from 'vitest';
import {
  currentLine,
  findingCount,
  findingLines,
  placeText,
  stateMeaning,
  stateText,
} from '../../../renderer/features/findings/finding-lines.ts';
import type {
  FindingGroup,
  FindingLine,
} from '../../../renderer/features/findings/finding-lines.ts';
import { isTextKey, textLanguages, textsIn } from '../../../shared/i18n/t.ts';
import { leftoverRules, permissionRules, secretRules } from '../../../shared/model/findings.ts';
import type { Findings, SecretFinding, SecretPlace } from '../../../shared/model/findings.ts';

const { t } = textsIn('en');

const deletedFile: SecretPlace = {
  kind: 'file',
  node: 7,
  path: 'srv/.env',
  layer: 2,
  state: 'deleted',
  hiddenIn: 4,
  line: 3,
};

function secret(change: Partial<SecretFinding>): SecretFinding {
  return {
    rule: 'github-token',
    confidence: 'high',
    place: deletedFile,
    masked: 'ghp_•••',
    more: 0,
    ...change,
  };
}

const findings: Findings = {
  secrets: [
    secret({}),
    secret({ rule: 'generic-secret', place: { kind: 'config', key: 'Env', name: 'DB_PASS' } }),
    secret({ rule: 'aws-key', place: { kind: 'history', step: 4, layer: 1 } }),
  ],
  permissions: [
    {
      rule: 'setuid',
      node: 9,
      path: 'usr/bin/su',
      layer: 0,
      mode: 0o4755,
      uid: 0,
      gid: 0,
      detail: '',
    },
  ],
  leftovers: [
    { rule: 'logs', node: 11, path: 'var/log', layer: 1, files: 3, bytes: 900 },
    { rule: 'apt-lists', node: 12, path: 'var/lib/apt/lists', layer: 1, files: 1, bytes: 100 },
  ],
  unlisted: { secrets: 0, permissions: 0, leftovers: 0 },
  scannedFiles: 40,
  skippedFiles: 0,
};

const none: ReadonlySet<FindingGroup> = new Set();

function kinds(lines: readonly FindingLine[]): readonly string[] {
  return lines.map((line) => (line.kind === 'group' ? `${line.group} ${line.count}` : line.kind));
}

test('findings stand in three groups, each with its count and the bytes of what was left behind', () => {
  const lines = findingLines(findings, { text: '', closed: none }, t);
  expect(kinds(lines)).toEqual([
    'secrets 3',
    'secret',
    'secret',
    'secret',
    'permissions 1',
    'permission',
    'leftovers 2',
    'leftover',
    'leftover',
  ]);
  expect(lines.map((line) => (line.kind === 'group' ? line.bytes : 0))).toContain(1000);
  expect(new Set(lines.map(({ key }) => key)).size).toBe(lines.length);
});

test('a group that is closed keeps its count', () => {
  const lines = findingLines(findings, { text: '', closed: new Set<FindingGroup>(['secrets']) }, t);
  expect(kinds(lines).slice(0, 2)).toEqual(['secrets 3', 'permissions 1']);
  expect(lines[0]).toMatchObject({ kind: 'group', open: false });
});

test('the filter looks at paths, places and the words for a kind', () => {
  const shown = (text: string): readonly string[] =>
    kinds(findingLines(findings, { text, closed: none }, t));
  expect(shown('/VAR/log')).toEqual(['secrets 0', 'permissions 0', 'leftovers 1', 'leftover']);
  expect(shown('github')).toEqual(['secrets 1', 'secret', 'permissions 0', 'leftovers 0']);
  expect(shown('db_pass')).toEqual(['secrets 1', 'secret', 'permissions 0', 'leftovers 0']);
  expect(shown('step 5')).toEqual(['secrets 1', 'secret', 'permissions 0', 'leftovers 0']);
});

test('a secret keeps its position whatever is filtered away, since its value is asked for by it', () => {
  const lines = findingLines(findings, { text: 'aws', closed: none }, t);
  expect(lines[1]).toMatchObject({ kind: 'secret', position: 2 });
});

test('what is not listed is counted, and said at the end of its group', () => {
  const many = { ...findings, unlisted: { secrets: 0, permissions: 20, leftovers: 0 } };
  const lines = findingLines(many, { text: '', closed: none }, t);
  expect(kinds(lines)).toContain('permissions 21');
  expect(lines.find(({ kind }) => kind === 'more')).toMatchObject({ count: 20 });
  expect(findingCount(many)).toBe(26);
  const filtered = findingLines(many, { text: 'su', closed: none }, t);
  expect(filtered.some(({ kind }) => kind === 'more')).toBe(false);
});

test('the cursor begins on the first finding and stays on a chosen one', () => {
  const lines = findingLines(findings, { text: '', closed: none }, t);
  expect(currentLine(lines, null)).toBe(1);
  expect(currentLine(lines, lines[5]?.key ?? '')).toBe(5);
  expect(currentLine(lines, 'gone')).toBe(1);
  const closed = new Set<FindingGroup>(['secrets', 'permissions', 'leftovers']);
  expect(currentLine(findingLines(findings, { text: '', closed }, t), null)).toBe(0);
});

test('a place is a path, a key of the config or a step, and says who can still read it', () => {
  expect(placeText(deletedFile, t)).toBe('/srv/.env');
  expect(placeText({ kind: 'config', key: 'Env', name: 'TOKEN' }, t)).toBe('Config: Env TOKEN');
  expect(placeText({ kind: 'config', key: 'Cmd', name: '' }, t)).toBe('Config: Cmd');
  expect(placeText({ kind: 'history', step: 0, layer: null }, t)).toBe('History, step 1');
  expect(stateText(deletedFile, t)).toBe('deleted in layer 4');
  expect(stateMeaning(deletedFile, t)).toContain('still in layer 2');
  expect(stateText({ ...deletedFile, state: 'visible', hiddenIn: null }, t)).toBe('in the image');
  expect(stateText({ kind: 'config', key: 'Env', name: 'TOKEN' }, t)).toBe('in the open');
});

test('every rule has a name and a reason in every language', () => {
  const keys = [
    ...secretRules.map((rule) => `secret.${rule}`),
    ...permissionRules.map((rule) => `permission.${rule}`),
    ...leftoverRules.map((rule) => `leftover.${rule}`),
  ].flatMap((key) => [key, `${key}.reason`]);
  expect(keys.filter((key) => !isTextKey(key))).toEqual([]);
  for (const language of textLanguages) {
    const words = textsIn(language);
    for (const key of keys) if (isTextKey(key)) expect(words.t(key)).not.toBe(key);
  }
});
