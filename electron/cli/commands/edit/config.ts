import { UsageFailure } from '../../cli-failure.ts';
import type { Command, CommandCall } from '../../command.ts';
import type { ExitCode } from '../../exit-code.ts';
import { editOptions, editOptionTexts, runEdit } from '../../export/run-edit.ts';

export const configCommand: Command = {
  name: 'edit config',
  summary: 'Change how containers of an image are started.',
  operands: ['PATH'],
  options: editOptions,
  optionTexts: editOptionTexts,
  notes: [
    'Instructions are CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, ONBUILD, SHELL, STOPSIGNAL, USER, VOLUME and\nWORKDIR, as `docker commit --change` takes them.',
  ],
  run: runConfig,
};

async function runConfig(call: CommandCall): Promise<ExitCode> {
  if (call.options.changes.length === 0) throw new UsageFailure('--change is missing');
  return runEdit(call, () => []);
}
