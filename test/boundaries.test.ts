import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { importsOf, type SourceFile } from './boundaries/imports.ts';
import {
  dependencyFaults,
  foreignImports,
  importCycles,
  longestFile,
  longFiles,
  upwardImports,
} from './boundaries/rules.ts';

const project = path.resolve(import.meta.dirname, '..');
const sourceFolders = ['shared', 'electron', 'renderer', 'test'];
const isSource = /\.(?:ts|tsx|mjs|css)$/;

async function readSources(folder: string): Promise<SourceFile[]> {
  const entries = await readdir(path.join(project, folder), {
    recursive: true,
    withFileTypes: true,
  });
  const files = entries.filter((entry) => entry.isFile() && isSource.test(entry.name));
  return Promise.all(
    files.map(async (entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return {
        path: path.relative(project, file).split(path.sep).join('/'),
        text: await readFile(file, 'utf8'),
      };
    }),
  );
}

function file(name: string, ...imports: string[]): SourceFile {
  return { path: name, text: imports.map((one) => `import { x } from '${one}';`).join('\n') };
}

describe('the project', () => {
  let files: SourceFile[] = [];

  beforeAll(async () => {
    files = (await Promise.all(sourceFolders.map(readSources))).flat();
  });

  it('is found at all', () => {
    expect(files.length).toBeGreaterThan(20);
  });

  it('has engine folders that only import downwards', () => {
    expect(upwardImports(files)).toEqual([]);
  });

  it('keeps its sides apart', () => {
    expect(foreignImports(files)).toEqual([]);
  });

  it('has no circle of imports', () => {
    expect(importCycles(files)).toEqual([]);
  });

  it(`has no file over ${longestFile} lines`, () => {
    expect(longFiles(files)).toEqual([]);
  });

  it('ships what it declares, needs and has reasons for', async () => {
    const manifest: unknown = JSON.parse(
      await readFile(path.join(project, 'package.json'), 'utf8'),
    );
    const declared: unknown = Reflect.get(Object(manifest), 'dependencies');
    const faults = dependencyFaults({
      declared: Object.keys(Object(declared)),
      document: await readFile(path.join(project, 'docs/dependencies.md'), 'utf8'),
      shipped: files.filter((one) => /^(?:shared|renderer|electron\/(?!launch))\b/.test(one.path)),
    });
    expect(faults).toEqual([]);
  });
});

describe('reading imports', () => {
  it('sees every way to write one and no comment', () => {
    const text = [
      "import type { A } from './a.ts';",
      "import {\n  b,\n  c,\n} from '../b.ts';",
      "import './c.css';",
      "export * from './d.ts';",
      "const e = await import('node:fs');",
      "const f = require('f/part');",
      "// import { no } from './no.ts';",
      "/**\n * import { no } from './no.ts';\n */",
      "import raw from './g.html?raw';",
    ].join('\n');
    const found = importsOf({ path: 'renderer/ui/x.tsx', text });
    expect(found.map((one) => one.target ?? one.specifier).toSorted()).toEqual([
      'f/part',
      'node:fs',
      'renderer/b.ts',
      'renderer/ui/a.ts',
      'renderer/ui/c.css',
      'renderer/ui/d.ts',
      'renderer/ui/g.html',
    ]);
  });
});

it('sees what a style sheet takes in', () => {
  const text = "@import './a.css';\n@font-face { src: url('@scope/font/x.woff2'); }\n";
  const found = importsOf({ path: 'renderer/styles/x.css', text });
  expect(found.map((one) => one.target ?? one.specifier)).toEqual([
    'renderer/styles/a.css',
    '@scope/font/x.woff2',
  ]);
});

describe('the rules catch', () => {
  it('an upward and a sideways import, and pass a downward one', () => {
    const findings = upwardImports([
      file('electron/engine/tar/a.ts', '../bytes/x.ts', '../layer/x.ts'),
      file('electron/engine/view/b.ts', '../usage/x.ts', '../tree/x.ts'),
      file('electron/engine/bytes/c.ts', '../engine.ts'),
      file('electron/engine/engine.ts', './view/b.ts'),
    ]);
    expect(findings).toEqual([
      'electron/engine/tar/a.ts imports upward: ../layer/x.ts',
      'electron/engine/view/b.ts imports upward: ../usage/x.ts',
      'electron/engine/bytes/c.ts imports upward: ../engine.ts',
    ]);
  });

  it('an engine folder without a place', () => {
    expect(upwardImports([file('electron/engine/misc/a.ts', '../bytes/x.ts')])).toEqual([
      'electron/engine/misc has no place in the order',
      'electron/engine/misc/a.ts imports upward: ../bytes/x.ts',
    ]);
  });

  it.each([
    ['shared/model/a.ts', 'node:fs'],
    ['shared/model/a.ts', '../../electron/engine/bytes/x.ts'],
    ['renderer/a.tsx', 'electron'],
    ['renderer/a.tsx', 'fs/promises'],
    ['renderer/a.tsx', '../electron/main/x.ts'],
    ['electron/engine/bytes/a.ts', 'electron'],
    ['electron/engine/bytes/a.ts', '../../main/x.ts'],
    ['electron/cli/main.ts', 'electron/main'],
    ['electron/main/a.ts', '../../renderer/app.tsx'],
  ])('%s importing %s', (from, specifier) => {
    expect(foreignImports([file(from, specifier)])).toHaveLength(1);
  });

  it('nothing in imports that stay on their side', () => {
    expect(
      foreignImports([
        file('shared/model/a.ts', './b.ts', 'valibot'),
        file('renderer/a.tsx', 'react', '../shared/model/a.ts'),
        file('electron/engine/bytes/a.ts', 'node:fs', '../../../shared/model/a.ts'),
        file('electron/main/a.ts', 'electron', 'node:path'),
      ]),
    ).toEqual([]);
  });

  it('a circle, once', () => {
    expect(
      importCycles([
        file('a.ts', './b.ts'),
        file('b.ts', './c.ts', './d.ts'),
        file('c.ts', './a.ts'),
        file('d.ts'),
      ]),
    ).toEqual(['a.ts → b.ts → c.ts']);
  });

  it('a long file', () => {
    const text = 'line\n'.repeat(longestFile);
    expect(longFiles([{ path: 'a.ts', text }])).toEqual([]);
    expect(longFiles([{ path: 'a.ts', text: `${text}line` }])).toEqual(['a.ts has 401 lines']);
  });

  it('a dependency that is unused, undeclared or without a reason', () => {
    expect(
      dependencyFaults({
        declared: ['good', '@scope/silent', 'idle'],
        document: '| `good` | needed |\n| `idle` | once needed |\n| `gone` | was needed |\n',
        shipped: [file('shared/a.ts', 'good/part', '@scope/silent', 'sneaked', 'node:fs')],
      }),
    ).toEqual([
      '@scope/silent has no reason in docs/dependencies.md',
      'gone is in docs/dependencies.md and not in package.json',
      'shared/a.ts imports sneaked, which package.json does not declare',
      'idle is not imported',
    ]);
  });
});
