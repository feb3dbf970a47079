import { parseArgs } from 'node:util';
import { UsageFailure } from './cli-failure.ts';
import { optionTexts } from './command.ts';
import type { Command, CommandOptions, OptionName } from './command.ts';
import { oneLine } from './text.ts';

/** What a command line asks for. */
export type CommandLine =
  | { readonly kind: 'version' }
  | { readonly kind: 'help'; readonly command: Command | null }
  | {
      readonly kind: 'run';
      readonly command: Command;
      readonly operands: readonly string[];
      readonly options: CommandOptions;
    };

/** Options that every command understands; they may also stand before the command. */
export const commonOptions: readonly OptionName[] = ['quiet', 'no-color', 'help'];

const shortForms: Readonly<Partial<Record<OptionName, string>>> = { quiet: 'q', help: 'h' };

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
  if (command === null) {
    throw new UsageFailure(`there is no command ${oneLine(args[place] ?? '')}`);
  }
  const { values, operands } = parse(command, args.toSpliced(place, 1));
  if (values.get('help') === true) return { kind: 'help', command };
  checkOperands(command, operands);
  return { kind: 'run', command, operands, options: optionsFrom(values) };
}

/** The command that the first argument which is no option names. */
export function commandNamed(
  args: readonly string[],
  commands: readonly Command[],
): Command | null {
  const name = args.find((argument) => !argument.startsWith('-'));
  return commands.find((command) => command.name === name) ?? null;
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
  if (leading.includes('--help') || leading.includes('-h')) return { kind: 'help', command: null };
  throw new UsageFailure('a command is missing');
}

interface Parsed {
  readonly values: ReadonlyMap<string, string | boolean>;
  readonly operands: readonly string[];
}

function parse(command: Command, args: readonly string[]): Parsed {
  const names = [...command.options, ...commonOptions];
  const known = names.map((name) => {
    const short = shortForms[name];
    const type: 'string' | 'boolean' = optionTexts[name].value === null ? 'boolean' : 'string';
    return [name, short === undefined ? { type } : { type, short }] as const;
  });
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: Object.fromEntries(known),
      allowPositionals: true,
    });
    const given = Object.entries(values).flatMap(([name, value]) =>
      typeof value === 'string' || typeof value === 'boolean' ? [[name, value] as const] : [],
    );
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
  const missing = operands.find((name, at) => !name.startsWith('[') && given[at] === undefined);
  if (missing !== undefined) throw new UsageFailure(`${missing} is missing`);
  const extra = given[operands.length];
  if (extra !== undefined) throw new UsageFailure(`${oneLine(extra)} is one argument too many`);
}

function optionsFrom(values: Parsed['values']): CommandOptions {
  const text = (name: OptionName): string | null => {
    const value = values.get(name);
    return typeof value === 'string' ? value : null;
  };
  return {
    json: values.get('json') === true,
    quiet: values.get('quiet') === true,
    image: text('image'),
    platform: text('platform'),
    layer: text('layer'),
    from: text('from'),
    to: text('to'),
  };
}
