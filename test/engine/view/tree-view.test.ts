import { describe, expect, test } from 'vitest';
import { stackChangeKinds } from '../../../shared/model/change.ts';
import { showAll } from '../../../shared/model/view.ts';
import type { ViewOptions } from '../../../shared/model/view.ts';
import { findNode } from '../../../electron/engine/tree/paths.ts';
import { TreeView } from '../../../electron/engine/view/tree-view.ts';
import { viewedStack } from '../../../electron/engine/view/viewed.ts';
import { directory, file, symlink, unionTree, whiteout } from '../../fixtures/layer-index.ts';

const tree = unionTree(
  [
    directory('etc', { uid: 1 }),
    file('etc/passwd', 'root', { modified: 3000 }),
    file('etc/Hosts', 'localhost', { modified: 1000 }),
    directory('usr'),
    directory('usr/bin'),
    file('usr/bin/sh', 'x'.repeat(100), { mode: 0o755 }),
    symlink('usr/bin/bash', 'sh'),
    file('readme', 'r'),
  ],
  [
    whiteout('etc/Hosts'),
    file('etc/passwd', 'root2', { modified: 4000 }),
    file('usr/bin/new', 'n'),
  ],
);
const layerOne = { from: 0, to: 1 };

const everything: ViewOptions = { ...showAll, kinds: stackChangeKinds };

function view(options: Partial<ViewOptions> = {}, range = layerOne): TreeView {
  return new TreeView(viewedStack(tree), range, { ...everything, ...options });
}

/** The lines of a view as an outline: two spaces a level, the name, and a mark for what is no plain file. */
function outline(of: TreeView): string[] {
  return of.rows(0, 500).map(({ depth, name, expandable, expanded, change }) => {
    const mark = expandable ? (expanded ? ' v' : ' >') : '';
    return `${'  '.repeat(depth)}${name}${mark}${change === 'unchanged' ? '' : ` ${change}`}`;
  });
}

describe('rows', () => {
  test('begin with the closed folders of the root, folders first', () => {
    expect(outline(view())).toEqual(['etc >', 'usr >', 'readme']);
  });

  test('show removed paths where they were', () => {
    const shown = view();
    shown.expand(findNode(tree, 'etc'), true, false);
    expect(outline(shown)).toEqual([
      'etc v',
      '  Hosts removed',
      '  passwd modified',
      'usr >',
      'readme',
    ]);
    shown.expand(findNode(tree, 'etc'), false, false);
    expect(outline(shown)).toEqual(['etc >', 'usr >', 'readme']);
  });

  test('open a folder with all below it, and remember what was open inside', () => {
    const shown = view();
    shown.expand(findNode(tree, 'usr'), true, true);
    const open = ['etc >', 'usr v', '  bin v', '    bash', '    new added', '    sh', 'readme'];
    expect(outline(shown)).toEqual(open);
    shown.expand(findNode(tree, 'usr'), false, false);
    expect(outline(shown)).toEqual(['etc >', 'usr >', 'readme']);
    shown.expand(findNode(tree, 'usr'), true, false);
    expect(outline(shown)).toEqual(open);
    shown.collapseAll();
    expect(outline(shown)).toEqual(['etc >', 'usr >', 'readme']);
  });

  test('open what changed', () => {
    const shown = view();
    shown.expandChanged();
    expect(outline(shown)).toEqual([
      'etc v',
      '  Hosts removed',
      '  passwd modified',
      'usr v',
      '  bin v',
      '    bash',
      '    new added',
      '    sh',
      'readme',
    ]);
  });

  test('come in windows and carry their values', () => {
    const shown = view();
    shown.expand(findNode(tree, 'usr'), true, true);
    const [sh] = shown.rows(5, 1);
    expect(sh).toMatchObject({
      name: 'sh',
      depth: 2,
      type: 'file',
      bytes: 100,
      mode: 0o755,
      origin: 0,
      position: 3,
      siblings: 3,
      link: null,
    });
    expect(shown.rows(3, 1)[0]).toMatchObject({ name: 'bash', type: 'symlink', link: 'sh' });
    expect(shown.rows(7, 100)).toEqual([]);
  });

  test('have a version that rises with every change', () => {
    const shown = view();
    const versions = [shown.state(1).version];
    shown.expand(findNode(tree, 'etc'), true, false);
    versions.push(shown.state(1).version);
    shown.configure(layerOne, { ...everything, sort: 'size' });
    versions.push(shown.state(1).version);
    expect(versions).toEqual([1, 2, 3]);
  });
});

