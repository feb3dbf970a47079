import { UsageFailure } from '../cli-failure.ts';
import type { Command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { oneLine } from '../text.ts';
import { commandHelp, programHelp } from '../usage.ts';

/** The command that tells about all others; `commands` is asked for when it runs, as it is one of them. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'help',
    summary: 'Tell about the commands, or all about one of them.',
    operands: ['[COMMAND]'],
    options: [],
    optionTexts: {},
    notes: [],
    run: async ({ operands: [name], output }) => {
      if (name === undefined) {
        await output.text(programHelp(commands()));
        return ExitCode.fine;
      }
      const command = commands().find((each) => each.name === name);
      if (command === undefined) throw new UsageFailure(`there is no command ${oneLine(name)}`);
      await output.text(commandHelp(command));
      return ExitCode.fine;
    },
  };
}
