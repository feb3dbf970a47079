import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { compressed, image, layer } from '../fixtures/image.ts';
import { ociMembers } from '../fixtures/oci-members.ts';
import { withMember } from '../fixtures/outer.ts';
import type { FileMember, Member } from '../fixtures/outer.ts';
import { file } from '../fixtures/tar.ts';
import { archiveOf, runProgram } from './run-program.ts';

const recipe = image({ ref: 'app:1', layers: [compressed(layer(file('a', 'content')), 'gzip')] });

interface Check {
  readonly name: string;
  readonly over: string;
  readonly stated: string;
  readonly found: string | null;
  readonly result: string;
}

function layerMember(members: readonly Member[]): FileMember {
  const found = members.find(
    (member): member is FileMember => member.kind === 'file' && member.bytes[0] === 0x1f,
  );
  if (found === undefined) throw new Error('there is no compressed layer');
  return found;
}

describe('verify', () => {
  test('states and finds every digest of a sound archive', async () => {
    const archive = await archiveOf(await ociMembers([recipe]));
    const { code, stdout } = await runProgram('verify', '--json', archive);
    const { kind, sound, checks, problems } = JSON.parse(stdout);
    expect({ code, kind, sound, problems }).toEqual({
      code: 0,
      kind: 'oci-archive',
      sound: true,
      problems: [],
    });
    const results = checks.map(({ over, result }: Check) => `${over} ${result}`).toSorted();
    expect(results).toEqual([
      'blob verified',
      'blob verified',
      'blob verified',
      'diff-id verified',
    ]);
    for (const { stated, found } of checks) expect(found).toBe(stated);
  });

  test('finds a layer that was changed', async () => {
    const members = await ociMembers([recipe]);
    const { name, bytes } = layerMember(members);
    const other = Buffer.from(bytes);
    other[9] = 0xff; // the operating system in the gzip header: what comes out stays the same
    const archive = await archiveOf(withMember(members, name, other));
    const json = await runProgram('verify', '--json', archive);
    const { sound, checks, problems } = JSON.parse(json.stdout);
    expect({ code: json.code, sound }).toEqual({ code: 1, sound: false });
    expect(checks).toContainEqual(
      expect.objectContaining({ name, over: 'blob', result: 'mismatch' }),
    );
    expect(checks).toContainEqual(
      expect.objectContaining({ name, over: 'diff-id', result: 'verified' }),
    );
    expect(problems).toMatchObject([{ code: 'blob-digest-mismatch', severity: 'error' }]);

    const text = await runProgram('verify', archive);
    expect(text.code).toBe(1);
    expect(text.stdout).toMatch(
      /^mismatch {2}blob .*\n {4}stated sha256:\w{64}\n {4}found {2}sha256:\w{64}$/m,
    );
    expect(text.stdout).toMatch(/\n3 of 4 digests verified\n$/);
  });

  test('says only what is wrong when asked to be quiet', async () => {
    const sound = await archiveOf(await dockerMembers([recipe]));
    expect(await runProgram('verify', '--quiet', sound)).toEqual({
      code: 0,
      stdout: '',
      stderr: '',
    });
  });
});
