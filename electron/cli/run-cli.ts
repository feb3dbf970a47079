import { EngineError } from '../engine/bytes/engine-error.ts';
import { asker } from './ask.ts';
import type { InputStream } from './ask.ts';
import { CliFailure, UsageFailure } from './cli-failure.ts';
import type { Command, Installation } from './command.ts';
import { catCommand } from './commands/cat.ts';
import { checkCommand } from './commands/check.ts';
import { compareCommand } from './commands/compare.ts';
import { diffCommand } from './commands/diff.ts';
import { duplicatesCommand } from './commands/duplicates.ts';
import { editCommands } from './commands/edit/edit-commands.ts';
import { exportCommands } from './commands/export/export-commands.ts';
import { helpCommand } from './commands/help.ts';
import { inspectCommand } from './commands/inspect.ts';
import { lifeCommand } from './commands/life.ts';
import { lineageCommand } from './commands/lineage.ts';
import { packagesCommand } from './commands/packages.ts';
import { reportCommand } from './commands/report.ts';
import { secretsCommand } from './commands/secrets.ts';
import { searchCommand } from './commands/search.ts';
import { storeCommands } from './commands/store/store-commands.ts';
import { treeCommand } from './commands/tree.ts';
import { usageCommand } from './commands/usage.ts';
import { verifyCommand } from './commands/verify.ts';
import { versionCommand } from './commands/version.ts';
import { wasteCommand } from './commands/waste.ts';
import { ExitCode } from './exit-code.ts';
import { Output, OutputClosed } from './output.ts';
import type { OutputStream } from './output.ts';
import {
  asksForNoColour,
  commandNamed,
  noOptions,
  parseCommandLine,
} from './parse-command-line.ts';
import type { CommandLine } from './parse-command-line.ts';
import { ProgressLine } from './progress-line.ts';
import { english, oneLine } from './text.ts';
import { usageLine } from './usage.ts';

/** What a run of the program works with. */
export interface Surroundings {
  readonly args: readonly string[];
  readonly stdin: InputStream;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly installation: Installation;
  readonly signal: AbortSignal;
}

const commands: readonly Command[] = [
  inspectCommand,
  treeCommand,
  diffCommand,
  compareCommand,
  catCommand,
  lifeCommand,
  searchCommand,
  verifyCommand,
  lineageCommand,
  usageCommand,
  wasteCommand,
  duplicatesCommand,
  packagesCommand,
  secretsCommand,
  checkCommand,
  reportCommand,
  ...exportCommands,
  ...editCommands,
  ...storeCommands,
  helpCommand(() => commands),
  versionCommand,
];

/** Runs one command line to its end and answers the exit code. Never rejects. */
export async function runCli(surroundings: Surroundings): Promise<ExitCode> {
  const { args, stdout, stderr, environment, signal } = surroundings;
  // https://no-color.org: any value but the empty one.
  const coloured =
    !asksForNoColour(args) && !environment['NO_COLOR'] && environment['TERM'] !== 'dumb';
  const output = new Output(stdout, coloured);
  const errors = new Output(stderr, coloured);
  try {
    const line = parseCommandLine(args, commands);
    const code = await run(line, output, errors, surroundings);
    await output.flush();
    await errors.flush();
    return code;
  } catch (error) {
    if (error instanceof OutputClosed) return ExitCode.fine;
    if (signal.aborted) return ExitCode.interrupted;
    await output.flush().catch(() => {});
    await tell(error, args, errors).catch(() => {});
    return ExitCode.failed;
  }
}

function run(
  line: CommandLine,
  output: Output,
  errors: Output,
  around: Surroundings,
): Promise<ExitCode> {
  const { installation, signal, stdin, stderr } = around;
  const options = line.kind === 'run' ? line.options : noOptions;
  const progress = new ProgressLine(stderr, options.quiet);
  const ask = asker(stdin, stderr, signal);
  const call = { options, output, errors, progress, installation, signal, ask };
  switch (line.kind) {
    case 'run':
      return line.command.run({ ...call, operands: line.operands });
    case 'version':
      return versionCommand.run({ ...call, operands: [] });
    case 'help': {
      const operands = line.topic === '' ? [] : line.topic.split(' ');
      return helpCommand(() => commands).run({ ...call, operands });
    }
  }
}

async function tell(error: unknown, args: readonly string[], errors: Output): Promise<void> {
  const name = errors.style('red', 'layerscope:');
  await errors.line(`${name} ${messageOf(error)}`);
  if (error instanceof UsageFailure) {
    const command = commandNamed(args, commands);
    await errors.line(command === null ? 'Try `layerscope help`.' : usageLine(command));
  }
  const detail = detailOf(error);
  if (detail !== null) await errors.line(detail);
  await errors.flush();
}

function messageOf(error: unknown): string {
  if (error instanceof CliFailure) return error.message;
  const code = error instanceof EngineError ? error.failure.code : 'internal';
  if (code === 'internal') return 'something went wrong inside Layerscope';
  const values = error instanceof EngineError ? error.failure.values : {};
  const subject = values['name'] ?? values['change'];
  const place = subject === undefined ? '' : `${oneLine(String(subject))}: `;
  return `${place}${english().t(`failure.${code}`, values)}`;
}

/** For a fault of the program itself, where it happened: that belongs into a report about it. */
function detailOf(error: unknown): string | null {
  if (error instanceof CliFailure) return null;
  if (!(error instanceof EngineError)) {
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  if (error.failure.code !== 'internal') return null;
  const { cause } = error;
  if (typeof cause === 'string') return cause;
  return cause instanceof Error ? (cause.stack ?? cause.message) : error.message;
}
