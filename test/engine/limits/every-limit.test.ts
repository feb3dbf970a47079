import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  highestLimits,
  limits,
  limitsKey,
  refusedLimits,
  usualLimits,
} from '../../../electron/engine/bytes/limits.ts';
import { under } from './under.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const names = Object.keys(usualLimits);

function textsBelow(folder: string): readonly string[] {
  return readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('limits.ts'))
    .map((name) => readFileSync(path.join(root, folder, name), 'utf8'));
}

/** A test that meets a limit has a title that begins with it: `layers: …`. */
test('every limit is met by a test', () => {
  const titles = textsBelow('test').flatMap((text) => [
    ...text.matchAll(/\btest\(\s*['`](\w+): /g),
  ]);
  const met = new Set(titles.map(([, name]) => name));
  expect(names.filter((name) => !met.has(name))).toEqual([]);
});

test('every limit holds somewhere', () => {
  const texts = textsBelow('electron').join('\n');
  expect(names.filter((name) => !new RegExp(`limits\\.${name}\\b|'${name}'`).test(texts))).toEqual(
    [],
  );
});

test('a failure or finding about a limit names it and its number', () => {
  const raised = textsBelow('electron').flatMap((text) => [
    ...text.matchAll(/(?:\.add|#report|Error)\(\s*'limit-reached'[^;]*;/g),
  ]);
  expect(raised.length).toBeGreaterThan(15);
  const unnamed = raised
    .map(([statement]) => statement)
    .filter((statement) => !/imitValues\(|limit(ed)?\.values/.test(statement));
  expect(unnamed).toEqual([]);
});

test('usual limits hold unless they are changed, up to what can be counted', async () => {
  expect([limits, limitsKey, refusedLimits]).toEqual([usualLimits, '', []]);
  const module = () => import('../../../electron/engine/bytes/limits.ts');
  const changed = await under({ members: 5, layers: 7 }, module);
  expect(changed.limits).toEqual({ ...usualLimits, members: 5, layers: 7 });
  expect(changed.limitsKey).toBe('layers=7 members=5');
  expect(changed.limitValues('layers')).toEqual({ field: 'layers', limit: 7 });
  for (const [name, highest] of Object.entries(highestLimits)) {
    expect((await under({ [name]: highest }, module)).refusedLimits).toEqual([]);
    expect((await under({ [name]: highest + 1 }, module)).refusedLimits).toHaveLength(1);
  }
});

test('the table in docs/reliability.md has every limit with its number', () => {
  const text = readFileSync(path.join(root, 'docs/reliability.md'), 'utf8');
  const section = /\n## Limits\n([\s\S]*?)(?=\n## |$)/.exec(text)?.[1] ?? '';
  const rows = [...section.matchAll(/^\| `(\w+)` +\| ([\d,]+) +\| (.+?) +\|/gm)].map(
    ([, name, value = '', shown = '']) => [name, Number(value.replaceAll(',', '')), shown !== ''],
  );
  expect(rows).toEqual(Object.entries(usualLimits).map(([name, value]) => [name, value, true]));
});
