import { UsageFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { editOptions, editOptionTexts, runEdit } from '../../export/run-edit.ts';
import { oneLine } from '../../text.ts';

export const dropCommand: Command = {
  name: 'edit drop',
  summary: 'Take the top layers of an image away.',
  operands: ['PATH', 'COUNT'],
  options: editOptions,
  optionTexts: editOptionTexts,
  notes: [
    'The history of what is taken away goes with it. Settings that it made stay in the config, since a\nhistory does not say what was there before; --change sets others.',
  ],
  run: runDrop,
};

async function runDrop(call: CommandCall): Promise<ExitCode> {
  const text = call.operands[1] ?? '';
  if (!/^[1-9]\d{0,5}$/.test(text)) {
    throw new UsageFailure(`${oneLine(text)} is no number of layers`);
  }
  return runEdit(call, () => [{ edit: 'drop', layers: Number(text) }]);
}
