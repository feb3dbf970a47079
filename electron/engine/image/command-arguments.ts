/**
 * The arguments of an instruction as a Dockerfile has them. Builders print some of Go's values as they are: the ports
 * of EXPOSE as a map, HEALTHCHECK as a struct.
 */
export function cleanArguments(instruction: string, text: string): string {
  if (instruction === 'EXPOSE') return cleanPorts(text);
  if (instruction === 'HEALTHCHECK') return cleanHealthCheck(text);
  return text;
}

/** `map[443/tcp:{} 80/tcp:{}]` becomes `443/tcp 80/tcp`. */
function cleanPorts(text: string): string {
  const inside = /^map\[(.*)\]$/s.exec(text)?.[1];
  return inside === undefined ? text : inside.replaceAll(':{}', '').trim();
}

/** Beyond this nobody wrote it by hand, and the pattern below would take its time. */
const longestHealthCheck = 4096;
const healthOptions = ['interval', 'timeout', 'start-period', 'start-interval'] as const;

/** `&{["CMD-SHELL" "curl -f x"] "30s" "3s" "0s" "0s" '\x03'}`; older Docker has one duration less. */
function cleanHealthCheck(text: string): string {
  if (text.length > longestHealthCheck) return text;
  const parts =
    /^&\{\[(?<test>.*)\] (?<times>"[^"\]]*"(?: "[^"\]]*")*) '(?<retries>[^']+)'\}$/s.exec(text);
  const words = quotedTexts(parts?.groups?.['test'] ?? '');
  const [form, ...command] = words;
  if (parts === null || form === undefined) return text;
  if (form === 'NONE') return 'NONE';
  const options = quotedTexts(parts.groups?.['times'] ?? '').flatMap((time, position) => {
    const name = healthOptions[position];
    return name === undefined || time === '0s' ? [] : [`--${name}=${time}`];
  });
  const retries = retriesOf(parts.groups?.['retries'] ?? '');
  if (retries > 0) options.push(`--retries=${retries}`);
  const line = form === 'CMD-SHELL' ? command.join(' ') : JSON.stringify(command);
  return [...options, 'CMD', line].join(' ');
}

/** The texts of a list as Go's `%q` prints it: in double quotes, with backslash escapes. */
function quotedTexts(list: string): readonly string[] {
  return [...list.matchAll(/"((?:[^"\\]|\\.)*)"/gs)].map((match) =>
    (match[1] ?? '').replaceAll(/\\(["\\nt])/g, (_, escaped: string) => unescaped(escaped)),
  );
}

function unescaped(character: string): string {
  if (character === 'n') return '\n';
  return character === 't' ? '\t' : character;
}

/** The number printed as a character: `\x03`, `\n` for ten, or the character itself. */
function retriesOf(text: string): number {
  const hex = /^\\(?:x|u|U)([0-9a-f]{2,8})$/.exec(text)?.[1];
  if (hex !== undefined) return Number.parseInt(hex, 16);
  const named = ['\\a', '\\b', '\\t', '\\n', '\\v', '\\f', '\\r'].indexOf(text);
  if (named >= 0) return named + 7;
  const point = text.codePointAt(0) ?? 0;
  return String.fromCodePoint(point) === text ? point : 0;
}
