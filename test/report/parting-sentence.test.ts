import { describe, expect, test } from 'vitest';
import { textLanguages, textsIn } from '../../shared/i18n/t.ts';
import { partingKinds } from '../../shared/model/comparison.ts';
import type { Parting } from '../../shared/model/comparison.ts';
import { partingSentence } from '../../shared/report/parting-sentence.ts';
import { partingHere } from './values.ts';

const { t } = textsIn('en');

function sentence(own: Partial<Parting>): string {
  return partingSentence({ ...partingHere, ...own }, t);
}

const path = (name: string) => ({ path: name, change: 'modified' as const, reasons: [] });

test.each<[Partial<Parting>, string]>([
  [{ kind: 'same' }, 'Nothing differs.'],
  [{ kind: 'config', sharedLayers: 3 }, 'All 3 layers are the same; only the config differs.'],
  [
    { kind: 'longer', sharedLayers: 2, layerA: null, layerB: 2 },
    'B has all 2 layers of A and goes on with “RUN make new”.',
  ],
  [
    { kind: 'longer', sharedLayers: 1, layerA: 1, layerB: null },
    'A has the 1 layer of B and goes on with “RUN make old”.',
  ],
  [
    { kind: 'longer', sharedLayers: 0, layerA: null, layerB: 0, commandB: null },
    'A has no layers; B begins with unknown command.',
  ],
  [{ kind: 'base', sharedLayers: 0 }, 'They part at the first layer: the base is another one.'],
  [
    { kind: 'command' },
    'They part after 1 shared layer: A runs “RUN make old”, B runs “RUN make new”.',
  ],
  [
    { kind: 'files', paths: [path('a'), path('b'), path('c'), path('d')], pathCount: 9 },
    'They part after 1 shared layer: the same step “RUN make old” gave other files; 9 paths differ: “a”, “b”, “c” and 6 more.',
  ],
  [
    { kind: 'files', paths: [path('a')], pathCount: 1 },
    'They part after 1 shared layer: the same step “RUN make old” gave other files; 1 path differs: “a”.',
  ],
  [
    { kind: 'files', commandA: null, commandB: null },
    'They part after 1 shared layer: the same step unknown command gave other files.',
  ],
  [
    { kind: 'times' },
    'They part after 1 shared layer: the same step “RUN make old” gave the same files with other times.',
  ],
  [
    { kind: 'layers' },
    'They part after 1 shared layer: the layers differ, and no history says why.',
  ],
])('%j', (own, text) => {
  expect(sentence(own)).toBe(text);
});

describe.each(textLanguages)('in %s', (language) => {
  test.each(partingKinds)('%s is a whole sentence', (kind) => {
    const texts = textsIn(language);
    for (const sharedLayers of [0, 1, 2]) {
      const text = partingSentence({ ...partingHere, kind, sharedLayers }, texts.t);
      expect(text).toMatch(/^\p{Lu}.*[.]$/u);
      expect(text).not.toContain('{');
    }
  });
});

test('what differs in two long commands is shown', () => {
  const start = `RUN apt-get install -y ${'package '.repeat(40)}`;
  const text = sentence({ commandA: `${start}less ${'more '.repeat(40)}`, commandB: `${start}jq` });
  expect(text).toMatch(/A runs “….* less more.*…”, B runs “….* jq”\.$/);
  expect(text.length).toBeLessThan(300);
});

test('commands and paths are quoted as the caller wants it, with nothing unseen in them', () => {
  const text = partingSentence(
    { ...partingHere, commandA: 'a\u202eb', commandB: 'c\nd' },
    t,
    (each) => `<${each}>`,
  );
  expect(text).toBe('They part after 1 shared layer: A runs <a⟨U+202E⟩b>, B runs <c d>.');
});
