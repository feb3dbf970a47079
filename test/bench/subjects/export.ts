import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { contend, type Contender } from '../harness/measure.ts';
import { runProbe } from '../harness/probe.ts';
import { runPrograms, versionOf } from '../harness/process.ts';
import { line, type Comparison, type Report } from '../harness/report.ts';
import { rounds, type Bench, type Subject } from './subject.ts';

const ours = 'export, verified against the diffID; process and all';

/** Programs that pack a file into another one, at the level that we take too. */
const packers = {
  gzip: [
    ['gzip', '-6'],
    ['pigz', '-6'],
  ],
  zstd: [['zstd', '-q -3 -T1']],
} as const;

/** The largest layer taken out of the archive, beside copying the same bytes, and packed anew beside who does nothing else. */
export const exports: Subject = async (bench): Promise<Report> => {
  const input = await bench.input();
  const { archive, layers } = input.plain;
  const largest = layers.reduce((most, each) => (bytesOf(each) > bytesOf(most) ? each : most));
  const folder = path.join(input.folder, `export-${process.pid}`);
  mkdirSync(folder);
  try {
    const written = (name: string): string => path.join(folder, name);
    /** The last program takes the place of the shell, so that its memory is what is measured. */
    const shell = (name: string, ...commands: readonly string[]): Contender => ({
      name,
      prepare: async () => rmSync(written('peer'), { force: true }),
      run: () =>
        runPrograms(
          [...commands, 'sync "$2"'].map((command) => {
            return ['sh', '-c', `exec ${command}`, 'sh', largest, written('peer')] as const;
          }),
        ),
    });
    const own = (format: string): Contender => ({
      name: ours,
      run: () => runProbe('layerExport', archive, format, written('own')),
    });
    const notes = [`the layer has ${(bytesOf(largest) / 1e9).toFixed(2)} GB`];
    const comparisons: Comparison[] = [
      await compared(bench, 'the largest layer as tar, synced', [
        own('tar'),
        shell('cp', 'cp "$1" "$2"'),
        shell('cp and sha256sum, one after the other', 'cp "$1" "$2"', 'sha256sum "$2"'),
        shell('GNU tar of the file', 'tar -cf "$2" "$1"'),
      ]),
    ];
    for (const compression of ['gzip', 'zstd'] as const) {
      const there = packers[compression].filter(([program]) => versionOf(program) !== null);
      const absent = packers[compression].filter(([program]) => versionOf(program) === null);
      notes.push(...absent.map(([program]) => `no ${program} on this machine to compare with`));
      const peers = there.map(([program, level]) =>
        shell(`${program} ${level}`, `${program} ${level} -c "$1" > "$2"`),
      );
      const title = `the largest layer packed as ${compression}`;
      const comparison = await compared(bench, title, [own(compression), ...peers]);
      const bytes = line(comparison, ours)?.figures['bytes'] ?? 0;
      notes.push(`${compression}: ${(bytes / 1e9).toFixed(3)} GB`);
      comparisons.push(comparison);
    }
    return { subject: 'export', comparisons, verdicts: [], notes };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

async function compared(
  bench: Bench,
  title: string,
  ways: readonly Contender[],
): Promise<Comparison> {
  const measured = await contend(ways, bench.runs, { warmUp: true, onRound: rounds(bench, title) });
  return { title, measured, against: ways.slice(1).map(({ name }) => name) };
}

function bytesOf(file: string): number {
  return statSync(file).size;
}