describe('sorting', () => {
  function names(options: Partial<ViewOptions>): string[] {
    const shown = view({ ...options });
    shown.expand(findNode(tree, 'etc'), true, false);
    return outline(shown).map((line) => line.trim().split(' ')[0]!);
  }

  test('by name keeps folders first either way and ignores case', () => {
    expect(names({})).toEqual(['etc', 'Hosts', 'passwd', 'usr', 'readme']);
    expect(names({ descending: true })).toEqual(['usr', 'etc', 'passwd', 'Hosts', 'readme']);
  });

  test('by size adds up what lies in folders, a removed file with what it had', () => {
    expect(names({ sort: 'size', descending: true })).toEqual([
      'usr',
      'etc',
      'Hosts',
      'passwd',
      'readme',
    ]);
  });

  test('by time, owner and change', () => {
    expect(names({ sort: 'modified' })).toEqual(['etc', 'Hosts', 'passwd', 'readme', 'usr']);
    expect(names({ sort: 'owner', descending: true })[0]).toBe('etc');
    expect(names({ sort: 'change', descending: true })).toEqual([
      'etc',
      'passwd',
      'Hosts',
      'usr',
      'readme',
    ]);
  });
});

describe('filters', () => {
  test('by text show the folders that lead to a match, open', () => {
    const shown = view({ text: 'PASS' });
    expect(outline(shown)).toEqual(['etc v', '  passwd modified']);
    expect(shown.state(1)).toMatchObject({ matches: 1, rowCount: 2 });
  });

  test('by the name of a folder keep what lies in it, closed', () => {
    const shown = view({ text: 'bin' });
    expect(outline(shown)).toEqual(['usr v', '  bin >']);
    expect(shown.state(1).matches).toBe(1);
    shown.expand(findNode(tree, 'usr/bin'), true, false);
    expect(outline(shown)).toEqual(['usr v', '  bin v', '    bash', '    new added', '    sh']);
  });

  test('by text with a slash look at the path', () => {
    expect(outline(view({ text: 'bin/s' }))).toEqual(['usr v', '  bin v', '    sh']);
    expect(outline(view({ text: '/etc/' }))).toEqual([
      'etc v',
      '  Hosts removed',
      '  passwd modified',
    ]);
  });

  test.each([
    ['*.md', []],
    ['s?', ['usr v', '  bin v', '    sh']],
    ['/usr/**/new', ['usr v', '  bin v', '    new added']],
  ])('by the glob %s', (text, expected) => {
    expect(outline(view({ text, textMode: 'glob' }))).toEqual(expected);
  });

  test('by a regular expression, and say when it is none', () => {
    expect(outline(view({ text: '^(sh|new)$', textMode: 'regex' }))).toEqual([
      'usr v',
      '  bin v',
      '    new added',
      '    sh',
    ]);
    expect(() => view({ text: '(', textMode: 'regex' })).toThrow('pattern-invalid');
  });

  test('by kind of change', () => {
    expect(outline(view({ kinds: ['removed', 'added'] }))).toEqual([
      'etc v',
      '  Hosts removed',
      'usr v',
      '  bin v',
      '    new added',
    ]);
  });

  test('by size measure files only', () => {
    expect(outline(view({ minBytes: 9 }))).toEqual([
      'etc v',
      '  Hosts removed',
      'usr v',
      '  bin v',
      '    sh',
    ]);
    expect(outline(view({ minBytes: 2, maxBytes: 5 }))).toEqual(['etc v', '  passwd modified']);
  });

  test('leave what the user opened as it was once they are gone', () => {
    const shown = view();
    shown.expand(findNode(tree, 'etc'), true, false);
    const before = outline(shown);
    shown.configure(layerOne, { ...everything, text: 'sh' });
    expect(outline(shown)).toEqual(['usr v', '  bin v', '    bash', '    sh']);
    shown.configure(layerOne, everything);
    expect(outline(shown)).toEqual(before);
  });

  test('that match nothing give no rows', () => {
    expect(view({ text: 'nowhere' }).state(1)).toMatchObject({ matches: 0, rowCount: 0 });
  });
});

describe('finding', () => {
  test('reveals a path by opening the folders above it', () => {
    const shown = view();
    expect(shown.reveal(findNode(tree, 'usr/bin/sh'))).toBe(5);
    expect(shown.rows(5, 1)[0]!.name).toBe('sh');
    expect(view({ text: 'etc' }).reveal(findNode(tree, 'usr'))).toBeNull();
  });

  test('reveals no path that is gone at the point looked at, as the cursor may have been on it', () => {
    const shown = view({}, layerOne);
    expect(shown.reveal(findNode(tree, 'etc/Hosts'))).not.toBeNull();
    shown.configure({ from: -1, to: 1 }, everything);
    expect(shown.reveal(findNode(tree, 'etc/Hosts'))).toBeNull();
    expect(() => shown.reveal(tree.nodeCount)).toThrow('entry-unknown');
  });

  test('goes on from a line by the beginning of a name, around the end', () => {
    const shown = view();
    expect([shown.find(0, 'u'), shown.find(2, 'E'), shown.find(0, 'zz')]).toEqual([1, 0, null]);
  });

  test('refuses a path that is not there', () => {
    expect(() => view().expand(999, true, false)).toThrow('entry-unknown');
  });
});

test('refuses a range outside the stack', () => {
  expect(() => view({}, { from: 0, to: 2 })).toThrow('arguments-invalid');
  expect(() => view({}, { from: 1, to: 0 })).toThrow('arguments-invalid');
});
