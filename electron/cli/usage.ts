import type { Command, OptionName } from './command.ts';
import { optionTexts } from './command.ts';
import { commandsOf, commonOptions, shortForms } from './parse-command-line.ts';

const program = 'layerscope';

/** How a command is written, on one line. */
export function usageLine(command: Command): string {
  const options = command.options.map((name) => `[${optionForm(name)}]`);
  return ['usage:', program, command.name, ...command.operands, ...options].join(' ');
}

/** Everything about one command. */
export function commandHelp(command: Command): string {
  const names = [...command.options, ...commonOptions];
  const forms = names.map(longForm);
  const width = Math.max(...forms.map((form) => form.length));
  const options = names.map(
    (name, at) =>
      `  ${forms[at]?.padEnd(width)}  ${command.optionTexts[name] ?? optionTexts[name].text}`,
  );
  const notes = command.notes.map((note) => `\n${note}\n`);
  return `${usageLine(command)}\n\n${command.summary}\n\noptions:\n${options.join('\n')}\n${notes.join('')}`;
}

/** The commands of a group. */
export function groupHelp(group: string, commands: readonly Command[]): string {
  const lines = commandList(commands);
  return [
    `usage: ${program} ${group} COMMAND …`,
    '',
    'commands:',
    ...lines,
    '',
    `\`${program} help ${group} COMMAND\` tells all about one.`,
    '',
  ].join('\n');
}

function commandList(commands: readonly Command[]): readonly string[] {
  const forms = commands.map(({ name, operands }) => [name, ...operands].join(' '));
  const width = Math.max(...forms.map((form) => form.length));
  return commands.map(({ summary }, at) => `  ${forms[at]?.padEnd(width)}  ${summary}`);
}

/** Commands of two words, and what they have in common. */
const groups = [
  { group: 'export', text: 'takes layers, files and images out' },
  { group: 'edit', text: 'makes a new image of one' },
  { group: 'store', text: 'keeps images in a layer store, each layer once' },
] as const;

/** The list of commands. */
export function programHelp(commands: readonly Command[]): string {
  const grouped = groups.flatMap(({ group }) => commandsOf(group, commands));
  return [
    `usage: ${program} COMMAND …`,
    '',
    'Shows what is in a container image archive, without a container engine. PATH is an archive',
    'made by docker save, podman save, skopeo, buildx …, also compressed, or an OCI layout folder.',
    '',
    'commands:',
    ...commandList(commands.filter((each) => !grouped.includes(each))),
    ...groups.flatMap(({ group, text }) => {
      const members = commandsOf(group, commands).map(({ name }) => name.slice(group.length + 1));
      return ['', `\`${program} ${group} COMMAND\` ${text}:`, `  ${members.join(', ')}`];
    }),
    '',
    'PATH may also be store:REF, an image of the layer store.',
    `\`${program} help [GROUP] COMMAND\` tells all about one. Layers are counted from 0, the lowest.`,
    'Exit codes: 0 fine, 1 something was found, 2 it could not be done.',
    '',
  ].join('\n');
}

function optionForm(name: OptionName): string {
  const { value } = optionTexts[name];
  return value === null ? `--${name}` : `--${name} ${value}`;
}

function longForm(name: OptionName): string {
  const short = shortForms[name];
  return `${short === undefined ? '    ' : `-${short}, `}${optionForm(name)}`;
}
