import { planPrune } from '../../../engine/store/plan-removal.ts';
import type { PruneOptions } from '../../../engine/store/plan-removal.ts';
import { removePlanned } from '../../../engine/store/remove-planned.ts';
import { CliFailure, UsageFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import { ExitCode } from '../../exit-code.ts';
import { jsonText } from '../../json-text.ts';
import { isIdle, removalLines, removalRecord, resultLines } from '../../removal-report.ts';
import { changing, readStore, storeFolderOf } from '../../store-access.ts';
import { oneLine } from '../../text.ts';

export const pruneCommand: Command = {
  name: 'store prune',
  summary: 'Remove images without a name, and blobs that nothing names.',
  operands: [],
  options: ['only', 'dry-run', 'yes', 'store', 'json'],
  optionTexts: {},
  notes: [
    'Shows what would go and asks; without a terminal, and with --json, --yes must be given.',
  ],
  run: runPrune,
};

async function runPrune(call: CommandCall): Promise<ExitCode> {
  const { options, output } = call;
  const plan = planPrune(await readStore(call), whatToPrune(options.only));
  const isDone = options.dryRun || isIdle(plan);
  if (options.json) {
    if (!isDone && !options.yes) throw new CliFailure('nothing was removed: --yes is missing');
    const result = isDone ? null : await removePlanned(storeFolderOf(call), plan, changing(call));
    await output.line(jsonText(removalRecord(plan, result), 2));
    return ExitCode.fine;
  }
  if (isIdle(plan)) {
    await output.line('nothing to remove');
    return ExitCode.fine;
  }
  for (const line of removalLines(plan, output)) await output.line(line);
  await output.flush();
  if (options.dryRun || !(await isWanted(call))) return ExitCode.fine;
  const result = await removePlanned(storeFolderOf(call), plan, changing(call));
  for (const line of resultLines(result)) await output.line(line);
  return ExitCode.fine;
}

async function isWanted({ options, ask, output }: CommandCall): Promise<boolean> {
  if (options.yes) return true;
  if (ask === null) throw new CliFailure('nothing was removed: --yes is missing');
  if (await ask('Remove this?')) return true;
  await output.line('nothing was removed');
  return false;
}

function whatToPrune(only: string | null): PruneOptions {
  switch (only) {
    case null:
      return { dangling: true, unreferenced: true };
    case 'dangling':
      return { dangling: true, unreferenced: false };
    case 'unreferenced':
      return { dangling: false, unreferenced: true };
    default:
      throw new UsageFailure(`--only cannot be ${oneLine(only)}`);
  }
}
