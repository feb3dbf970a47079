import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const renderer = path.resolve(import.meta.dirname, '../../../renderer');
const files = readdirSync(renderer, { recursive: true, encoding: 'utf8' });
const components = files.filter((file) => file.endsWith('.tsx'));

interface Use {
  readonly where: string;
  readonly name: string;
}

/** Class names that a component takes from its CSS module, and that the module does not have. */
function missingClasses(component: string): Use[] {
  const source = readFileSync(path.join(renderer, component), 'utf8');
  const sheet = /import styles from '(?<sheet>[^']+\.module\.css)'/.exec(source)?.groups?.['sheet'];
  if (sheet === undefined) return [];
  const css = readFileSync(path.join(renderer, path.dirname(component), sheet), 'utf8');
  const uses = [...source.matchAll(/\bstyles\.(\w+)/g)].map(([, name = '']) => name);
  return [...new Set(uses)]
    .filter((name) => !new RegExp(`\\.${name}(?![\\w-])`).test(css))
    .map((name) => ({ where: component, name }));
}

test('every class that a component names is in its style sheet', () => {
  expect(components.length).toBeGreaterThan(50);
  expect(components.flatMap(missingClasses)).toEqual([]);
});

test('every colour, space and measure that a style sheet names is defined', () => {
  const sheets = files
    .filter((file) => file.endsWith('.css'))
    .map((file) => readFileSync(path.join(renderer, file), 'utf8'));
  const sources = components.map((file) => readFileSync(path.join(renderer, file), 'utf8'));
  const defined = new Set(
    [...sheets, ...sources].flatMap((text) =>
      [...text.matchAll(/(--[\w-]+)['"]?\s*:/g)].map(([, name]) => name),
    ),
  );
  const used = sheets.flatMap((text) =>
    [...text.matchAll(/var\((--[\w-]+)\)/g)].map(([, name]) => name),
  );
  expect(used.length).toBeGreaterThan(100);
  const ours = new Set(used.filter((name) => name?.startsWith('--radix-') === false));
  expect([...ours].filter((name) => !defined.has(name))).toEqual([]);
});
