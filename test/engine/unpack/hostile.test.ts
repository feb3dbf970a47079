import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { unpackListing } from '../../../electron/engine/unpack/unpack-listing.ts';
import type { UnpackOutcome } from '../../../electron/engine/unpack/unpack-request.ts';
import { conflictRules } from '../../../shared/model/export.ts';
import type { ConflictRule } from '../../../shared/model/export.ts';
import { folderSnapshot } from '../../fixtures/folder-snapshot.ts';
import { asPlainUser, canBePlainUser, plainUser } from '../../fixtures/plain-user.ts';
import { temporaryFolder } from '../../fixtures/session.ts';
import { listed, packedStackOf } from '../../fixtures/tree-export.ts';
import type { Stack } from '../../fixtures/tree-export.ts';
import { hostileArchives } from './hostile-archives.ts';

const isWindows = process.platform === 'win32';

interface Ground {
  readonly folder: string;
  /** Must stay as it is. */
  readonly outside: string;
  /** Is unpacked into. Holds things already, of names that archives like to use. */
  readonly inside: string;
}

test('there are more than sixty of them, each of a name of its own', () => {
  expect(hostileArchives.length).toBeGreaterThan(60);
  expect(new Set(hostileArchives.map(({ name }) => name)).size).toBe(hostileArchives.length);
});

describe.skipIf(isWindows)('an archive with', () => {
  test.each(hostileArchives)('$name', { timeout: 120_000 }, async ({ layers, leaves }) => {
    for (const rule of conflictRules) {
      const ground = hostileGround();
      if (rule !== 'ask') takeNames(ground);
      const stack = await packedStackOf('gzip', ...layers(ground.outside));
      const outcome = await attack(ground, stack, rule);
      if (outcome.kind === 'conflicts') expect(rule).toBe('ask');
      else if (rule === 'ask') {
        for (const name of leaves ?? []) {
          expect(lstatSync(path.join(ground.inside, name))).toBeTruthy();
        }
      }
    }
  });

  test.skipIf(!canBePlainUser).each(hostileArchives)(
    '$name, unpacked by a plain user',
    { timeout: 120_000 },
    async ({ layers }) => {
      const ground = hostileGround();
      takeNames(ground);
      for (const each of [ground.outside, ground.inside]) chownSync(each, plainUser, plainUser);
      const stack = await packedStackOf('none', ...layers(ground.outside));
      const { kind } = await attack(ground, stack, 'rename', asPlainUser);
      expect(kind).toBe('done');
    },
  );
});

/** Unpacks and looks whether anything is different that was there before. */
async function attack(
  { folder, inside }: Ground,
  { tree, layers }: Stack,
  rule: ConflictRule,
  run: (act: () => Promise<UnpackOutcome>) => Promise<UnpackOutcome> = (act) => act(),
): Promise<UnpackOutcome> {
  const before = folderSnapshot(folder, { identity: true });
  const listing = listed(tree);
  const outcome = await run(() =>
    unpackListing({ listing, layers, folder: inside, rule, special: true }),
  );
  if (rule !== 'replace') {
    const after = folderSnapshot(folder, { identity: true });
    for (const [name, text] of before) {
      // What is put into a folder changes its time.
      if (name !== 'inside') expect([name, after.get(name)]).toEqual([name, text]);
    }
    for (const name of after.keys()) {
      if (!before.has(name)) expect(name.startsWith('inside/')).toBe(true);
    }
  } else {
    const outside = folderSnapshot(path.join(folder, 'outside'), { identity: true });
    for (const [name, text] of outside) {
      const key = name === '' ? 'outside' : `outside/${name}`;
      expect([key, text]).toEqual([key, before.get(key)]);
    }
  }
  const left = readdirSync(inside).filter((name) =>
    /^\.layerscope-.{36}\.(?:part|old)$/.test(name),
  );
  expect(left).toEqual([]);
  expect(existsSync('/evil-of-layerscope')).toBe(false);
  return outcome;
}

function hostileGround(): Ground {
  const folder = temporaryFolder();
  const outside = path.join(folder, 'outside');
  const inside = path.join(folder, 'inside');
  mkdirSync(path.join(outside, 'folder'), { recursive: true });
  writeFileSync(path.join(outside, 'file'), 'must stay');
  writeFileSync(path.join(outside, 'folder', 'deep'), 'must stay too', { mode: 0o400 });
  symlinkSync('file', path.join(outside, 'link'));
  mkdirSync(inside);
  chmodSync(folder, 0o755);
  return { folder, outside, inside };
}

/** Puts things into the folder already, of names that the archives want: links above all. */
function takeNames({ inside, outside }: Ground): void {
  for (const name of ['a', 'out', 's', 'root']) symlinkSync('../outside', path.join(inside, name));
  for (const name of ['h', 'f', 'p']) symlinkSync('../outside/file', path.join(inside, name));
  symlinkSync(path.join(outside, 'nothing'), path.join(inside, 'b'));
  mkdirSync(path.join(inside, 'd', 'full'), { recursive: true });
  writeFileSync(path.join(inside, 'd', 'full', 'file'), 'was there');
  writeFileSync(path.join(inside, 'link'), 'was there');
}
