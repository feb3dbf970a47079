import type { Command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';

export const versionCommand: Command = {
  name: 'version',
  summary: 'Say which version this is.',
  operands: [],
  options: [],
  optionTexts: {},
  notes: [],
  run: async ({ output, installation }) => {
    await output.line(installation.version);
    return ExitCode.fine;
  },
};
