import type { Ask } from './ask.ts';
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
  store: {
    value: 'DIR',
    text: 'the layer store (default: LAYERSCOPE_STORE, or the library of the window)',
  },
  stored: { value: null, text: 'count stored (compressed) bytes instead of unpacked ones' },
  files: { value: 'N', text: 'list the N largest files (JSON: N at most; default: all)' },
  filter: {
    value: 'F',
    text: 'only images that fit; may be given several times (see below)',
  },
  change: {
    value: 'INSTRUCTION',
    text: 'a Dockerfile instruction for the config; may be given several times',
  },
  message: { value: 'TEXT', text: 'the comment of the one step of its history' },
  only: { value: 'WHAT', text: '`dangling` images, or `unreferenced` blobs' },
  output: { value: 'FILE|DIR', text: 'where to write; a file that is there is replaced' },
  format: { value: 'F', text: '' },
  alone: { value: null, text: 'compare what the two layers themselves hold, without those below' },
  times: { value: null, text: 'count a path whose time alone differs as modified, too' },
  markdown: { value: null, text: 'print Markdown for a pull request' },
  html: {
    value: 'FILE',
    text: 'also write a report as one HTML file; a file that is there is replaced',
  },
  base: { value: 'PATH', text: 'the image whose layers are left out, or given' },
  level: { value: 'N', text: 'how hard to compress (default: the usual of the compression)' },
  compression: { value: 'C', text: 'none, gzip or zstd' },
  name: { value: 'REF', text: 'the name of the new image' },
  'store-as': { value: 'REF', text: 'keep the new image in the layer store under this name' },
  special: { value: null, text: 'make devices and pipes too, where that is allowed' },
  force: { value: null, text: 'the same as `--on-conflict replace`' },
  'on-conflict': {
    value: 'RULE',
    text: 'what is there already: replace it, keep it, or rename the new one (default: refuse)',
  },
  'fail-on': {
    value: 'RULES',
    text: 'end with 1 when one is met; may be given several times (see below)',
  },
  'dry-run': { value: null, text: 'say what would be done, and do nothing' },
  yes: { value: null, text: 'do not ask' },
  repair: { value: null, text: 'mend what can be mended, and move aside what is damaged' },
  min: { value: 'SIZE', text: 'leave smaller files out: 4096, 20MB, 1.5GiB (default: 1)' },
  unowned: { value: null, text: 'list the files of the final view that no package owns' },
  rules: { value: 'FILE', text: 'the rules (default: .dive-ci here, or the usual ones)' },
  baseline: {
    value: 'PATH',
    text: 'the image that growth is measured from: PATH, PATH#REF or store:REF',
  },
  reveal: { value: null, text: 'show the values in clear instead of masked' },
  glob: { value: null, text: 'the pattern is a glob' },
  regex: { value: null, text: 'the pattern is a regular expression' },
  type: {
    value: 'TYPE',
    text: 'file, directory, symlink, character, block or fifo; may be given several times',
  },
  max: { value: 'SIZE', text: 'only files of at most this size' },
  owner: { value: 'WHO', text: 'only what this user owns: a number, or a name as the tar has it' },
  setuid: { value: null, text: 'only setuid and setgid files' },
  hash: { value: 'HEX', text: 'only files whose sha256 begins so (8 digits or more)' },
  hidden: { value: null, text: 'only what no image shows: overwritten or deleted later' },
  visible: { value: null, text: 'only what the final view of an image shows' },
  order: { value: 'ORDER', text: 'path (the default), size or layer' },
  quiet: { value: null, text: 'no progress on the terminal' },
  'no-color': { value: null, text: 'no colours (also with NO_COLOR in the environment)' },
  help: { value: null, text: 'show this' },
} as const;

export type OptionName = keyof typeof optionTexts;

/** The options as typed, not yet compared with what an archive holds. Of what can be said once the last counts. */
export interface CommandOptions {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly stored: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly repair: boolean;
  readonly image: string | null;
  /** Every `--image`, for commands that take several. */
  readonly images: readonly string[];
  readonly platform: string | null;
  readonly layer: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly store: string | null;
  readonly files: string | null;
  readonly filters: readonly string[];
  readonly changes: readonly string[];
  readonly message: string | null;
  readonly only: string | null;
  readonly output: string | null;
  readonly format: string | null;
  readonly alone: boolean;
  readonly times: boolean;
  readonly markdown: boolean;
  readonly html: string | null;
  readonly failOn: readonly string[];
  readonly base: string | null;
  readonly level: string | null;
  readonly compression: string | null;
  readonly name: string | null;
  readonly storeAs: string | null;
  readonly special: boolean;
  readonly force: boolean;
  readonly onConflict: string | null;
  readonly min: string | null;
  readonly glob: boolean;
  readonly regex: boolean;
  readonly types: readonly string[];
  readonly max: string | null;
  readonly owner: string | null;
  readonly setuid: boolean;
  readonly hash: string | null;
  readonly hidden: boolean;
  readonly visible: boolean;
  readonly order: string | null;
  readonly unowned: boolean;
  readonly reveal: boolean;
  readonly rules: string | null;
  readonly baseline: string | null;
}

/** Where the program's parts and its kept files are. */
export interface Installation {
  /** The built worker of the engine. */
  readonly worker: URL;
  /** The user's cache folder; it need not exist. */
  readonly cacheFolder: string;
  /** The layer store to use where no other is named; it need not exist. */
  readonly storeFolder: string;
  readonly version: string;
}

/** One use of a command. */
export interface CommandCall {
  readonly operands: readonly string[];
  readonly options: CommandOptions;
  readonly output: Output;
  /** What has to be said beside the result. */
  readonly errors: Output;
  readonly progress: ProgressLine;
  readonly installation: Installation;
  /** Aborts when the user stops the program. */
  readonly signal: AbortSignal;
  /** Asks the user on the terminal; null where there is none. */
  readonly ask: Ask | null;
}

export interface Command {
  /** One word, or a group and a word: `store load`. */
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  /** As they stand in the usage, in order; one in brackets may be left out, one with `…` given several times. */
  readonly operands: readonly string[];
  /** Its own options, in the order of the help. */
  readonly options: readonly OptionName[];
  /** What an option means to this command, where that differs from the usual. */
  readonly optionTexts: Readonly<Partial<Record<OptionName, string>>>;
  /** What a user must know besides, one paragraph each. */
  readonly notes: readonly string[];
  readonly run: (call: CommandCall) => Promise<ExitCode>;
}
