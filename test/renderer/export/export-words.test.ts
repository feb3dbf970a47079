import { describe, expect, test } from 'vitest';
import { formatDuration } from '../../../shared/format/duration.ts';
import { textsIn } from '../../../shared/i18n/t.ts';
import { exportLosses } from '../../../shared/model/export.ts';
import type { EditSaving, ExportRequest } from '../../../shared/model/export.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { savingOf } from '../../../renderer/features/export/saving.ts';
import { doneNotice, lossText } from '../../../renderer/i18n/export-words.ts';
import { secondsLeft, withRate } from '../../../renderer/store/jobs.ts';

const texts = textsIn('en');
const grant = '00000000-0000-4000-8000-000000000009' as string as Grant;
const edit: ExportRequest = {
  what: 'edit',
  grant,
  image: 'key',
  steps: [{ edit: 'drop', layers: 1 }],
  reference: 'tide:slim',
  format: null,
  packing: { compression: 'gzip', level: null },
};
const layers: ExportRequest = {
  what: 'layers',
  grant,
  image: 'key',
  layers: [0],
  format: 'tar',
  level: null,
};
const saved: EditSaving = {
  layersBefore: 3,
  layersAfter: 2,
  unpackedBefore: 1000,
  unpackedAfter: 250,
  settingsKept: [],
  historyLost: false,
};

describe('what was written', () => {
  const outcome = { kind: 'done', name: 'tide.tar', bytes: 2000, files: 1, losses: [] } as const;

  test('is told with its bytes, and with its files where there are several', () => {
    expect(doneNotice(layers, outcome, texts)).toEqual({
      tone: 'ok',
      title: 'tide.tar saved',
      text: '2\u00A0kB',
    });
    expect(doneNotice(layers, { ...outcome, files: 12 }, texts).text).toBe('12 files, 2\u00A0kB');
  });

  test('is told by its folder where that may hold other things', () => {
    const several = { ...layers, layers: [0, 1] };
    const title = doneNotice(several, { ...outcome, name: 'taken' }, texts).title;
    expect(title).toBe('Exported into taken');
  });

  test('is a note when something is lost', () => {
    const losses = [{ kind: 'owner', count: 2, paths: [] }] as const;
    expect(doneNotice(layers, { ...outcome, losses }, texts)).toMatchObject({
      tone: 'note',
      text: '2\u00A0kB. Not everything could be kept.',
    });
  });

  test('is in the library where it was kept there', () => {
    const notice = doneNotice(edit, { ...outcome, name: 'tide:slim' }, texts);
    expect(notice.title).toBe('tide:slim is in the library');
    const file = { ...edit, format: 'oci-archive' } as const;
    expect(doneNotice(file, { ...outcome, files: 9 }, texts)).toMatchObject({
      title: 'tide.tar saved',
      text: '2\u00A0kB',
    });
  });
});

test('every loss has words, for one and for several', () => {
  const said = exportLosses.flatMap((kind) =>
    [1, 1234].map((count) => lossText({ kind, count, paths: [] }, texts)),
  );
  expect(new Set(said).size).toBe(exportLosses.length * 2);
  expect(said.filter((text) => !/^(1|1,234) /.test(text))).toEqual([]);
});

test('a saving is less, more, or nothing', () => {
  expect(savingOf(saved)).toEqual({ kind: 'less', bytes: 750, percent: 75 });
  expect(savingOf({ ...saved, unpackedAfter: 1500 })).toEqual({
    kind: 'more',
    bytes: 500,
    percent: 50,
  });
  const nothing = { ...saved, unpackedBefore: 0, unpackedAfter: 0 };
  expect(savingOf(nothing)).toEqual({ kind: 'same', bytes: 0, percent: 0 });
  expect(savingOf({ ...saved, unpackedBefore: null })).toBe(null);
});

describe('the time left of a job', () => {
  const job = {
    id: 1,
    kind: 'save',
    grant,
    image: null,
    done: 250,
    total: 1000,
    started: 0,
  } as const;

  test('follows from its speed', () => {
    expect(secondsLeft(withRate(job, 1000))).toBe(3);
  });

  test('is not known without a speed or a total', () => {
    expect(secondsLeft(withRate(job, 10))).toBeNull();
    expect(secondsLeft(withRate({ ...job, total: null }, 1000))).toBeNull();
  });

  test('is written in its largest unit', () => {
    expect([0.2, 59, 90, 5400].map((seconds) => formatDuration(seconds, 'en'))).toEqual([
      '1 sec',
      '59 sec',
      '2 min',
      '1.5 hr',
    ]);
    expect(formatDuration(120, 'de')).toBe('2 Min.');
  });
});
