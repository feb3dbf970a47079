import { availableParallelism } from 'node:os';
import { contend, figureLine } from '../harness/measure.ts';
import { runProgram, versionOf } from '../harness/process.ts';
import { runProbe } from '../harness/probe.ts';
import { line, ratio } from '../harness/report.ts';
import { rounds, type Subject } from './subject.ts';

/** Every file hashed, and files of equal content found, beside sha256sum over the layers that hold them, and the hash function that both are made of. */
export const hash: Subject = async (bench) => {
  const { plain } = await bench.input();
  const title = 'every file hashed, duplicates found';
  const cores = availableParallelism();
  const names = {
    files: 'every file of every layer hashed',
    duplicates: 'duplicates found',
    again: 'duplicates found once more',
    all: 'sha256sum of the layers, one a core',
    one: 'sha256sum of the layers',
    alone: 'sha256 of the layers alone on all cores',
  };
  const hasPeer = versionOf('sha256sum') !== null;
  const peers = [
    {
      name: names.all,
      run: () =>
        runProgram('sh', [
          '-c',
          `printf '%s\\0' "$@" | xargs -0 -n 1 -P ${cores} sha256sum`,
          'sh',
          ...plain.layers,
        ]),
    },
    { name: names.one, run: () => runProgram('sha256sum', plain.layers) },
  ];
  const measured = await contend(
    [
      { name: names.files, run: () => runProbe('hashFiles', plain.archive) },
      { name: names.duplicates, run: () => runProbe('duplicates', plain.archive) },
      { name: names.alone, run: () => runProbe('sha256', ...plain.layers) },
      ...(hasPeer ? peers : []),
    ],
    bench.runs,
    { warmUp: true, onRound: rounds(bench, title) },
  );
  const found = measured.find(({ name }) => name === names.duplicates);
  const again = found === undefined ? [] : [figureLine(found, 'again', names.again)];
  const comparison = {
    title,
    measured: [...measured, ...again],
    against: [names.alone, names.all],
  };
  const { files = 0, bytes = 0 } = line(comparison, names.files)?.figures ?? {};
  const { compared = 0, groups = 0, bytes: hashed = 0 } = found?.figures ?? {};
  return {
    subject: 'hash',
    comparisons: [comparison],
    notes: [
      `${files} files of ${(bytes / 1e9).toFixed(2)} GB; ${groups} contents stored more than once among ${compared} files of ${(hashed / 1e9).toFixed(2)} GB whose size another one has`,
      ...(hasPeer ? [] : ['sha256sum is not installed']),
    ],
    verdicts: [names.files, names.duplicates].flatMap((name) => [
      {
        work: name,
        measured: ratio(comparison, name, names.alone),
        target: 1.1,
        limit: 1.7,
        unit: '× sha256 alone',
      },
      {
        work: name,
        measured: ratio(comparison, name, names.all),
        target: 1,
        limit: 1.1,
        unit: '× sha256sum, one a core',
      },
    ]),
  };
};
