import { planRemoval } from '../../../engine/store/plan-removal.ts';
import { removePlanned } from '../../../engine/store/remove-planned.ts';
import { CliFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import { ExitCode } from '../../exit-code.ts';
import { jsonText } from '../../json-text.ts';
import { removalLines, removalRecord, resultLines } from '../../removal-report.ts';
import { changing, readStore, storeFolderOf } from '../../store-access.ts';
import { oneLine } from '../../text.ts';

export const rmCommand: Command = {
  name: 'store rm',
  summary: 'Remove images, and the blobs that only they use.',
  operands: ['REF…'],
  options: ['dry-run', 'store', 'json'],
  optionTexts: {},
  notes: [
    'A name of an image that has others goes alone; an ID takes the image with all its names. When\none REF is not in the store nothing is removed.',
  ],
  run: runRm,
};

async function runRm(call: CommandCall): Promise<ExitCode> {
  const { options, output, operands } = call;
  const plan = planRemoval(await readStore(call), operands);
  if (plan.unknown.length > 0) {
    const names = plan.unknown.map(oneLine).join(', ');
    const verb = plan.unknown.length === 1 ? 'is' : 'are';
    throw new CliFailure(`${names} ${verb} not in the layer store; nothing was removed`);
  }
  const result = options.dryRun
    ? null
    : await removePlanned(storeFolderOf(call), plan, changing(call));
  if (options.json) {
    await output.line(jsonText(removalRecord(plan, result), 2));
    return ExitCode.fine;
  }
  const done = result === null ? [] : resultLines(result);
  for (const line of [...removalLines(plan, output), ...done]) await output.line(line);
  return ExitCode.fine;
}
