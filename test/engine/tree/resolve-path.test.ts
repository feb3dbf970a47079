import { describe, expect, test } from 'vitest';
import { pathText } from '../../../electron/engine/tree/paths.ts';
import { resolvePath } from '../../../electron/engine/tree/resolve-path.ts';
import { directory, file, symlink, unionTree, whiteout } from '../../fixtures/layer-index.ts';

const tree = unionTree(
  [
    directory('usr/bin'),
    file('usr/bin/tool', 't'),
    symlink('bin', 'usr/bin'),
    symlink('usr/bin/alias', 'tool'),
    symlink('usr/absolute', '/usr/bin'),
    symlink('out', '../../../usr'),
    symlink('loop', 'loop2'),
    symlink('loop2', '/loop'),
    symlink('dangling', 'nowhere/at/all'),
    symlink('up', 'usr/bin/..'),
  ],
  [whiteout('usr/bin/tool'), file('etc', 'e')],
);

function resolved(path: string, layer = 0): string {
  const found = resolvePath(tree, layer, path);
  return found.found ? pathText(tree, found.node) : found.reason;
}

describe('a path leads', () => {
  test.each([
    ['usr/bin/tool', 'usr/bin/tool'],
    ['/usr//bin/./tool', 'usr/bin/tool'],
    ['bin/tool', 'usr/bin/tool'],
    ['bin/alias', 'usr/bin/tool'],
    ['usr/absolute/tool', 'usr/bin/tool'],
    ['out/bin', 'usr/bin'],
    ['../../bin/tool', 'usr/bin/tool'],
    // As a kernel does it: up from where the link leads, not from the link.
    ['bin/../bin/tool', 'usr/bin/tool'],
    ['up', 'usr'],
    ['', ''],
    ['/', ''],
  ])('%s -> %s', (path, to) => expect(resolved(path)).toBe(to));

  test.each([
    ['usr/bin/none', 'absent'],
    ['dangling', 'absent'],
    ['loop', 'link-loop'],
    ['usr/bin/tool/x', 'not-a-folder'],
    ['usr/bin/tool/..', 'not-a-folder'],
    ['usr/bin/TOOL', 'absent'],
  ])('%s nowhere: %s', (path, reason) => expect(resolved(path)).toBe(reason));

  test('where it does after the layer asked for', () => {
    expect(resolved('etc', 0)).toBe('absent');
    expect(resolved('etc', 1)).toBe('etc');
    expect(resolved('bin/tool', 1)).toBe('absent');
    expect(resolved('usr', -1)).toBe('absent');
  });
});

test('links of a great many parts lead nowhere', () => {
  const hostile = unionTree([
    directory('a'),
    symlink('slashes', '/'.repeat(1_000_000)),
    symlink('steps', 'a/../'.repeat(200_000)),
    symlink('deep', 'a/../'.repeat(100)),
  ]);
  const ends = ['slashes', 'steps', 'deep'].map((path) => resolvePath(hostile, 0, path));
  expect(ends).toEqual([
    { found: false, reason: 'link-loop' },
    { found: false, reason: 'link-loop' },
    { found: true, node: 0 },
  ]);
});
