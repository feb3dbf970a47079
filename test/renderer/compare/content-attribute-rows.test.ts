import { expect, test } from 'vitest';
import { attributeRows } from '../../../renderer/features/compare/content-attribute-rows.ts';
import { textsIn } from '../../../shared/i18n/t.ts';
import type { PairDetail, PairSide } from '../../../shared/model/comparison.ts';
import type { EntryAttributes } from '../../../shared/model/view.ts';
import { fileAttributes } from '../values.ts';

const texts = textsIn('en');

const attributes: EntryAttributes = {
  ...fileAttributes,
  bytes: 1200,
  modified: 1_714_000_000_000,
};

function side(change: Partial<EntryAttributes> = {}, path = 'srv/run'): PairSide {
  return { node: 1, path, attributes: { ...attributes, ...change } };
}

function detail(a: PairSide | null, b: PairSide | null): PairDetail {
  return { node: 1, path: 'srv/run', change: 'modified', reasons: [], a, b };
}

/** The rows in short, those that differ with a star. */
function outline(of: PairDetail): readonly string[] {
  return attributeRows(of, texts).map((row) => {
    const words = row.kind === 'text' ? `${row.label}: ${row.a} | ${row.b}` : `${row.name}`;
    return `${row.changed ? '* ' : ''}${words}`;
  });
}

test('what differs is marked, what is the same is shown all the same', () => {
  const rows = outline(detail(side(), side({ mode: 0o755, bytes: 900 })));
  expect(rows).toContain('* inspector.mode: -rw-r--r-- 0644 | -rwxr-xr-x 0755');
  expect(rows).toContain('* inspector.size: 1.2\u00a0kB (1,200 bytes) | 900 bytes');
  expect(rows).toContain('inspector.owner: 0:0 | 0:0');
});

test('a path that one side alone has differs in nothing', () => {
  const rows = attributeRows(detail(null, side()), texts);
  expect(rows.some(({ changed }) => changed)).toBe(false);
  expect(rows.every(({ a }) => a === null)).toBe(true);
});

test('names of the same owner do not make a difference, numbers do', () => {
  const named = { uid: 0, gid: 0, userName: 'root', groupName: 'root' };
  expect(outline(detail(side(), side({ owner: named })))).toContain(
    'inspector.owner: 0:0 | 0:0 (root:root)',
  );
  expect(outline(detail(side(), side({ owner: { ...named, uid: 5 } })))).toContain(
    '* inspector.owner: 0:0 | 5:0 (root:root)',
  );
});

test('times of the same minute are told apart', () => {
  const rows = outline(detail(side(), side({ modified: attributes.modified + 250 })));
  expect(rows).toContain(
    '* inspector.modified: 2024-04-24T23:06:40.000Z | 2024-04-24T23:06:40.250Z',
  );
});

test('extended attributes by name, also those of one side', () => {
  const xattr = (name: string, value: string) => ({ name, value: new TextEncoder().encode(value) });
  const rows = outline(
    detail(
      side({ xattrs: [xattr('user.same', 'x'), xattr('user.note', 'old')] }),
      side({ xattrs: [xattr('user.same', 'x'), xattr('user.new', '1')] }),
    ),
  );
  expect(rows.slice(-3)).toEqual(['* user.new', '* user.note', 'user.same']);
});

test('a moved file has a row for its paths, a link one for its targets', () => {
  expect(outline(detail(side(), side({}, 'srv/go')))[0]).toBe(
    '* compareContent.path: /srv/run | /srv/go',
  );
  const link = { type: 'symlink', bytes: 0 } as const;
  const rows = outline(detail(side({ ...link, link: 'a' }), side({ ...link, link: 'b' })));
  expect(rows).toContain('* inspector.link: a | b');
  expect(rows.some((row) => row.includes('inspector.size'))).toBe(false);
});
