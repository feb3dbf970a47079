import { builtinModules } from 'node:module';
import { type Import, importsOf, packageOf, type SourceFile } from './imports.ts';

/** The longest a file may be; a longer one has two subjects. */
export const longestFile = 400;

/**
 * The engine's folders from the ground up. A folder imports itself and what stands on an earlier
 * line; folders of one line do not know each other. Files beside the folders stand on top.
 */
export const engineOrder: readonly (readonly string[])[] = [
  ['bytes'],
  ['tar'],
  ['image'],
  ['archive'],
  ['layer'],
  ['tree'],
  ['diff'],
  ['view'],
  [
    'compare',
    'lineage',
    'packages',
    'usage',
    'export',
    'waste',
    'search',
    'duplicates',
    'findings',
  ],
  ['store', 'unpack', 'advice'],
  ['edit'],
  ['worker'],
  ['session'],
  ['methods'],
];

const engine = 'electron/engine/';

/** Which folder of the engine a file is in; an empty name for a file beside them; null elsewhere. */
function engineFolder(file: string): string | null {
  if (!file.startsWith(engine)) return null;
  const rest = file.slice(engine.length);
  const slash = rest.indexOf('/');
  return slash < 0 ? '' : rest.slice(0, slash);
}

function rankOf(folder: string): number {
  if (folder === '') return engineOrder.length;
  return engineOrder.findIndex((line) => line.includes(folder));
}

/** Engine folders that nobody has given a place, and imports that point up or sideways. */
export function upwardImports(files: readonly SourceFile[]): readonly string[] {
  const findings = new Set<string>();
  for (const one of files.flatMap(importsOf)) {
    const from = engineFolder(one.from);
    const to = one.target === null ? null : engineFolder(one.target);
    if (from === null || to === null || from === to) continue;
    for (const folder of [from, to]) {
      if (rankOf(folder) < 0) findings.add(`${engine}${folder} has no place in the order`);
    }
    if (rankOf(to) >= rankOf(from)) findings.add(`${one.from} imports upward: ${one.specifier}`);
  }
  return [...findings];
}

interface Side {
  readonly folder: string;
  readonly forbids: (one: Import) => boolean;
  readonly because: string;
}

function isNode(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(packageOf(specifier));
}

function isElectron(specifier: string): boolean {
  return packageOf(specifier) === 'electron';
}

function isBelow(one: Import, folder: string): boolean {
  return one.target !== null && one.target.startsWith(folder);
}

const sides: readonly Side[] = [
  {
    folder: 'shared/',
    forbids: (one) =>
      isNode(one.specifier) ||
      isElectron(one.specifier) ||
      isBelow(one, 'electron/') ||
      isBelow(one, 'renderer/'),
    because: 'shared is for both sides',
  },
  {
    folder: 'renderer/',
    forbids: (one) =>
      isNode(one.specifier) || isElectron(one.specifier) || isBelow(one, 'electron/'),
    because: 'the renderer is a sandboxed page',
  },
  {
    folder: engine,
    forbids: (one) =>
      isElectron(one.specifier) ||
      isBelow(one, 'renderer/') ||
      (isBelow(one, 'electron/') && !isBelow(one, engine)),
    because: 'the engine is plain Node',
  },
  {
    folder: 'electron/cli/',
    forbids: (one) =>
      isElectron(one.specifier) ||
      isBelow(one, 'renderer/') ||
      isBelow(one, 'electron/main/') ||
      isBelow(one, 'electron/preload/'),
    because: 'the command line is plain Node',
  },
  {
    folder: 'electron/main/',
    forbids: (one) => isBelow(one, 'renderer/') || isBelow(one, 'electron/cli/'),
    because: 'main loads the page and starts the engine, it imports neither',
  },
];

/** Imports that leave the side they are on. */
export function foreignImports(files: readonly SourceFile[]): readonly string[] {
  return files
    .flatMap(importsOf)
    .flatMap((one) =>
      sides
        .filter((side) => one.from.startsWith(side.folder) && side.forbids(one))
        .map((side) => `${one.from} imports ${one.specifier}: ${side.because}`),
    );
}

/** Files that import each other in a circle, each circle once, starting at its first path. */
export function importCycles(files: readonly SourceFile[]): readonly string[] {
  const targets = new Map(
    files.map((file) => [
      file.path,
      importsOf(file).flatMap((one) => (one.target === null ? [] : [one.target])),
    ]),
  );
  const done = new Set<string>();
  const cycles = new Set<string>();
  function visit(path: string, trail: readonly string[]): void {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const circle = trail.slice(start);
      const first = circle.indexOf(circle.toSorted()[0] ?? path);
      cycles.add([...circle.slice(first), ...circle.slice(0, first)].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const target of targets.get(path) ?? []) visit(target, [...trail, path]);
    done.add(path);
  }
  for (const path of targets.keys()) visit(path, []);
  return [...cycles];
}

/** Files longer than they may be. */
export function longFiles(files: readonly SourceFile[]): readonly string[] {
  return files.flatMap((file) => {
    const lines = file.text.trimEnd().split('\n').length;
    return lines > longestFile ? [`${file.path} has ${lines} lines`] : [];
  });
}

/** The packages of docs/dependencies.md with their reasons: the rows of its tables. */
export function namedDependencies(document: string): ReadonlyMap<string, string> {
  const rows = document.matchAll(/^\|\s*`([^`]+)`\s*\|\s*(.*?)\s*\|\s*$/gm);
  return new Map([...rows].map(([, name = '', reason = '']) => [name, reason]));
}

/** What the dependencies are checked against. */
export interface DependencyFacts {
  /** Names in package.json's `dependencies`. */
  readonly declared: readonly string[];
  /** docs/dependencies.md as text. */
  readonly document: string;
  /** What ships: shared, electron (without launch) and renderer. */
  readonly shipped: readonly SourceFile[];
}

/** Packages that ship undeclared, unused, or without a reason. */
export function dependencyFaults(facts: DependencyFacts): readonly string[] {
  const named = namedDependencies(facts.document);
  const bare = facts.shipped
    .flatMap(importsOf)
    .filter((one) => one.target === null && !isNode(one.specifier) && !isElectron(one.specifier));
  const used = new Set(bare.map((one) => packageOf(one.specifier)));
  return [
    ...facts.declared
      .filter((name) => (named.get(name) ?? '') === '')
      .map((name) => `${name} has no reason in docs/dependencies.md`),
    ...[...named.keys()]
      .filter((name) => !facts.declared.includes(name))
      .map((name) => `${name} is in docs/dependencies.md and not in package.json`),
    ...bare
      .filter((one) => !facts.declared.includes(packageOf(one.specifier)))
      .map((one) => `${one.from} imports ${one.specifier}, which package.json does not declare`),
    ...facts.declared.filter((name) => !used.has(name)).map((name) => `${name} is not imported`),
  ];
}
