import { parseArgs } from 'node:util';
import { UsageFailure } from './cli-failure.ts';
import { optionTexts } from './command.ts';
import type { Command, CommandOptions, OptionName } from './command.ts';
import { oneLine } from './text.ts';

/** What a command line asks for. */
export type CommandLine =
  | { readonly kind: 'version' }
  /** `topic` is a command, a group of commands, or empty for all. */
  | { readonly kind: 'help'; readonly topic: string }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly operands: readonly string[];
      readonly options: CommandOptions;
    };

/** Options that every command understands; they may also stand before the command. */
export const commonOptions: readonly OptionName[] = ['quiet', 'no-color', 'help'];

export const shortForms: Readonly<Partial<Record<OptionName, string>>> = {
  quiet: 'q',
  help: 'h',
  filter: 'f',
  change: 'c',
  message: 'm',
  output: 'o',
  yes: 'y',
};

/** Reads the arguments behind the program's name. Throws UsageFailure. */
export function parseCommandLine(
  args: readonly string[],
  commands: readonly Command[],
): CommandLine {
  const place = args.findIndex((argument) => !argument.startsWith('-'));
  const leading = place === -1 ? args : args.slice(0, place);
  if (leading.some((argument) => argument === '--version' || argument === '-V')) {
    return { kind: 'version' };
  }
  if (place === -1) return withoutCommand(leading);
  const command = commandNamed(args, commands);
  if (command === null) return withoutMember(args, args[place] ?? '', commands);
  const words = wordPlaces(args).slice(0, command.name.split(' ').length);
  const { values, operands } = parse(
    command,
    args.filter((_, at) => !words.includes(at)),
  );
  if (values.has('help')) return { kind: 'help', topic: command.name };
  checkOperands(command, operands);
  return { kind: 'run', command, operands, options: optionsFrom(values) };
}

/** The command that the first arguments which are no options name. */
export function commandNamed(
  args: readonly string[],
  commands: readonly Command[],
): Command | null {
  const [first = '', second = ''] = wordPlaces(args).map((place) => args[place]);
  return (
    commands.find(({ name }) => name === first) ??
    commands.find(({ name }) => name === `${first} ${second}`) ??
    null
  );
}

/** Where the arguments are that are no options. */
function wordPlaces(args: readonly string[]): readonly number[] {
  return [...args.keys()].filter((at) => args[at]?.startsWith('-') === false);
}

/** The commands of a group, `store` for example. */
export function commandsOf(group: string, commands: readonly Command[]): readonly Command[] {
  return commands.filter(({ name }) => name.startsWith(`${group} `));
}

/** What is meant when the first word names no command: a group perhaps. */
function withoutMember(
  args: readonly string[],
  group: string,
  commands: readonly Command[],
): CommandLine {
  if (commandsOf(group, commands).length === 0) {
    throw new UsageFailure(`there is no command ${oneLine(group)}`);
  }
  if (asksForHelp(args)) return { kind: 'help', topic: group };
  const [, place] = wordPlaces(args);
  const word = place === undefined ? '' : (args[place] ?? '');
  throw new UsageFailure(
    word === ''
      ? `${group}: a command is missing`
      : `there is no command ${group} ${oneLine(word)}`,
  );
}

function asksForHelp(args: readonly string[]): boolean {
  return argsBeforeEnd(args).some((argument) => argument === '--help' || argument === '-h');
}

/** Whether the arguments ask for no colours, wherever they do. */
export function asksForNoColour(args: readonly string[]): boolean {
  return argsBeforeEnd(args).includes('--no-color');
}

function argsBeforeEnd(args: readonly string[]): readonly string[] {
  const end = args.indexOf('--');
  return end === -1 ? args : args.slice(0, end);
}

function withoutCommand(leading: readonly string[]): CommandLine {
  if (asksForHelp(leading)) return { kind: 'help', topic: '' };
  throw new UsageFailure('a command is missing');
}

interface Parsed {
  /** The texts of what was given; none for an option without a value. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  readonly operands: readonly string[];
}

function parse(command: Command, args: readonly string[]): Parsed {
  const names = [...command.options, ...commonOptions];
  const known = names.map((name) => {
    const short = shortForms[name];
    const type: 'string' | 'boolean' = optionTexts[name].value === null ? 'boolean' : 'string';
    return [name, { type, multiple: true, ...(short === undefined ? {} : { short }) }] as const;
  });
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(known),
      allowPositionals: true,
    });
    const given = Object.entries(values).map(([name, value]) => {
      const texts = Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
      return [name, texts] as const;
    });
    return { values: new Map(given), operands: positionals };
  } catch (error) {
    throw new UsageFailure(parseMessage(error));
  }
}

/** The reason alone: what Node adds to it is about writing an operand that looks like an option. */
function parseMessage(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const reason = oneLine(message.split(/\.(?:\s|$)/)[0] ?? message);
  return `${reason.charAt(0).toLowerCase()}${reason.slice(1)}`;
}

function checkOperands({ operands }: Command, given: readonly string[]): void {
  // One in brackets may also stand before those that must be given.
  const missing = operands.filter((name) => !name.startsWith('['))[given.length];
  if (missing !== undefined) throw new UsageFailure(`${missing} is missing`);
  const isOpenEnded = operands.some((name) => name.includes('…'));
  const extra = isOpenEnded ? undefined : given[operands.length];
  if (extra !== undefined) throw new UsageFailure(`${oneLine(extra)} is one argument too many`);
}

function optionsFrom(values: Parsed['values']): CommandOptions {
  const all = (name: OptionName): readonly string[] => values.get(name) ?? [];
  const text = (name: OptionName): string | null => all(name).at(-1) ?? null;
  return {
    json: values.has('json'),
    quiet: values.has('quiet'),
    stored: values.has('stored'),
    dryRun: values.has('dry-run'),
    yes: values.has('yes'),
    repair: values.has('repair'),
    image: text('image'),
    images: all('image'),
    platform: text('platform'),
    layer: text('layer'),
    from: text('from'),
    to: text('to'),
    store: text('store'),
    files: text('files'),
    filters: all('filter'),
    changes: all('change'),
    message: text('message'),
    only: text('only'),
    output: text('output'),
    format: text('format'),
    alone: values.has('alone'),
    times: values.has('times'),
    markdown: values.has('markdown'),
    html: text('html'),
    failOn: all('fail-on'),
    base: text('base'),
    level: text('level'),
    compression: text('compression'),
    name: text('name'),
    storeAs: text('store-as'),
    special: values.has('special'),
    force: values.has('force'),
    onConflict: text('on-conflict'),
    min: text('min'),
    glob: values.has('glob'),
    regex: values.has('regex'),
    types: all('type'),
    max: text('max'),
    owner: text('owner'),
    setuid: values.has('setuid'),
    hash: text('hash'),
    hidden: values.has('hidden'),
    visible: values.has('visible'),
    order: text('order'),
    unowned: values.has('unowned'),
    reveal: values.has('reveal'),
    rules: text('rules'),
    baseline: text('baseline'),
  };
}

/** What is asked for when nothing is. */
export const noOptions: CommandOptions = optionsFrom(new Map());
