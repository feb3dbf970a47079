import type { ProofCheck } from '../../../shared/model/proof.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { withArchive } from '../open-operand.ts';
import { hasError, problemLines, problemRecord } from '../problem-lines.ts';
import type { Paint, Style } from '../style.ts';
import { cell, tableLines } from '../table.ts';
import type { Cell, Column } from '../table.ts';
import { countText, countedText, oneLine } from '../text.ts';

export const verifyCommand: Command = {
  name: 'verify',
  summary: 'Recompute every digest, size and diff ID that the archive states.',
  operands: ['PATH'],
  options: ['store', 'json'],
  optionTexts: { quiet: 'no progress, and only what is not verified' },
  notes: [
    'Exit code 1 when a digest or size is wrong, content cannot be read to its end, or the archive\nhas any other problem of severity error.',
  ],
  run: runVerify,
};

function runVerify(call: CommandCall): Promise<ExitCode> {
  return withArchive(call, call.operands[0] ?? '', async ({ source, job }) => {
    const { contents } = source.archive;
    const { checks, problems: found } = await source.prove(job('verifying'));
    call.progress.clear();
    const problems = [...contents.problems, ...found];
    const isSound = !hasError(problems) && !checks.some(isFinding);
    const { output } = call;
    if (call.options.json) {
      const record = {
        kind: contents.kind,
        sound: isSound,
        checks,
        problems: problems.map(problemRecord),
      };
      await output.line(jsonText(record, 2));
      return isSound ? ExitCode.fine : ExitCode.findings;
    }
    const shown = call.options.quiet ? checks.filter((each) => each.result !== 'verified') : checks;
    for (const line of tableOf(shown, call)) await output.line(line);
    // What the checks found stands in their table.
    for (const line of problemLines(contents.problems, contents.images, output.style)) {
      await output.line(line);
    }
    if (!call.options.quiet) await output.line(summary(checks));
    return isSound ? ExitCode.fine : ExitCode.findings;
  });
}

/** A missing blob is judged by the problem that names it: a layer kept elsewhere is no fault of the archive. */
function isFinding({ result }: ProofCheck): boolean {
  return result === 'mismatch' || result === 'unreadable';
}

const columns: readonly Column[] = [
  { title: 'result', align: 'left' },
  { title: 'of', align: 'left' },
  { title: 'bytes', align: 'right' },
  { title: 'name', align: 'left' },
];

const paints: Readonly<Record<ProofCheck['result'], Paint>> = {
  verified: 'green',
  mismatch: 'red',
  missing: 'yellow',
  unreadable: 'red',
  'unknown-algorithm': 'yellow',
};

function tableOf(checks: readonly ProofCheck[], { output }: CommandCall): readonly string[] {
  if (checks.length === 0) return [];
  const rows = checks.map((check) => rowOf(check, output.style));
  const [titles = '', ...lines] = tableLines(columns, rows, (title) => output.style('dim', title));
  return [titles, ...lines.flatMap((line, at) => [line, ...differences(checks[at])])];
}

function rowOf(check: ProofCheck, style: Style): readonly Cell[] {
  const { result, over, statedBytes, foundBytes, name } = check;
  const bytes = foundBytes ?? statedBytes;
  return [
    cell(result, style(paints[result], result)),
    cell(over === 'diff-id' ? 'diff ID' : 'blob'),
    cell(bytes === null ? '-' : String(bytes)),
    cell(oneLine(name)),
  ];
}

/** Of what is not as stated: both, under one another. */
function differences(check: ProofCheck | undefined): readonly string[] {
  if (check === undefined || check.result === 'verified') return [];
  const { stated, found, statedBytes, foundBytes } = check;
  const digests = [`    stated ${stated}`, ...(found === null ? [] : [`    found  ${found}`])];
  const sizeDiffers = statedBytes !== null && foundBytes !== null && statedBytes !== foundBytes;
  return sizeDiffers
    ? [...digests, `    stated ${statedBytes} bytes, found ${foundBytes}`]
    : digests;
}

function summary(checks: readonly ProofCheck[]): string {
  const verified = checks.filter(({ result }) => result === 'verified').length;
  return `${countText(verified)} of ${countedText(checks.length, 'digest')} verified`;
}
