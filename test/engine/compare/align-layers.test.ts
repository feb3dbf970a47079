import { describe, expect, it } from 'vitest';
import type { LayerPair } from '../../../shared/model/comparison.ts';
import { alignLayers } from '../../../electron/engine/compare/align-layers.ts';
import type { LayerToAlign } from '../../../electron/engine/compare/align-layers.ts';
import { runWhole } from '../../../electron/engine/tree/slices.ts';
import { file, layerIndex, whiteout } from '../../fixtures/layer-index.ts';
import type { IndexedEntry } from '../../fixtures/layer-index.ts';

interface Written {
  readonly name: string;
  readonly command?: string | null;
  readonly entries?: readonly IndexedEntry[];
  readonly empty?: boolean;
}

/** Layers of one name are the same layer. */
function layers(numbers: Map<string, number>, written: readonly (string | Written)[]) {
  return written.map((each): LayerToAlign => {
    const {
      name,
      command = null,
      entries,
      empty = false,
    } = typeof each === 'string' ? { name: each } : each;
    if (!numbers.has(name)) numbers.set(name, numbers.size);
    const index = entries === undefined ? null : layerIndex(entries, false);
    return { identity: numbers.get(name)!, isEmpty: empty, command, index };
  });
}

function align(
  a: readonly (string | Written)[],
  b: readonly (string | Written)[],
): readonly LayerPair[] {
  const numbers = new Map<string, number>();
  return runWhole(alignLayers(layers(numbers, a), layers(numbers, b)));
}

/** `identical 0 0`, `inserted - 1`, `changed 2 3 command`. */
function lines(pairs: readonly LayerPair[]): readonly string[] {
  return pairs.map(({ status, a, b, by }) =>
    [status, a ?? '-', b ?? '-', ...(status === 'changed' ? [by] : [])].join(' '),
  );
}

const big = 'x'.repeat(1000);

describe('layers side by side', () => {
  it('finds one that was put in the middle', () => {
    expect(lines(align(['a', 'b', 'c'], ['a', 'new', 'b', 'c']))).toEqual([
      'identical 0 0',
      'inserted - 1',
      'identical 1 2',
      'identical 2 3',
    ]);
  });

  it('finds one that was taken out', () => {
    expect(lines(align(['a', 'b', 'c'], ['a', 'c']))).toEqual([
      'identical 0 0',
      'removed 1 -',
      'identical 2 1',
    ]);
  });

  it('tells the same layer at another place from one that is gone', () => {
    expect(lines(align(['a', 'b', 'c', 'd'], ['a', 'c', 'd', 'b']))).toEqual([
      'identical 0 0',
      'identical 2 1',
      'identical 3 2',
      'moved 1 3',
    ]);
  });

  it('pairs by command, whatever the position', () => {
    const a = ['base', { name: '1', command: 'RUN x' }, { name: '2', command: 'RUN y' }];
    const b = [
      'base',
      { name: '3', command: 'RUN new' },
      { name: '4', command: 'RUN x' },
      { name: '5', command: 'RUN y' },
    ];
    expect(lines(align(a, b))).toEqual([
      'identical 0 0',
      'inserted - 1',
      'changed 1 2 command',
      'changed 2 3 command',
    ]);
  });

  it('never pairs for the position alone', () => {
    const a = ['base', { name: '1', command: 'RUN x' }];
    const b = ['base', { name: '2', command: 'RUN y' }];
    expect(lines(align(a, b))).toEqual(['identical 0 0', 'removed 1 -', 'inserted - 1']);
  });

  it('does not cross layers that are the same', () => {
    const a = [{ name: '1', command: 'RUN x' }, 'same', { name: '2', command: 'RUN y' }];
    const b = [{ name: '3', command: 'RUN y' }, 'same', { name: '4', command: 'RUN x' }];
    expect(lines(align(a, b))).toEqual([
      'removed 0 -',
      'inserted - 0',
      'identical 1 1',
      'removed 2 -',
      'inserted - 2',
    ]);
  });

  it('takes a copy of other files for the same step', () => {
    const [one, other] = ['a', 'b'].map((letter) => `COPY file:${letter.repeat(64)} in /app`);
    const pairs = align([{ name: '1', command: one! }], [{ name: '2', command: other! }]);
    expect(lines(pairs)).toEqual(['changed 0 0 command']);
  });

  it('lets content decide between copies to one folder', () => {
    function copy(hash: string, path: string): Written {
      const entries = [file(path, big)];
      return { name: hash, command: `COPY file:${hash.repeat(64)} in /etc/`, entries };
    }
    const a = ['1', '2', '3', '4'].map((hash) => copy(hash, `etc/${hash}.sh`));
    const b = [copy('a', 'etc/1.sh'), copy('b', 'etc/3.sh'), copy('c', 'etc/4.sh')];
    expect(lines(align(a, b))).toEqual([
      'changed 0 0 command',
      'removed 1 -',
      'changed 2 1 command',
      'changed 3 2 command',
    ]);
  });

  it('pairs by content where the commands say nothing', () => {
    const a = [
      {
        name: '1',
        command: 'RUN apt 1.0',
        entries: [file('lib/a', big), file('etc/version', '1')],
      },
      { name: '2', entries: [file('app/one', big)] },
    ];
    const b = [
      { name: '3', entries: [file('else', big)] },
      {
        name: '4',
        command: 'RUN apt 2.0',
        entries: [file('lib/a', big), file('etc/version', '22')],
      },
    ];
    const pairs = align(a, b);
    expect(lines(pairs)).toEqual(['inserted - 0', 'changed 0 1 content', 'removed 1 -']);
    expect(pairs[1]?.likeness).toBeCloseTo(2002 / 2007, 6);
  });

  it('ties layers that were squashed into one to the largest of them', () => {
    const parts = [file('a', 'x'), file('b', big.repeat(5)), file('c', big)];
    const a = parts.map((part, place) => ({ name: `${place}`, entries: [part] }));
    const b = [{ name: 'all', entries: parts }];
    expect(lines(align(a, b))).toEqual(['removed 0 -', 'changed 1 0 content', 'removed 2 -']);
  });

  it('tells layers of whiteouts apart', () => {
    const a = [
      { name: '1', entries: [whiteout('a'), whiteout('b')] },
      { name: '2', entries: [whiteout('c')] },
    ];
    const b = [{ name: '3', entries: [whiteout('c')] }];
    expect(lines(align(a, b))).toEqual(['removed 0 -', 'changed 1 0 content']);
  });

  it('says how much two layers with one command have in common, and nothing where one cannot be read', () => {
    const a = [{ name: '1', command: 'RUN x', entries: [file('a', big)] }];
    const b = [{ name: '2', command: 'RUN x', entries: [file('b', big)] }];
    expect(align(a, b)[0]?.likeness).toBe(0);
    expect(align([{ name: '1', command: 'RUN x' }], b)[0]?.likeness).toBeNull();
  });
});

