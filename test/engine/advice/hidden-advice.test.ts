import { describe, expect, test } from 'vitest';
import { advise } from '../../../electron/engine/advice/advise.ts';
import { hiddenCauses } from '../../../shared/model/waste.ts';
import { hiddenGroup, hiddenInput, step, steps } from './input.ts';

describe('what one RUN stores and the next deletes', () => {
  test.each(['deleted-file', 'deleted-folder', 'opaque', 'replaced'] as const)(
    'is to be done in one step: %s',
    (cause) => {
      expect(advise(hiddenInput([hiddenGroup({ cause })]))).toEqual([
        {
          kind: 'merge-steps',
          severity: 'worthwhile',
          savedBytes: 5_000_000,
          layers: [2, 3],
          paths: [{ node: 1, path: 'tmp/data.bin' }],
          files: 1,
          detail: {
            secret: null,
            leftover: null,
            name: '',
            instruction: 'RUN make data \\\n && rm -rf /tmp/data.bin',
          },
        },
      ]);
    },
  );

  test('is one piece with all that the two steps store twice', () => {
    const groups = [
      hiddenGroup({ bytes: 5_000_000 }),
      hiddenGroup({ bytes: 2_000_000, cause: 'overwritten', files: 3 }),
      hiddenGroup({ bytes: 1_000_000, cause: 'metadata', reasons: ['mtime'] }),
    ];
    const [only, ...others] = advise(hiddenInput(groups));
    expect(others).toEqual([]);
    expect(only).toMatchObject({ kind: 'merge-steps', savedBytes: 8_000_000, files: 5 });
  });

  test.each([
    ['the lower layer is one of the base', { storedIn: 1 }],
    ['the lowest layer stores it', { storedIn: 0 }],
    ['it is too little to matter', { bytes: 400_000 }],
    ['one layer stores it twice', { cause: 'duplicate', hiddenIn: 2 }],
    ['nobody ever sees it', { cause: 'not-shown', hiddenIn: 2 }],
  ] as const)('is nothing to do where %s', (_, own) => {
    expect(advise(hiddenInput([hiddenGroup(own)]))).toEqual([]);
  });

  test.each([
    ['another step stands between them', { hiddenIn: 4 }, steps],
    [
      'the folder or the user changes between them',
      {},
      steps.with(3, step('RUN rm -rf /tmp/data.bin', { followsBelow: false })),
    ],
  ] as const)('has no step to write where %s', (_, own, all) => {
    const [only] = advise(hiddenInput([hiddenGroup(own)], { steps: all }));
    expect(only).toMatchObject({ kind: 'merge-steps', detail: { instruction: '' } });
  });

  test.each([
    ['a here-document', 'RUN <<EOF\nmake\nEOF'],
    ['a comment', 'RUN make # all of it'],
    ['an open end', 'RUN make &'],
    ['nothing known', null],
    ['a very long command', `RUN ${'make '.repeat(400)}`],
  ])('is joined with … in place of %s', (_, command) => {
    const lower = { ...step(command), instruction: 'RUN' };
    const [only] = advise(hiddenInput([hiddenGroup()], { steps: steps.with(2, lower) }));
    expect(only?.detail.instruction).toBe('RUN … \\\n && rm -rf /tmp/data.bin');
  });

  test.each([
    ['cd', 'RUN cd /src && make'],
    ['a variable', 'RUN CC=clang; make'],
    ['exit', 'RUN make || exit 1'],
  ])('is joined by a shell of its own where %s would change the next commands', (_, command) => {
    const [only] = advise(hiddenInput([hiddenGroup()], { steps: steps.with(2, step(command)) }));
    const shell = command.replace('RUN ', '');
    expect(only?.detail.instruction).toBe(`RUN (${shell}) \\\n && rm -rf /tmp/data.bin`);
  });

  test('has no Unix command for Windows', () => {
    const [only] = advise(hiddenInput([hiddenGroup()], { isUnix: false }));
    expect(only).toMatchObject({ kind: 'merge-steps', detail: { instruction: '' } });
  });
});

