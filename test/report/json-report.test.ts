import { describe, expect, test } from 'vitest';
import { jsonReport } from '../../shared/report/json-report.ts';
import { hostileReport, hostileTexts } from './hostile.ts';
import { changedPath, comparison, partingHere, pathSide, report } from './values.ts';

function parsed(of = report()): unknown {
  return JSON.parse([...jsonReport(of)].join(''));
}

test('has its keys in an order that stays, the paths at the end', () => {
  expect(Object.keys(Object(parsed()))).toEqual([
    'a',
    'b',
    'shared',
    'onlyA',
    'onlyB',
    'firstDifference',
    'counts',
    'layers',
    'history',
    'config',
    'packages',
    'unreadPackages',
    'problems',
    'files',
  ]);
});

test('names the platforms without a partner where they are known', () => {
  const otherPlatforms = { both: [], onlyA: ['linux/arm64'], onlyB: [] };
  expect(parsed(report({ otherPlatforms }))).toMatchObject({ otherPlatforms });
});

test('says what is shared, where they part and how paths differ', () => {
  const value = parsed(
    report({
      paths: () => [
        changedPath('new', { b: pathSide({ mode: 0o4755 }) }),
        changedPath('b\uFFFD', {
          pathBase64: 'Yv8=',
          change: 'moved',
          movedFrom: 'a',
          reasons: ['mtime'],
          a: pathSide(),
        }),
        changedPath('gone', {
          change: 'removed',
          a: pathSide({ type: 'directory', bytes: 0 }),
          b: null,
        }),
      ],
    }),
  );
  expect(value).toMatchObject({
    shared: { layers: 1, bytes: 1000, storedBytes: 1000, unknownLayers: 0 },
    firstDifference: {
      ...partingHere,
      message: 'They part after 1 shared layer: A runs “RUN make old”, B runs “RUN make new”.',
    },
    layers: [
      { status: 'identical', a: 0, b: 0 },
      { status: 'changed', a: 1, b: 1 },
    ],
  });
  expect(Object(value).files).toEqual([
    {
      path: 'new',
      change: 'added',
      reasons: [],
      sizeA: null,
      sizeB: 100,
      typeA: null,
      typeB: 'file',
      modeA: null,
      modeB: 0o4755,
    },
    {
      path: 'b\uFFFD',
      pathBase64: 'Yv8=',
      pathA: 'a',
      change: 'moved',
      reasons: ['mtime'],
      sizeA: 100,
      sizeB: 100,
      typeA: 'file',
      typeB: 'file',
      modeA: 0o644,
      modeB: 0o644,
    },
    {
      path: 'gone',
      change: 'removed',
      reasons: [],
      sizeA: 0,
      sizeB: null,
      typeA: 'directory',
      typeB: null,
      modeA: 0o644,
      modeB: null,
    },
  ]);
});

test('has no first difference where there is none', () => {
  const same = comparison({ parting: { ...partingHere, kind: 'same', sharedLayers: 2 } });
  expect(parsed(report({ comparison: same }))).toMatchObject({ firstDifference: null, files: [] });
});

describe('whatever an archive names', () => {
  test.each(hostileTexts)('%j comes back as it was, and does nothing to a terminal', (text) => {
    const pieces = [...jsonReport(hostileReport(text))].join('');
    expect(pieces).not.toMatch(
      /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/,
    );
    expect(JSON.parse(pieces)).toMatchObject({
      a: { source: text, references: [text, text] },
      firstDifference: { commandA: text },
      config: [{ key: text, a: text, b: null }, { a: [text, 'same'] }],
      packages: [{ name: text, a: text, b: `${text}!` }],
      files: [{ path: `etc/${text}` }, {}, {}, { pathA: `etc/${text}` }],
    });
  });
});

test('is never held as one text: each path is a piece of its own, asked for when it is written', () => {
  let asked = 0;
  const pieces = jsonReport(
    report({
      *paths() {
        for (; asked < 1000; asked++) yield changedPath(`data/${asked}`);
      },
    }),
  );
  for (const piece of pieces) {
    if (!piece.includes('data/')) continue;
    expect(piece).toContain(`data/${asked}"`);
  }
  expect(asked).toBe(1000);
});
