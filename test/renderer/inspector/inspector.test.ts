import { describe, expect, test } from 'vitest';
import {
  attributeChanges,
  exactTime,
  ownerLine,
} from '../../../renderer/features/inspector/attribute-changes.ts';
import { linkTarget } from '../../../renderer/features/inspector/link-target.ts';
import { modeNotes } from '../../../renderer/features/inspector/mode-notes.ts';
import { shownAt } from '../../../renderer/features/inspector/shown-at.ts';
import { xattrChanges } from '../../../renderer/features/inspector/xattr-changes.ts';
import { textsIn } from '../../../shared/i18n/t.ts';
import type { EntryAttributes, EntryDetail } from '../../../shared/model/view.ts';
import { fileAttributes } from '../values.ts';

const file: EntryAttributes = {
  ...fileAttributes,
  bytes: 1500,
  owner: { uid: 0, gid: 0, userName: 'root', groupName: 'root' },
};

function detail(
  before: EntryAttributes | null,
  after: EntryAttributes | null,
  reasons: EntryDetail['reasons'],
): EntryDetail {
  return {
    node: 1,
    path: 'a',
    before,
    after,
    change: 'modified',
    reasons,
    hardLinks: [],
    life: [],
  };
}

describe('what changed', () => {
  test('is told attribute by attribute', () => {
    const after = {
      ...file,
      bytes: 12,
      mode: 0o4755,
      owner: { uid: 1000, gid: 0, userName: '', groupName: '' },
    };
    expect(
      attributeChanges(detail(file, after, ['content', 'mode', 'owner', 'xattr']), textsIn('en')),
    ).toEqual([
      { reason: 'content', before: '1.5\u00a0kB (1,500)', after: '12 bytes' },
      { reason: 'mode', before: '-rw-r--r-- 0644', after: '-rwsr-xr-x 4755' },
      { reason: 'owner', before: '0:0 (root:root)', after: '1000:0' },
    ]);
  });

  test('two moments that look alike are told apart', () => {
    const [change] = attributeChanges(
      detail({ ...file, modified: 1000 }, { ...file, modified: 1000.25 }, ['mtime']),
      textsIn('en'),
    );
    expect(change).toEqual({
      reason: 'mtime',
      before: '1970-01-01T00:00:01.000Z',
      after: '1970-01-01T00:00:01.00025Z',
    });
  });

  test('other content of the same size shows its hashes where they are known', () => {
    const before = { ...file, contentHash: 'a'.repeat(64) };
    const after = { ...file, contentHash: 'b'.repeat(64) };
    expect(attributeChanges(detail(before, after, ['content']), textsIn('de'))).toEqual([
      { reason: 'content', before: 'a'.repeat(12), after: 'b'.repeat(12) },
    ]);
    const [unknown] = attributeChanges(detail(file, file, ['content']), textsIn('de'));
    expect(unknown?.before).toBe(unknown?.after);
  });

  test('nothing is told of a path that was not there before', () => {
    expect(attributeChanges(detail(null, file, []), textsIn('en'))).toEqual([]);
  });
});

test('moments keep their fraction, however far they lie', () => {
  expect(exactTime(0.5)).toBe('1970-01-01T00:00:00.0005Z');
  expect(exactTime(-1500)).toBe('1969-12-31T23:59:58.500Z');
  expect(exactTime(-0.25)).toBe('1969-12-31T23:59:59.99975Z');
  expect(exactTime(1e20)).toBe('@100000000000000000');
});

test('names of owners cannot disguise themselves', () => {
  expect(ownerLine({ uid: 1, gid: 2, userName: 'a\u202e', groupName: '' })).toBe(
    '1:2 (a⟨U+202E⟩:)',
  );
});

describe('where a symbolic link leads', () => {
  test.each([
    ['usr/bin/python3', 'python3.11', 'usr/bin/python3.11'],
    ['usr/bin/python3', '../../etc/python', 'etc/python'],
    ['bin', 'usr/bin', 'usr/bin'],
    ['a/b/c', '/etc//passwd/', 'etc/passwd'],
    ['a', '../../../../etc/shadow', 'etc/shadow'],
    ['a/b', '.', 'a'],
    ['a', '/', ''],
  ])('%s -> %s is %s', (path, link, target) => expect(linkTarget(path, link)).toBe(target));
});

describe('remarks on permissions', () => {
  test.each([
    [0o644, 'file', []],
    [0o4755, 'file', ['set-user']],
    [0o6755, 'file', ['set-user', 'set-group']],
    [0o2775, 'directory', ['set-group-folder']],
    [0o1777, 'directory', ['world-writable-sticky']],
    [0o1755, 'directory', ['sticky']],
    [0o777, 'directory', ['world-writable']],
    [0o666, 'character', ['world-writable']],
    [0o777, 'symlink', []],
  ] as const)('%o of a %s', (mode, type, notes) => expect(modeNotes(mode, type)).toEqual(notes));
});

test('extended attributes are compared by name and bytes', () => {
  const attribute = (name: string, ...value: number[]) => ({ name, value: Uint8Array.from(value) });
  const before = [attribute('user.a', 1), attribute('user.b', 2), attribute('user.c', 3)];
  const after = [attribute('user.c', 4), attribute('user.a', 1), attribute('user.d')];
  expect(
    xattrChanges(before, after).map(({ name, before: old, after: now }) => [
      name,
      old !== null,
      now !== null,
    ]),
  ).toEqual([
    ['user.b', true, false],
    ['user.c', true, true],
    ['user.d', false, true],
  ]);
});

test('a path that is gone shows as it was before', () => {
  const range = { from: 3, to: 7 };
  expect(shownAt(detail(file, file, []), range)).toMatchObject({ layer: 7, former: false });
  expect(shownAt(detail(file, null, []), range)).toMatchObject({ layer: 3, former: true });
  expect(shownAt(detail(null, null, []), range)).toBeNull();
});
