/** A long shell command is broken where it chains commands; a shorter one stays on one line. */
const longLine = 72;
const maxIndent = 8;

/**
 * Breaks a one-line shell command into lines for reading. Builders join the lines of a RUN and keep the tabs they were
 * indented with, so tabs tell where the lines were; without any, a line begins before `&&` and `||` and after `;`.
 * Nothing is broken inside quotes, parentheses or braces. Every line but the first is indented, by two spaces for each
 * level. The words stay the same.
 */
export function shellLines(command: string): readonly string[] {
  if (command.includes('\n')) return command.split('\n');
  if (command.length <= longLine && !command.includes('\t')) return [command];
  const lines: string[] = [];
  let start = 0;
  let indent = 0;
  for (const end of breaks(command)) {
    addLine(lines, command.slice(start, end), indent);
    const space = /^[ \t]*/.exec(command.slice(end))?.[0] ?? '';
    indent = indentation(space);
    start = end + space.length;
  }
  addLine(lines, command.slice(start), indent);
  return lines;
}

function addLine(lines: string[], text: string, indent: number): void {
  const trimmed = text.trim();
  if (trimmed !== '') lines.push(lines.length === 0 ? trimmed : `${'  '.repeat(indent)}${trimmed}`);
}

function indentation(space: string): number {
  const tabs = space.split('\t').length - 1;
  return Math.min(maxIndent, Math.max(1, tabs));
}

/** Offsets at which a new line begins. */
function breaks(command: string): readonly number[] {
  const tabs: number[] = [];
  const chains: number[] = [];
  const closers: string[] = [];
  for (let position = 0; position < command.length; position += 1) {
    const character = command.charAt(position);
    const pair = command.slice(position, position + 2);
    if (character === '\\') {
      position += 1;
    } else if (character === "'" || character === '"' || character === '`') {
      position = closingQuote(command, position);
    } else if (character === closers.at(-1)) {
      closers.pop();
    } else if (character === '(') {
      closers.push(')');
    } else if (pair === '${') {
      closers.push('}');
      position += 1;
    } else if (closers.length > 0) {
      continue;
    } else if (pair === '&&' || pair === '||') {
      chains.push(position);
      position += 1;
    } else if (character === ';') {
      if (pair === ';;') position += 1;
      if (!/^\s*(?:then|do)\b/.test(command.slice(position + 1, position + 8)))
        chains.push(position + 1);
    } else if (character === '\t') {
      tabs.push(position);
      while (/[ \t]/.test(command.charAt(position + 1))) position += 1;
    }
  }
  return tabs.length > 0 ? tabs : chains;
}

/** Where the quoted text that begins at `open` ends; the end of the command when it is not closed. */
function closingQuote(command: string, open: number): number {
  const quote = command.charAt(open);
  for (let position = open + 1; position < command.length; position += 1) {
    const character = command.charAt(position);
    if (character === quote) return position;
    if (character === '\\' && quote !== "'") position += 1;
  }
  return command.length;
}