describe('layers that repeat', () => {
  function empty(command: string): Written {
    return { name: 'empty', command, empty: true };
  }

  it('do not hold apart what belongs together', () => {
    const a = [
      'base',
      empty('WORKDIR /x'),
      { name: '1', command: 'RUN x' },
      { name: '2', command: 'RUN y' },
    ];
    const b = [
      'base',
      { name: '3', command: 'RUN x' },
      { name: '4', command: 'RUN y' },
      empty('USER me'),
    ];
    expect(lines(align(a, b))).toEqual([
      'identical 0 0',
      'removed 1 -',
      'changed 2 1 command',
      'changed 3 2 command',
      'inserted - 3',
    ]);
  });

  it('are paired by their commands first', () => {
    const a = ['base', 'gone', empty('RUN one'), empty('RUN two')];
    const b = ['base', 'new', empty('RUN two'), 'more'];
    expect(lines(align(a, b))).toEqual([
      'identical 0 0',
      'removed 1 -',
      'removed 2 -',
      'inserted - 1',
      'identical 3 2',
      'inserted - 3',
    ]);
  });

  it('have a partner each', () => {
    const pairs = align(['r', 'x', 'r', 'r'], ['r', 'y', 'r']);
    expect(lines(pairs)).toEqual([
      'identical 0 0',
      'removed 1 -',
      'removed 2 -',
      'inserted - 1',
      'identical 3 2',
    ]);
  });

  it('count as moved only where they hold something', () => {
    const full = align(['r', 'r', 'x', 'y'], ['x', 'y', 'r']);
    expect(lines(full)).toContain('moved 0 2');
    const hollow = align([empty('RUN 1'), empty('RUN 2'), 'x', 'y'], ['x', 'y', empty('RUN 3')]);
    expect(lines(hollow).some((line) => line.startsWith('moved'))).toBe(false);
  });
});

describe('many layers', () => {
  const count = 5000;
  function names(prefix: string): readonly Written[] {
    return Array.from({ length: count }, (_, place) => ({
      name: `${prefix} ${place}`,
      command: `RUN step ${place % 50}`,
    }));
  }

  it.each([
    ['all the same', names('a'), names('a')],
    ['all different, with commands that repeat', names('a'), names('b')],
    ['turned around', names('a'), names('a').toReversed()],
    [
      'all empty and one more',
      Array.from({ length: count }, () => 'e'),
      Array.from({ length: count + 1 }, () => 'e'),
    ],
  ])('take no seconds: %s', (_, a, b) => {
    const before = performance.now();
    const pairs = align(a, b);
    expect(performance.now() - before).toBeLessThan(2000);
    for (const side of ['a', 'b'] as const) {
      const places = pairs.flatMap((pair) => pair[side] ?? []);
      expect(new Set(places).size).toBe(places.length);
    }
    expect(pairs.flatMap((pair) => pair.a ?? [])).toHaveLength(a.length);
    expect(pairs.flatMap((pair) => pair.b ?? [])).toHaveLength(b.length);
  });
});
