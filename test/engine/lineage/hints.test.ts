import { describe, expect, it } from 'vitest';
import type { BaseHint } from '../../../shared/model/base-hint.ts';
import { pairHistory } from '../../../electron/engine/image/history.ts';
import { documentHints } from '../../../electron/engine/lineage/document-hints.ts';
import { historyHints } from '../../../electron/engine/lineage/history-hints.ts';
import { findOsRelease, parseOsRelease } from '../../../electron/engine/lineage/os-release.ts';
import { pathText } from '../../../electron/engine/tree/paths.ts';
import { directory, file, symlink, unionTree, whiteout } from '../../fixtures/layer-index.ts';

type Step = readonly [createdBy: string, mark?: 'empty' | 'layer', comment?: string];

/** The hints of a history as short lines: rule, layers of the base, name. */
function boundaries(steps: readonly Step[], layers?: number): readonly string[] {
  const records = steps.map(([createdBy, mark = 'layer', comment = '']) => ({
    created: null,
    createdBy,
    comment,
    author: '',
    emptyLayer: mark === 'empty',
  }));
  const count = layers ?? records.filter(({ emptyLayer }) => !emptyLayer).length;
  const positions = Array.from({ length: count }, (_, position) => position);
  const { steps: paired } = pairHistory(records, positions, count);
  return historyHints(paired, count).map(text);
}

function text(hint: BaseHint): string {
  if (hint.how !== 'history') return hint.how;
  const name = hint.reference ?? hint.imageId ?? hint.system;
  return [hint.rule, hint.layers, ...(name === null ? [] : [name])].join(' ');
}

const add = '/bin/sh -c #(nop) ADD file:d37f3d942c2cb2fe in / ';
const command = '/bin/sh -c #(nop)  CMD ["/bin/sh"]';

describe('the boundary in a history', () => {
  it('lies after the command of the base', () => {
    const steps: Step[] = [
      [add],
      [command, 'empty'],
      ['/bin/sh -c apk add curl'],
      ['/bin/sh -c #(nop)  ENTRYPOINT ["curl"]', 'empty'],
      ['/bin/sh -c #(nop)  LABEL a=b', 'empty'],
      ['/bin/sh -c touch /x'],
      [command, 'empty'],
    ];
    expect(boundaries(steps)).toEqual(['root-file-system 1', 'command-step 1', 'command-step 2']);
  });

  it('is not there when nothing but settings follows the command', () => {
    expect(
      boundaries([['COPY hello / # buildkit'], ['CMD ["/hello"]', 'empty'], ['USER x', 'empty']]),
    ).toEqual([]);
  });

  it('lies where another builder goes on', () => {
    const buildKit = 'buildkit.dockerfile.v0';
    expect(
      boundaries([
        ["# debian.sh --arch 'amd64' out/ 'bookworm' '@1728864000'", 'layer', 'debuerreotype 0.15'],
        ['ENV A=b', 'empty', buildKit],
        ['RUN /bin/sh -c apt-get update # buildkit', 'layer', buildKit],
      ]),
    ).toEqual(['builder-change 1', 'root-file-system 1 Debian bookworm']);
  });

  it('is named where buildah wrote it down', () => {
    const id = 'ab'.repeat(32);
    expect(
      boundaries([
        ['/bin/sh -c base'],
        ['/bin/sh -c #(nop) ARG A', 'empty', 'FROM localhost/debian-base:12'],
        ['/bin/sh -c one'],
        ['/bin/sh -c two', 'layer', `FROM ${id}`],
      ]),
    ).toEqual(['from-comment 1 localhost/debian-base:12', `from-comment 2 sha256:${id}`]);
  });

  it('is not below the first layer', () => {
    expect(
      boundaries([
        ['/bin/sh -c #(nop) ENV A=b', 'empty', 'FROM scratch'],
        [command, 'empty', 'FROM localhost/nothing'],
        ['/bin/sh -c one'],
      ]),
    ).toEqual([]);
  });

  it('is not told of layers that history and image do not agree on', () => {
    const steps: Step[] = [[add], [command, 'empty'], ['RUN x'], [command, 'empty'], ['RUN y']];
    expect(boundaries(steps, 1)).toEqual([]);
    expect(boundaries(steps, 3)).toHaveLength(3);
  });
});

describe('annotations', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  const base = {
    'org.opencontainers.image.base.name': 'docker.io/library/debian:12',
    'org.opencontainers.image.base.digest': digest,
  };

  it('are read from the manifest and from the labels of the config', () => {
    const hints = documentHints({
      manifest: JSON.stringify({ annotations: base }),
      config: JSON.stringify({ config: { Labels: { 'org.opencontainers.image.base.name': 'x' } } }),
    });
    expect(hints).toEqual([
      { how: 'annotation', place: 'manifest', reference: 'docker.io/library/debian:12', digest },
      { how: 'annotation', place: 'label', reference: 'x', digest: null },
    ]);
  });

  it.each(['', '[]', 'null', '{"annotations":null}', '{"annotations":{"org":1}}'])(
    'of %j say nothing',
    (manifest) => {
      expect(documentHints({ manifest, config: null })).toEqual([]);
    },
  );
});

describe('os-release', () => {
  it('is read as a shell would', () => {
    const text = [
      '# a comment',
      'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"',
      "ID='debian'",
      'VERSION_ID="1\\"2\\$"\r',
      'not a line',
    ].join('\n');
    expect(parseOsRelease(text)).toEqual({
      prettyName: 'Debian GNU/Linux 12 (bookworm)',
      id: 'debian',
      versionId: '1"2$',
    });
  });

  it('falls back to NAME, and says nothing of a file that names nothing', () => {
    expect(parseOsRelease('NAME=Alpine\nID=alpine')?.prettyName).toBe('Alpine');
    expect(parseOsRelease('')).toBeNull();
    expect(parseOsRelease('\0\uFFFDPRETTY=')).toBeNull();
  });

  it('is found through its link in the lowest layer that has it', () => {
    const tree = unionTree(
      [directory('usr')],
      [symlink('etc/os-release', '../usr/lib/os-release'), file('usr/lib/os-release', 'ID=x')],
      [whiteout('usr/lib/os-release')],
    );
    const found = findOsRelease(tree);
    expect(found?.layer).toBe(1);
    expect(pathText(tree, found!.node)).toBe('usr/lib/os-release');
  });

  it('is not found in an image without one, or behind a link to nothing', () => {
    expect(findOsRelease(unionTree([symlink('etc/os-release', '/nowhere')]))).toBeNull();
    expect(findOsRelease(unionTree())).toBeNull();
  });
});

it('a file of os-release made to take time takes none', () => {
  const started = performance.now();
  expect(parseOsRelease(`ID=${' '.repeat(65_000)}x`)?.id).toHaveLength(65_001);
  expect(performance.now() - started).toBeLessThan(500);
});
