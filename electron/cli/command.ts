import type { ExitCode } from './exit-code.ts';
import type { Output } from './output.ts';
import type { ProgressLine } from './progress-line.ts';

/** What a command may be told; every command understands `help`, `quiet` and `no-color` besides its own. */
export const optionTexts = {
  json: { value: null, text: 'print JSON instead of a table for people' },
  image: { value: 'REF|ID', text: 'the image: a name, or the beginning of its ID' },
  platform: { value: 'P', text: 'the platform: linux/amd64, linux/arm64/v8, arm64 …' },
  layer: { value: 'N', text: '' },
  from: { value: 'N', text: 'compare from the files after layer N, or `empty` (the default)' },
  to: { value: 'N', text: 'compare to the files after layer N (default: the last)' },
  quiet: { value: null, text: 'no progress on the terminal' },
  'no-color': { value: null, text: 'no colours (also with NO_COLOR in the environment)' },
  help: { value: null, text: 'show this' },
} as const;

export type OptionName = keyof typeof optionTexts;

/** The options as typed, not yet compared with what an archive holds. */
export interface CommandOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly image: string | null;
  readonly platform: string | null;
  readonly layer: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** Where the program's parts and its kept files are. */
export interface Installation {
  /** The built worker of the engine. */
  readonly worker: URL;
  /** The user's cache folder; it need not exist. */
  readonly cacheFolder: string;
  readonly version: string;
}

/** One use of a command. */
export interface CommandCall {
  readonly operands: readonly string[];
  readonly options: CommandOptions;
  readonly output: Output;
  readonly progress: ProgressLine;
  readonly installation: Installation;
  /** Aborts when the user stops the program. */
  readonly signal: AbortSignal;
}

export interface Command {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** As they stand in the usage, in order; one in brackets may be left out. */
  readonly operands: readonly string[];
  /** Its own options, in the order of the help. */
  readonly options: readonly OptionName[];
  /** What an option means to this command, where that differs from the usual. */
  readonly optionTexts: Readonly<Partial<Record<OptionName, string>>>;
  /** What a user must know besides, one paragraph each. */
  readonly notes: readonly string[];
  readonly run: (call: CommandCall) => Promise<ExitCode>;
}
