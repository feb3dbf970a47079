import { UsageFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { chooseNumbers } from '../../export/choose-numbers.ts';
import { editOptions, editOptionTexts, runEdit } from '../../export/run-edit.ts';

export const squashCommand: Command = {
  name: 'edit squash',
  summary: 'Make one layer of several that leaves the same files.',
  operands: ['PATH', 'FROM-TO'],
  options: editOptions,
  optionTexts: editOptionTexts,
  notes: ['Layers are counted from 0, the lowest: `0-5` are the lowest six.'],
  run: runSquash,
};

async function runSquash(call: CommandCall): Promise<ExitCode> {
  const range = call.operands[1] ?? '';
  return runEdit(call, ({ layers }) => {
    const chosen = chooseNumbers([range], layers.length);
    const [from = 0] = chosen;
    const to = chosen.at(-1) ?? from;
    if (from === to) throw new UsageFailure('one layer alone is not squashed: write FROM-TO');
    return [{ edit: 'squash', from, to }];
  });
}
