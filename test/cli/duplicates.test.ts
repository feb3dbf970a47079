import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { file, whiteout } from '../fixtures/tar.ts';
import { archiveOf, runProgram } from './run-program.ts';

const base = compressed(layer(file('a', 'content'), file('b', 'content')), 'gzip');
const one = image({ ref: 'app:1', layers: [base, layer(file('c', 'content'), whiteout('b'))] });
const two = image({ ref: 'app:2', layers: [base, layer(file('long', '0123456789'))] });

describe('duplicates', () => {
  test('--json has every copy of each content, of all images of all archives', async () => {
    const first = await archiveOf(await dockerMembers([one]));
    const second = await archiveOf(await ociMembers([two]));
    const { code, stdout, stderr } = await runProgram('duplicates', '--json', first, second);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const found: { groups: readonly { copies: readonly object[] }[] } = JSON.parse(stdout);
    expect(found).toMatchObject({
      savedBytes: 14,
      groupCount: 1,
      files: 3,
      unreadLayers: 0,
      groups: [
        {
          hash: `sha256:${createHash('sha256').update('content').digest('hex')}`,
          bytes: 7,
          copyCount: 3,
          savedBytes: 14,
        },
      ],
    });
    expect(found.groups[0]!.copies).toMatchObject([
      { layer: 0, path: 'a', visible: true, images: 2 },
      { layer: 0, path: 'b', visible: false, images: 2 },
      { layer: 1, path: 'c', visible: true, images: 1 },
    ]);
  });

  test('says for people what one copy would save', async () => {
    const archive = await archiveOf(await dockerMembers([one]));
    const { stdout } = await runProgram('duplicates', archive);
    expect(stdout.split('\n').slice(0, 6)).toEqual([
      '1 content stored more than once, 14 B beyond one copy of each',
      '',
      `14 B to save: 3 × 7 B  ${createHash('sha256').update('content').digest('hex').slice(0, 12)}`,
      '  layer 0  a',
      '- layer 0  b',
      '  layer 1  c',
    ]);
    const none = await runProgram('duplicates', '--min', '1kB', archive);
    expect(none.stdout).toContain('0 contents');
    const wrong = await runProgram('duplicates', '--min', '0', archive);
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain('--min takes a size such as 4096');
  });
});

describe('packages', () => {
  const packaged = image({
    layers: [
      layer(
        file(
          'var/lib/dpkg/status',
          'Package: a\nStatus: install ok installed\nVersion: 1\nInstalled-Size: 3\n',
        ),
        file('var/lib/dpkg/info/a.list', '/usr/bin/a\n'),
        file('usr/bin/a', '1'),
      ),
      layer(
        file(
          'var/lib/dpkg/status',
          'Package: a\nStatus: install ok installed\nVersion: 2\nInstalled-Size: 4\n',
        ),
        file('app/x', '123'),
        file('app/y', '12345'),
      ),
    ],
  });

  test('--json says what each layer did, and where the files of none are', async () => {
    const archive = await archiveOf(await dockerMembers([packaged]));
    const { code, stdout } = await runProgram('packages', '--json', archive);
    expect(code).toBe(0);
    const found: { unownedPlaces: unknown } = JSON.parse(stdout);
    expect(found).toMatchObject({
      fileLists: ['dpkg'],
      unowned: { files: 2, bytes: 8 },
      layers: [
        { layer: 0, installedBytes: 3072, changes: [{ change: 'installed' }] },
        { layer: 1, installedBytes: 4096, removedBytes: 3072, unownedBytes: 8 },
      ],
    });
    expect(found.unownedPlaces).toEqual([
      { path: 'app', direct: false, layer: 1, files: 2, bytes: 8 },
    ]);
    const second = await runProgram('packages', '--json', '--layer', '1', archive);
    const only: { layers: readonly { layer: number }[] } = JSON.parse(second.stdout);
    expect(only.layers.map(({ layer: number }) => number)).toEqual([1]);
  });

  test('lists changes for people, and with --unowned the files of none', async () => {
    const archive = await archiveOf(await dockerMembers([packaged]));
    const { stdout } = await runProgram('packages', archive);
    expect(stdout).toContain('  + dpkg a 1  3.07 kB\n');
    expect(stdout).toContain('  ~ dpkg a 1 -> 2  +1.02 kB\n');
    const unowned = await runProgram('packages', '--unowned', archive);
    expect(unowned.stdout).toBe('5    1  app/y\n3    1  app/x\n');
    const json = await runProgram('packages', '--unowned', '--json', archive);
    expect(JSON.parse(json.stdout)).toEqual([
      { path: 'app/y', layer: 1, bytes: 5 },
      { path: 'app/x', layer: 1, bytes: 3 },
    ]);
  });
});
