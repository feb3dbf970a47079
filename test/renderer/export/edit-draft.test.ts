import { describe, expect, test } from 'vitest';
import type { Grant } from '../../../shared/model/source.ts';
import {
  canRestore,
  canSquash,
  editSteps,
  emptyDraft,
  runOf,
  withKept,
  withRestored,
  withSquash,
} from '../../../renderer/features/export/edit-draft.ts';

const grant = '00000000-0000-4000-8000-000000000009' as string as Grant;
const six = emptyDraft(6);

describe('a draft of an edit', () => {
  test('has no steps to begin with', () => {
    expect(editSteps(six)).toEqual([]);
    expect(editSteps({ ...six, instructions: '\n# nothing\n' })).toEqual([]);
  });

  test('takes steps in an order that keeps the positions true', () => {
    const appended = [{ grant, name: 'site.tar', message: 'site' }];
    const draft = withKept(withSquash(withSquash(six, { from: 0, to: 1 }), { from: 3, to: 4 }), 5);
    expect(editSteps({ ...draft, appended, instructions: 'USER tide\nCMD ["x"]' })).toEqual([
      { edit: 'drop', layers: 1 },
      { edit: 'squash', from: 3, to: 4 },
      { edit: 'squash', from: 0, to: 1 },
      { edit: 'append', grant, message: 'site' },
      { edit: 'config', changes: ['USER tide', 'CMD ["x"]'] },
    ]);
  });

  test('joins runs that overlap and leaves those that only lie side by side', () => {
    const two = withSquash(withSquash(six, { from: 0, to: 1 }), { from: 2, to: 3 });
    expect(two.squashed).toEqual([
      { from: 0, to: 1 },
      { from: 2, to: 3 },
    ]);
    expect(withSquash(two, { from: 1, to: 2 }).squashed).toEqual([{ from: 0, to: 3 }]);
  });

  test('shortens runs that reach into what goes, and forgets those of one layer', () => {
    const run = withSquash(six, { from: 2, to: 5 });
    expect(withKept(run, 4).squashed).toEqual([{ from: 2, to: 3 }]);
    expect(withKept(run, 3).squashed).toEqual([]);
  });

  test('gives back what was dropped or squashed', () => {
    const draft = withKept(withSquash(six, { from: 0, to: 1 }), 3);
    expect(withRestored(draft, { from: 4, to: 4 })).toMatchObject({
      kept: 5,
      squashed: draft.squashed,
    });
    expect(withRestored(draft, { from: 1, to: 1 })).toMatchObject({ kept: 3, squashed: [] });
  });

  test('says what can be done with a run', () => {
    const draft = withKept(withSquash(six, { from: 0, to: 1 }), 4);
    expect(runOf(draft, 1)).toEqual({ from: 0, to: 1 });
    expect(runOf(draft, 2)).toBeNull();
    const runs = [
      [0, 1],
      [0, 2],
      [2, 2],
      [3, 4],
    ] as const;
    expect(runs.map(([from, to]) => canSquash(draft, { from, to }))).toEqual([
      false,
      true,
      false,
      false,
    ]);
    expect(runs.map(([from, to]) => canRestore(draft, { from, to }))).toEqual([
      true,
      true,
      false,
      true,
    ]);
  });
});