describe('what a COPY brings and a RUN deletes', () => {
  const copied = steps.with(2, step('COPY data.bin /tmp/data.bin'));

  test('can be lent to the step', () => {
    const [only] = advise(hiddenInput([hiddenGroup()], { steps: copied }));
    expect(only).toMatchObject({
      kind: 'mount-copied',
      savedBytes: 5_000_000,
      detail: {
        instruction: 'RUN --mount=type=bind,source=data.bin,target=/tmp/data.bin …',
      },
    });
  });

  test('is not named by the hash that builders write in place of its source', () => {
    const hashed = steps.with(2, step('COPY file:0123abcd in /tmp/data.bin'));
    const [only] = advise(hiddenInput([hiddenGroup()], { steps: hashed }));
    expect(only?.detail.instruction).toBe('RUN --mount=type=bind,source=…,target=/tmp/data.bin …');
  });

  test('is apart from what it stores twice', () => {
    const groups = [hiddenGroup(), hiddenGroup({ cause: 'overwritten', bytes: 3_000_000 })];
    const pieces = advise(hiddenInput(groups, { steps: copied }));
    expect(pieces.map(({ kind, savedBytes }) => [kind, savedBytes])).toEqual([
      ['mount-copied', 5_000_000],
      ['stored-twice', 3_000_000],
    ]);
  });
});

describe('a chown or chmod in a step of its own', () => {
  const copied = steps.with(2, step('COPY app/ /app/'));
  const chowned = hiddenGroup({ cause: 'metadata', reasons: ['owner'], hiddenIn: 4, path: 'app' });

  test('is to be done by the COPY', () => {
    const [only] = advise(hiddenInput([chowned], { steps: copied }));
    expect(only).toMatchObject({
      kind: 'copy-with-owner',
      savedBytes: 5_000_000,
      layers: [2, 4],
      detail: { instruction: 'COPY --chown=1000:1000 app/ /app/' },
    });
  });

  test('sets the mode, too, where that changed', () => {
    const group = { ...chowned, reasons: ['mode', 'owner'] as const };
    const [only] = advise(hiddenInput([group], { steps: copied }));
    expect(only?.detail.instruction).toBe('COPY --chown=1000:1000 --chmod=0644 app/ /app/');
  });

  test('gives no mode to a tree that its folders could not be entered with', () => {
    const group = { ...chowned, files: 12, reasons: ['mode'] as const };
    const [only] = advise(hiddenInput([group], { steps: copied }));
    expect(only?.detail.instruction).toBe('COPY --chmod=… app/ /app/');
  });

  test('leaves open what the files do not agree on', () => {
    const files = [1, 2].map((node) => ({ ...chowned, node, path: `app/${node}` }));
    const [only] = advise(
      hiddenInput([chowned], {
        steps: copied,
        hiddenFiles: () => files,
        attributes: (node) => ({ uid: node, gid: 0, mode: 0o644, isExtended: false }),
      }),
    );
    expect(only?.detail.instruction).toBe('COPY --chown=… app/ /app/');
  });

  test('after a RUN is to be done in that step', () => {
    const group = { ...chowned, hiddenIn: 3 };
    const all = steps.with(3, step('RUN chown -R app /app'));
    const [only] = advise(hiddenInput([group], { steps: all }));
    expect(only).toMatchObject({
      kind: 'copy-with-owner',
      detail: { instruction: 'RUN make data \\\n && chown -R app /app' },
    });
  });

  test('of files of the base cannot be done otherwise', () => {
    expect(advise(hiddenInput([{ ...chowned, storedIn: 1 }]))).toEqual([]);
  });

  test.each([[['mtime']], [[]], [['xattr']]] as const)(
    'is only storing again where %j changed',
    (reasons) => {
      const [only] = advise(hiddenInput([{ ...chowned, reasons }], { steps: copied }));
      expect(only).toMatchObject({ kind: 'stored-twice', detail: { instruction: '' } });
    },
  );
});

test('each hidden byte above the base counts exactly once, whatever the steps are', () => {
  for (const command of ['RUN x', 'COPY a /b', 'ADD a /b', 'WORKDIR /x', null]) {
    const groups = hiddenCauses.flatMap((cause, at) => [
      hiddenGroup({ cause, bytes: 1_000_000 * (at + 1), reasons: ['mode'] }),
      hiddenGroup({ cause, bytes: 1_000_000 * (at + 1), hiddenIn: 4 }),
    ]);
    const pieces = advise(hiddenInput(groups, { steps: steps.with(2, step(command)) }));
    const counted = groups.filter(({ cause }) => cause !== 'duplicate' && cause !== 'not-shown');
    expect(pieces.reduce((sum, { savedBytes }) => sum + (savedBytes ?? 0), 0)).toBe(
      counted.reduce((sum, { bytes }) => sum + bytes, 0),
    );
  }
});
