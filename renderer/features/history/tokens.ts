/** A piece of a command, for colouring. */
export interface Token {
  readonly kind: 'plain' | 'string' | 'variable' | 'operator' | 'flag' | 'comment';
  readonly text: string;
}

/** Above this length a line is shown in one colour. */
const maxLength = 4000;

const pattern =
  /(?<string>"(?:[^"\\]|\\.)*"|'[^']*')|(?<variable>\$\{[^}]*\}|\$\w+)|(?<operator>&&|\|\||[;|]|<<-?|>>?)|(?<flag>(?<=^|\s)--?[A-Za-z][\w-]*)|(?<comment>(?<=^|\s)#.*$)/g;

const kinds = ['string', 'variable', 'operator', 'flag', 'comment'] as const;

/** Cuts one line of a command into pieces; together they are the line. */
export function tokens(line: string): readonly Token[] {
  if (line.length > maxLength) return [{ kind: 'plain', text: line }];
  const found: Token[] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    if (match.index > end) found.push({ kind: 'plain', text: line.slice(end, match.index) });
    found.push({
      kind: kinds.find((kind) => match.groups?.[kind] !== undefined) ?? 'plain',
      text: match[0],
    });
    end = match.index + match[0].length;
  }
  if (end < line.length) found.push({ kind: 'plain', text: line.slice(end) });
  return found;
}
