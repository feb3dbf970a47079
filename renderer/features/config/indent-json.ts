/**
 * JSON with line breaks and two spaces for each level, made by its text alone: numbers, escapes, the order of keys and
 * repeated keys stay exactly as they are written, which parsing and writing anew would lose. Null for text that is not
 * JSON.
 */
export function indentJson(text: string): string | null {
  try {
    JSON.parse(text);
  } catch {
    return null;
  }
  const parts: string[] = [];
  let depth = 0;
  let opened = false;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+/g)) {
    const closes = token === '}' || token === ']';
    if (closes) depth -= 1;
    // An empty object or array stays on its line.
    if (opened !== closes) parts.push(lineBreak(depth));
    parts.push(token);
    if (token === ',') parts.push(lineBreak(depth));
    if (token === ':') parts.push(' ');
    opened = token === '{' || token === '[';
    if (opened) depth += 1;
  }
  return parts.join('');
}

function lineBreak(depth: number): string {
  return `\n${'  '.repeat(depth)}`;
}
