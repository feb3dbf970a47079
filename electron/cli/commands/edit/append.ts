import type { EditStep } from '../../../../shared/model/export.ts';
import type { Command, CommandCall } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { editOptions, editOptionTexts, runEdit } from '../../export/run-edit.ts';

export const appendCommand: Command = {
  name: 'edit append',
  summary: 'Put layers on top of an image: tars, or what lies in folders.',
  operands: ['PATH', 'TAR|DIR…'],
  options: ['message', ...editOptions],
  optionTexts: { ...editOptionTexts, message: 'the comment of the step in the history' },
  notes: [
    'A tar becomes a layer as it is, byte for byte; it may be compressed. What lies in a folder belongs to\nroot in the layer, so that it does not matter who made it.',
  ],
  run: runAppend,
};

async function runAppend(call: CommandCall): Promise<ExitCode> {
  const [, ...added] = call.operands;
  const message = call.options.message ?? '';
  return runEdit(call, (_, session) =>
    added.map((each): EditStep => ({ edit: 'append', grant: session.allow(each), message })),
  );
}
