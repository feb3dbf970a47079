import type { LayerStep } from './advice-input.ts';

/** Longest instruction that is still read. */
const mostCharacters = 1000;
/** Stands for the part of an instruction that is not known, or too long to be shown again. */
const rest = '…';
const next = ' \\\n && ';

/** What a `RUN` runs, as one line of shell that another command can follow; null where that cannot be told. */
export function shellOf({ instruction, command }: LayerStep): string | null {
  if (instruction !== 'RUN' || command === null) return null;
  const shell = command.replace(/^RUN\s+/, '').trim();
  // Lists of arguments, here-documents, comments and commands left open: what is put behind them would be part of them.
  const isOpen = /^\[|\n|<<|(?:^|\s)#|[\\&|;]$/.test(shell);
  return shell === '' || isOpen || shell.length > mostCharacters ? null : shell;
}

/** What changes the shell itself, so that commands behind it in the same step would run otherwise, or never. */
const changesShell =
  /(?:^|[\s;&|({])(?:cd|pushd|popd|export|unset|set|shopt|umask|ulimit|trap|exec|exit|eval|source|alias|\.)\s|(?:^|[;&|]\s{0,8})\w+=[^\s;&|]*\s*(?:$|[;&|])/;

/** Commands that leave the shell for the next ones as they found it. */
function onItsOwn(shell: string): string {
  return changesShell.test(shell) ? `(${shell})` : shell;
}

/** Two steps as one. Empty where neither is known. */
export function joinedRuns(first: LayerStep, second: LayerStep): string {
  const [before, after] = [shellOf(first), shellOf(second)];
  if (before === null && after === null) return '';
  return withinLimit(`RUN ${before === null ? rest : onItsOwn(before)}${next}${after ?? rest}`);
}

/** A step that cleans up before it ends. */
export function runThen(step: LayerStep, cleaning: string): string {
  const shell = shellOf(step);
  const whole = `RUN ${shell === null ? rest : onItsOwn(shell)}${next}${cleaning}`;
  return whole.length <= mostCharacters ? whole : `RUN ${rest}${next}${cleaning}`;
}

/** A step with some of its commands written otherwise; `command` is global. Null where it has no such command. */
export function runWith(step: LayerStep, command: RegExp, instead: string): string | null {
  const shell = shellOf(step);
  const written = shell?.replaceAll(command, instead);
  if (written === undefined || written === shell) return null;
  return withinLimit(`RUN ${written}`) || null;
}

/** A step with a mount of BuildKit (Dockerfile reference, RUN --mount). */
export function runWithMount(mount: string, step: LayerStep | null): string {
  const shell = step === null ? null : shellOf(step);
  return withinLimit(`RUN --mount=${mount} ${shell ?? rest}`);
}

/**
 * Source and target of a `COPY` or `ADD` of one source; null where the builder wrote a hash in place of the source, or
 * there are several.
 */
export function copyOperands({
  instruction,
  command,
}: LayerStep): readonly [string, string] | null {
  if ((instruction !== 'COPY' && instruction !== 'ADD') || command === null) return null;
  const words = command.split(/\s+/).slice(1);
  const plain = words.filter((word) => !word.startsWith('--'));
  const [source, target] = plain;
  if (plain.length !== 2 || source === undefined || target === undefined) return null;
  return /^(?:file|dir|multi):/.test(source) || command.length > mostCharacters
    ? null
    : [source, target];
}

/** A path of an image as a shell takes it. */
export function shellPath(path: string): string {
  const whole = `/${path}`;
  return /^[\w@%+=:,./-]+$/.test(whole) ? whole : `'${whole.replaceAll("'", `'\\''`)}'`;
}

function withinLimit(text: string): string {
  return text.length <= mostCharacters ? text : '';
}
