import { UsageFailure } from '../cli-failure.ts';
import type { Command } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { commandsOf } from '../parse-command-line.ts';
import { oneLine } from '../text.ts';
import { commandHelp, groupHelp, programHelp } from '../usage.ts';

/** The command that tells about all others; `commands` is asked for when it runs, as it is one of them. */
export function helpCommand(commands: () => readonly Command[]): Command {
  return {
    name: 'help',
    summary: 'Tell about the commands, or all about one of them.',
    operands: ['[COMMAND…]'],
    options: [],
    optionTexts: {},
    notes: [],
    run: async ({ operands, output }) => {
      const name = operands.join(' ');
      if (name === '') {
        await output.text(programHelp(commands()));
        return ExitCode.fine;
      }
      const command = commands().find((each) => each.name === name);
      const group = commandsOf(name, commands());
      if (command === undefined && group.length > 0) {
        await output.text(groupHelp(name, group));
        return ExitCode.fine;
      }
      if (command === undefined) throw new UsageFailure(`there is no command ${oneLine(name)}`);
      await output.text(commandHelp(command));
      return ExitCode.fine;
    },
  };
}
