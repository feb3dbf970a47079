import { cleanArguments } from './command-arguments.ts';

/** A history entry's `created_by` as a person would have written it. */
export interface CleanCommand {
  /** The whole instruction, `RUN apt-get update`; what is no instruction stays as it was. May span lines. */
  readonly command: string;
  /** `RUN`, `COPY` … in upper case; empty when it cannot be told. */
  readonly instruction: string;
}

const instructions: ReadonlySet<string> = new Set([
  'ADD',
  'ARG',
  'CMD',
  'COPY',
  'ENTRYPOINT',
  'ENV',
  'EXPOSE',
  'FROM',
  'HEALTHCHECK',
  'LABEL',
  'MAINTAINER',
  'ONBUILD',
  'RUN',
  'SHELL',
  'STOPSIGNAL',
  'USER',
  'VOLUME',
  'WORKDIR',
]);

/** How much of a text is searched for a shell: all of these stand at the beginning. */
const shellSearch = 1024;
/** A shell by its absolute path with its options up to the one that takes the command: `/bin/bash -o pipefail -c `. */
const unixShell =
  /^\/(?:[\w.-]+\/)*[a-z]{0,3}sh(?: +-(?:[a-zA-Z]*o +[a-z]+|[a-zA-Z]*[a-np-zA-Z]))*? +-[a-zA-Z]*c(?: +|$)/;
/** `cmd /S /C `, also by its path and with `.exe`. */
const windowsShell = /^(?:[a-z]:\\(?:[^\s\\]+\\)*)?cmd(?:\.exe)?(?: +\/[abd-z])* +\/c(?: +|$)/i;
/** `powershell -Command `, also `pwsh` and with further switches. */
const powerShell =
  /^(?:[a-z]:\\(?:[^\s\\]+\\)*)?(?:powershell|pwsh)(?:\.exe)?(?: +-(?!command\b)\w+(?: +\w+)?)* +-command(?: +|$)/i;
const anyShell = / (?=\/\S*sh +-|cmd(?:\.exe)? +\/|(?:powershell|pwsh)(?:\.exe)? +-)/i;

/** The mark of the classic builder for a step that runs nothing. */
const noOperation = '#(nop)';
const buildKitMark = '# buildkit';

/**
 * Cleans a `created_by` for reading. Takes away what builders add: `/bin/sh -c #(nop) ` (classic docker build,
 * buildah), the shell before a RUN, `# buildkit`, the count and values of build arguments (`|2 A=b C=d /bin/sh -c `),
 * `cmd /S /C` and `powershell -Command`; and turns Go's printed values back (`EXPOSE map[80/tcp:{}]`).
 * A text of no known style (jib, apko, bazel, "Apply image …") stays, with the comment behind it where there is one.
 */
export function cleanCommand(createdBy: string, comment = ''): CleanCommand {
  const text = withoutBuildKitMark(createdBy.trim());
  const instruction = leadingInstruction(text);
  if (instruction === 'RUN') return run(withoutShell(withoutBuildArguments(restOf(text, 'RUN'))));
  if (instruction !== '') return finished(instruction, restOf(text, instruction));

  const line = withoutBuildArguments(text);
  const body = withoutShell(line);
  const marked = afterNoOperation(body);
  if (marked !== null) {
    const name = leadingInstruction(marked);
    return name === ''
      ? { command: marked, instruction: '' }
      : finished(name, restOf(marked, name));
  }
  if (body !== line) return run(body);
  return { command: withComment(text, comment), instruction: '' };
}

/**
 * The build arguments that a `created_by` shows, `A=b C=d`; empty where it shows none. `cleanCommand` leaves them out.
 */
export function buildArgumentsOf(createdBy: string): string {
  const text = withoutBuildKitMark(createdBy.trim());
  const line = leadingInstruction(text) === 'RUN' ? restOf(text, 'RUN') : text;
  const head = /^\|\d{1,4} /.exec(line);
  if (head === null) return '';
  return line.slice(head[0].length, line.length - withoutBuildArguments(line).length).trim();
}

function run(body: string): CleanCommand {
  const text = body.trim();
  return { command: text === '' ? 'RUN' : `RUN ${text}`, instruction: 'RUN' };
}

function finished(instruction: string, rest: string): CleanCommand {
  const text = cleanArguments(instruction, rest);
  return { command: text === '' ? instruction : `${instruction} ${text}`, instruction };
}

function leadingInstruction(text: string): string {
  const name = /^[A-Z]+(?=\s|$)/.exec(text)?.[0] ?? '';
  return instructions.has(name) ? name : '';
}

function restOf(text: string, instruction: string): string {
  return text.slice(instruction.length).trim();
}

function withoutBuildKitMark(text: string): string {
  return text.endsWith(buildKitMark) ? text.slice(0, -buildKitMark.length).trimEnd() : text;
}

/**
 * `|2 A=b C=d e /bin/sh -c make`: the values are not quoted, so they may hold spaces. What follows is looked for by
 * its shell; without one the stated number of words is taken.
 */
function withoutBuildArguments(text: string): string {
  const head = /^\|(\d{1,4}) /.exec(text);
  if (head === null) return text;
  const rest = text.slice(head[0].length);
  const shell = anyShell.exec(` ${rest.slice(0, shellSearch)}`);
  if (shell !== null) return rest.slice(shell.index);
  const words = rest.split(' ');
  return words.slice(Number(head[1])).join(' ');
}

function withoutShell(text: string): string {
  for (const shell of [unixShell, windowsShell, powerShell]) {
    const found = shell.exec(text.slice(0, shellSearch));
    if (found !== null) return text.slice(found[0].length).trimStart();
  }
  return text;
}

/** What stands behind `#(nop)`; null when the mark is not there. PowerShell images set their preferences before it. */
function afterNoOperation(text: string): string | null {
  const at = text.startsWith('$')
    ? text.indexOf(noOperation)
    : text.startsWith(noOperation)
      ? 0
      : -1;
  return at < 0 ? null : text.slice(at + noOperation.length).trim();
}

function withComment(text: string, comment: string): string {
  const note = comment.trim();
  if (note === '' || note.startsWith('buildkit.')) return text;
  return text === '' ? note : `${text} # ${note}`;
}
