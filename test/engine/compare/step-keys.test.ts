import { describe, expect, it } from 'vitest';
import { buildArgumentsOf, cleanCommand } from '../../../electron/engine/image/command.ts';
import { likelyKey, lineKey } from '../../../electron/engine/compare/step-keys.ts';

const hashes = ['a', 'b'].map((letter) => letter.repeat(64));

/** Whether two commands as builders write them, with one of two hashes in each, have one key. */
function areSame(key: (command: string) => string, createdBy: (hash: string) => string): boolean {
  const [one, other] = hashes.map((hash) => key(cleanCommand(createdBy(hash)).command));
  return one === other;
}

describe('the line of a Dockerfile behind a command', () => {
  it.each([
    ['the classic builder: a file', (hash: string) => `/bin/sh -c #(nop) COPY file:${hash} in /x `],
    ['a folder', (hash: string) => `/bin/sh -c #(nop) ADD dir:${hash} in . `],
    ['several sources', (hash: string) => `/bin/sh -c #(nop) COPY multi:${hash} in /x/ `],
    ['an owner', (hash: string) => `/bin/sh -c #(nop) COPY --chown=1:2 file:${hash} in /x `],
    ['early BuildKit', (hash: string) => `COPY . /x # buildkit:sha256:${hash}`],
    ['Nix', (hash: string) => `store paths: ['/nix/store/${hash.slice(0, 32)}-bash-5.2']`],
  ])('leaves out what the builder wrote on its own: %s', (_, createdBy) => {
    expect(areSame(lineKey, createdBy)).toBe(true);
  });

  it('leaves out the time that a Debian root file system is made for', () => {
    const [one, other] = ['@1700000000', '@1710000000'].map((time) =>
      lineKey(`# debian.sh --arch 'amd64' out/ 'bookworm' '${time}'`),
    );
    expect(one).toBe(other);
  });

  it('keeps what the author wrote, hashes among it', () => {
    expect(areSame(lineKey, (hash) => `/bin/sh -c curl -o x example.org/${hash}`)).toBe(false);
    expect(lineKey(`COPY file:${hashes[0]} in /x`)).not.toBe(
      lineKey(`COPY file:${hashes[0]} in /y`),
    );
    expect(lineKey(`RUN echo COPY file:${hashes[0]} in /x`)).toContain(hashes[0]);
  });
});

describe('the likely key', () => {
  it.each([
    [
      'a hash',
      'RUN get 0123456789abcdef0123456789abcdef01234567',
      'RUN get fedcba9876543210fedcba9876543210fedcba98',
    ],
    ['a time', 'RUN echo 2025-06-01T10:00:00Z', 'RUN echo 2025-07-02T11:12:13.5Z'],
    ['seconds', 'RUN touch -d @1700000000 x', 'RUN touch -d @1710000001 x'],
    ['space', 'RUN a &&     b', 'RUN a && b'],
    [
      'a UUID',
      'RUN id 0b7c3b0e-7e0e-4c8e-9a51-6f1d3a2b4c5d',
      'RUN id 1b7c3b0e-7e0e-4c8e-9a51-6f1d3a2b4c5e',
    ],
  ])('is the same where %s differs', (_, one, other) => {
    expect(likelyKey(one)).toBe(likelyKey(other));
  });

  it('tells versions apart', () => {
    expect(likelyKey('RUN apt-get install curl=7.1')).not.toBe(
      likelyKey('RUN apt-get install curl=7.2'),
    );
  });
});

describe('build arguments', () => {
  it.each([
    ['|2 A=b C=d e /bin/sh -c make', 'A=b C=d e'],
    ['RUN |1 VERSION=2 /bin/sh -c make # buildkit', 'VERSION=2'],
    ['|1 A=b make', 'A=b'],
    ['/bin/sh -c make', ''],
    ['COPY a b # buildkit', ''],
  ])('of %j are %j', (createdBy, values) => {
    expect(buildArgumentsOf(createdBy)).toBe(values);
  });
});
