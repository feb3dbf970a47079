/** `npm run bench [-- NAME… --runs N --json FILE]`: measures Layerscope beside other programs; see docs/performance.md. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { machineText, thisMachine } from './harness/machine.ts';
import { answerProbe, probeSwitch } from './harness/probe.ts';
import { printed, type Report } from './harness/report.ts';
import { prepareInput, type Input } from './input/input.ts';
import { probes } from './probes/probes.ts';
import { compare } from './subjects/compare.ts';
import { gzip, zstd } from './subjects/compressed.ts';
import { prove, reopen } from './subjects/digests.ts';
import { exports } from './subjects/export.ts';
import { frames } from './subjects/frames.ts';
import { hash } from './subjects/hash.ts';
import { library } from './subjects/library.ts';
import { open } from './subjects/open.ts';
import { read } from './subjects/read.ts';
import { search } from './subjects/search.ts';
import { start } from './subjects/start.ts';
import type { Subject } from './subjects/subject.ts';
import { tree } from './subjects/tree.ts';
import { view } from './subjects/view.ts';

const subjects: ReadonlyMap<string, Subject> = new Map(
  Object.entries({
    open,
    gzip,
    zstd,
    prove,
    reopen,
    tree,
    view,
    search,
    read,
    compare,
    hash,
    library,
    export: exports,
    start,
    frames,
  }),
);

if (process.argv[2] === probeSwitch) await runOneProbe(process.argv.slice(3));
else process.exitCode = await runBenchmark();

async function runOneProbe([name = '', ...args]: readonly string[]): Promise<void> {
  const probe = probes.get(name);
  if (probe === undefined) throw new Error(`no probe ${name}`);
  await answerProbe(probe, args);
}

async function runBenchmark(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { json: { type: 'string' }, runs: { type: 'string', default: '5' } },
  });
  const runs = Number(values.runs);
  const unknown = positionals.filter((name) => !subjects.has(name));
  if (unknown.length > 0 || !(runs >= 1)) {
    console.error(
      `usage: npm run bench [-- ${[...subjects.keys()].join(' ')}] [--runs N] [--json FILE]`,
    );
    return 2;
  }
  const machine = thisMachine();
  console.log(machineText(machine, runs));
  let made: Promise<Input> | null = null;
  const input = (): Promise<Input> => (made ??= prepareInput(say));
  const reports: Report[] = [];
  for (const name of positionals.length > 0 ? positionals : subjects.keys()) {
    const report = await subjects.get(name)!({ runs, say, input });
    const notes = made === null ? report.notes : [(await input()).description, ...report.notes];
    reports.push({ ...report, notes });
    console.log(printed(reports.at(-1)!));
  }
  if (values.json !== undefined) {
    const file = path.resolve(process.env['INIT_CWD'] ?? process.cwd(), values.json);
    writeFileSync(file, `${JSON.stringify({ machine, runs, reports }, null, 2)}\n`);
  }
  return 0;
}

function say(text: string): void {
  process.stderr.write(`${text}\n`);
}
