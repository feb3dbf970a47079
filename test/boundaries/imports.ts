import path from 'node:path';

/** A source file as the rules see it. Paths are relative to the project, with forward slashes. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** One import of a file. */
export interface Import {
  readonly from: string;
  /** As written: `./x.ts`, `node:fs`, `react/jsx-runtime`. */
  readonly specifier: string;
  /** The project path a relative specifier means; null for a package or a built-in. */
  readonly target: string | null;
}

const comments = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm;
const specifiers = [
  /^\s*(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/gm,
  /^\s*import\s*['"]([^'"]+)['"]/gm,
  /\bimport\(\s*['"]([^'"]+)['"]/g,
  /\brequire\(\s*['"]([^'"]+)['"]/g,
  // In style sheets.
  /@import\s+(?:url\()?['"]([^'"]+)['"]/g,
  /\burl\(['"](?!data:)([^'"]+)['"]\)/g,
];

/** The imports that a file writes out, type imports included, in no particular order. */
export function importsOf(file: SourceFile): readonly Import[] {
  const code = file.text.replace(comments, '');
  return specifiers
    .flatMap((pattern) => [...code.matchAll(pattern)])
    .map(([, specifier = '']) => ({
      from: file.path,
      specifier,
      target: specifier.startsWith('.')
        ? path.posix.join(path.posix.dirname(file.path), specifier.replace(/\?.*$/, ''))
        : null,
    }));
}

/** The package of a bare specifier: `@scope/name/part` is `@scope/name`. */
export function packageOf(specifier: string): string {
  const parts = specifier.split('/');
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/');
}
