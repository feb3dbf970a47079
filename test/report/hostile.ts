import { partingPaths } from '../../shared/model/comparison.ts';
import type { Comparison } from '../../shared/model/comparison.ts';
import type { InstalledPackage } from '../../shared/model/package.ts';
import type { ComparisonReport } from '../../shared/report/comparison-report.ts';
import {
  changedPath,
  comparedImage,
  comparedLayer,
  comparison,
  pathSide,
  report,
} from './values.ts';

/**
 * Text as an archive could bring it to break out of whatever it is put into: HTML, an attribute, a code span, a table,
 * a line; to call a person or lead somewhere; to turn the direction of what follows; to control a terminal.
 */
export const hostileTexts: readonly string[] = [
  '</code><script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  "' onmouseover='alert(1)",
  '<!--',
  '--><b>',
  ']]></style><script>',
  '&lt;script&gt;',
  '``` ` `` <b>',
  'a | b | c',
  'back\\slash \\| pipe',
  '**bold** _it_ # head',
  '[link](https://evil.example/)',
  '![x](https://evil.example/x.png)',
  '@everyone see #1 and https://evil.example',
  'two\nlines\r\n\n<details>',
  '\u001b[2J\u009b31m\u0007',
  'abc\u202egnp.exe\u2066',
  'zero\u200bwidth\u2028line',
  ' leading and trailing ',
  '{a} {count} $& $1 \u0000 0',
];

/** A report in which that text stands wherever text of an archive can stand. */
export function hostileReport(text: string): ComparisonReport {
  const path = `etc/${text}`;
  const image = (name: string) =>
    comparedImage(name, {
      source: text,
      references: [text, text],
      created: text,
      platform: { os: text, architecture: text, variant: text, osVersion: text },
      layers: [comparedLayer(0, { command: text }), comparedLayer(1, { command: text })],
    });
  const installed = (version: string): InstalledPackage => ({
    manager: 'npm',
    name: text,
    version,
    architecture: text,
    bytes: 1,
    path,
    layer: 1,
  });
  const paths = [
    changedPath(path),
    changedPath(`${path}1`, { change: 'removed', a: pathSide(), b: null, growth: -100 }),
    changedPath(`${path}2`, {
      change: 'modified',
      reasons: ['content', 'type', 'mode', 'owner', 'mtime', 'link', 'xattr'],
      a: pathSide({ type: 'symlink', link: text, bytes: 0 }),
      b: pathSide({ type: 'symlink', link: `${text}!`, bytes: 0 }),
    }),
    changedPath(`${path}3`, { change: 'moved', movedFrom: path, a: pathSide(), growth: 0 }),
  ];
  const value: Comparison = comparison({
    a: image('a'),
    b: image('b'),
    parting: {
      kind: 'files',
      sharedLayers: 1,
      layerA: 1,
      layerB: 1,
      commandA: text,
      commandB: text,
      paths: Array.from({ length: partingPaths }, () => ({
        path,
        change: 'added' as const,
        reasons: [],
      })),
      pathCount: 100,
    },
    steps: [{ status: 'changed', a: 0, b: 0, commandA: text, commandB: `${text}!` }],
    config: [
      { section: 'environment', key: text, a: text, b: null },
      { section: 'labels', key: text, a: [text, 'same'], b: ['same', `${text}!`] },
    ],
    problems: [
      { code: 'path-escapes', severity: 'warning', where: { path }, values: { name: text } },
      { code: 'blob-missing', severity: 'error', where: { member: text }, values: {} },
    ],
    files: { ...comparison().files, added: 1, removed: 1, modified: 1, moved: 1, timeOnly: 0 },
  });
  return report({
    comparison: value,
    paths: () => paths,
    packages: {
      changes: [
        {
          manager: 'npm',
          name: text,
          change: 'changed',
          a: installed(text),
          b: installed(`${text}!`),
        },
      ],
      unchanged: 1,
      unreadA: [{ manager: 'rpm', path, reason: 'format' }],
      unreadB: [],
    },
  });
}
