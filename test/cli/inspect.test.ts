import { describe, expect, test } from 'vitest';
import { dockerMembers } from '../fixtures/docker-members.ts';
import { emptyStep, image, layer, rawLayer } from '../fixtures/image.ts';
import { ociMembers, platforms } from '../fixtures/oci-members.ts';
import { withoutMember } from '../fixtures/outer.ts';
import { directory, file, packTar, whiteout } from '../fixtures/tar.ts';
import { archiveOf, runOnTerminal, runProgram, withoutColour } from './run-program.ts';

const base = layer(directory('etc'), file('etc/a', 'one'), file('etc/b', 'two'));
const upper = layer(file('etc/a', 'four'), whiteout('etc/b'), file('new', 'n'));
const app = image({
  ref: 'example/app:1',
  layers: [base, upper],
  history: [
    '/bin/sh -c #(nop) ADD file:1 in / ',
    emptyStep('/bin/sh -c #(nop)  CMD ["sh"]'),
    '/bin/sh -c change',
  ],
});

describe('inspect --json', () => {
  test('tells of a docker archive', async () => {
    const { code, stdout, stderr } = await runProgram(
      'inspect',
      '--json',
      await archiveOf(await dockerMembers([app])),
    );
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { images, ...archive } = JSON.parse(stdout);
    expect(archive).toMatchObject({
      kind: 'docker-archive',
      compression: 'none',
      artifacts: [],
      problems: [],
    });
    expect(images).toHaveLength(1);
    expect(images[0]).toMatchObject({
      id: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      manifestDigest: null,
      references: ['example/app:1'],
      platform: 'linux/amd64',
      created: '2024-05-01T12:00:00Z',
      complete: true,
      unionBytes: 5,
      unionEntries: 3,
      history: [
        { command: 'ADD file:1 in /', instruction: 'ADD', emptyLayer: false, layer: 0 },
        { command: 'CMD ["sh"]', instruction: 'CMD', emptyLayer: true, layer: null },
        { command: 'RUN change', instruction: 'RUN', emptyLayer: false, layer: 1 },
      ],
    });
    expect(images[0].layers).toMatchObject([
      {
        index: 0,
        diffId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
        storedBytes: 3584,
        unpackedBytes: 3584,
        fileBytes: 6,
        entries: 3,
        command: 'ADD file:1 in /',
        available: true,
        availability: 'available',
        compression: 'none',
        changes: { added: 3, modified: 0, removed: 0 },
      },
      {
        index: 1,
        entries: 3,
        command: 'RUN change',
        changes: { added: 1, modified: 1, removed: 1 },
      },
    ]);
  });

  test('tells of every platform with its digests, and of layers that are not there', async () => {
    const recipe = platforms('many:1', [
      image({ layers: [base] }),
      image({ platform: 'linux/arm64/v8', layers: [upper] }),
    ]);
    const members = await ociMembers([recipe]);
    const whole = await runProgram('inspect', '--json', await archiveOf(members));
    const { kind, images } = JSON.parse(whole.stdout);
    expect(kind).toBe('oci-archive');
    expect(images.map((each: { platform: string }) => each.platform)).toEqual([
      'linux/amd64',
      'linux/arm64/v8',
    ]);
    const [{ layers }] = images;
    expect(layers[0].mediaType).toBe('application/vnd.oci.image.layer.v1.tar');

    const [, hex] = layers[0].digest.split(':');
    const cut = withoutMember(members, `blobs/sha256/${hex}`);
    const broken = await runProgram('inspect', '--json', await archiveOf(cut));
    expect(broken.code).toBe(1);
    const found = JSON.parse(broken.stdout);
    expect(found.images[0].layers[0]).toMatchObject({
      available: false,
      availability: 'missing',
      unpackedBytes: null,
      entries: null,
      changes: null,
    });
    expect(found.problems).toContainEqual(
      expect.objectContaining({
        code: 'blob-missing',
        severity: 'error',
        where: expect.objectContaining({ image: found.images[0].key, layer: 0 }),
        message: 'Content that a document names is not in the archive',
      }),
    );
  });

  test('says in which image and layer a damaged tar was found', async () => {
    const whole = await packTar([file('a', 'x'.repeat(2000))]);
    const recipe = image({ ref: 'cut:1', layers: [base, rawLayer(whole.subarray(0, 1000))] });
    const archive = await archiveOf(await dockerMembers([recipe]));
    const { code, stdout } = await runProgram('inspect', '--json', archive);
    const { images, problems } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(problems).toContainEqual(
      expect.objectContaining({
        code: 'layer-truncated',
        where: expect.objectContaining({ image: images[0].key, layer: 1 }),
      }),
    );
  });
});

describe('inspect for people', () => {
  test('fits a terminal and is coloured there', async () => {
    const long = image({
      ref: 'docker.io/library/long:1',
      layers: [layer(file('a', 'x'))],
      history: [`/bin/sh -c echo ${'word '.repeat(60)}`],
    });
    const archive = await archiveOf(await dockerMembers([long]));
    const { code, stdout } = await runOnTerminal(['inspect', archive], 100);
    expect(code).toBe(0);
    const lines = stdout.split('\n').map(withoutColour);
    expect(stdout).toContain('\u001b[32m+1\u001b[0m');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines).toContain('long:1');
    expect(lines).toContain('  platform  linux/amd64');
    const row = lines.find((line) => line.includes('RUN echo'));
    expect(row).toMatch(/^ {6}0 {2}2\.05 kB {3}2\.05 kB {8}1 {5}\+1 {9}0 {8}0 {2}RUN echo .*…$/);
  });

  test('is plain where it is no terminal, and with NO_COLOR or --no-color', async () => {
    const archive = await archiveOf(await dockerMembers([app]));
    const piped = await runProgram('inspect', archive);
    expect(piped.stdout).not.toContain('\u001b');
    for (const [args, environment] of [
      [['--no-color'], {}],
      [[], { NO_COLOR: '1' }],
    ] as const) {
      const shown = await runOnTerminal(['inspect', archive, ...args], 200, environment);
      expect(shown.stdout).toBe(piped.stdout);
    }
  });

  test('writes no control character of an archive to the terminal', async () => {
    const hostile = image({
      ref: 'app:1',
      layers: [layer(file('a', 'x'))],
      history: ['RUN echo \u001b]0;title\u0007 \u009b31m \u202egpj'],
      created: '\u001b[2J',
    });
    const archive = await archiveOf(await dockerMembers([hostile]));
    const { stdout } = await runOnTerminal(['inspect', '--no-color', archive], 200);
    expect(stdout.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\u202e]/u);
    expect(stdout).toContain('RUN echo ␛]0;title␇ ⟨U+009B⟩31m ⟨U+202E⟩gpj');
  });

  test('lists what is wrong, the worst first, and of many alike the first few', async () => {
    const doubled = layer(...Array.from({ length: 9 }, () => file('same', 'x')));
    const recipe = image({ ref: 'app:1', layers: [rawLayer(Buffer.alloc(700, 1)), doubled] });
    const archive = await archiveOf(await dockerMembers([recipe]));
    const { code, stdout } = await runProgram('inspect', archive);
    expect(code).toBe(1);
    const findings = stdout.trimEnd().split('\n').slice(-7);
    expect(findings[0]).toMatch(/^error {4}layer 0: /);
    expect(findings[1]).toBe('warning  layer 1, same: A layer holds one path twice');
    expect(findings[6]).toBe('         and 3 more like this');
  });
});
