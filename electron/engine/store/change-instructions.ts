import { EngineError } from '../bytes/engine-error.ts';

/** The part of an image config that a container gets (OCI image-spec, config.md, `config`), as instructions set it. */
export interface ContainerConfig {
  readonly Cmd?: readonly string[];
  readonly Entrypoint?: readonly string[];
  readonly Env?: readonly string[];
  readonly ExposedPorts?: Readonly<Record<string, object>>;
  readonly User?: string;
  readonly WorkingDir?: string;
  readonly Volumes?: Readonly<Record<string, object>>;
  readonly Labels?: Readonly<Record<string, string>>;
  readonly StopSignal?: string;
  readonly Shell?: readonly string[];
  readonly OnBuild?: readonly string[];
}

/**
 * What Dockerfile instructions make of an empty config, one after another, as `docker import --change` takes them. The
 * forms are those of Dockerfiles: CMD, ENTRYPOINT and SHELL as JSON or as text for `/bin/sh -c`; ENV and LABEL as
 * `NAME=value …` or `NAME value`; several ports or volumes in one line. Throws `EngineError` `change-invalid`.
 */
export function applyChanges(changes: readonly string[]): ContainerConfig {
  let config: ContainerConfig = {};
  for (const change of changes) config = applyChange(config, change.trim());
  return config;
}

function applyChange(config: ContainerConfig, change: string): ContainerConfig {
  const match = /^(?<instruction>[A-Za-z]+)\s+(?<rest>\S.*)$/s.exec(change);
  const rest = match?.groups?.['rest'] ?? '';
  switch ((match?.groups?.['instruction'] ?? '').toUpperCase()) {
    case 'CMD':
      return { ...config, Cmd: commandOf(rest, config.Shell) };
    case 'ENTRYPOINT':
      return { ...config, Entrypoint: commandOf(rest, config.Shell) };
    case 'SHELL':
      return { ...config, Shell: listOf(rest) ?? invalid(change) };
    case 'ENV':
      return { ...config, Env: withVariables(config.Env ?? [], pairsOf(rest, change)) };
    case 'LABEL':
      return {
        ...config,
        Labels: { ...config.Labels, ...Object.fromEntries(pairsOf(rest, change)) },
      };
    case 'EXPOSE':
      return { ...config, ExposedPorts: withKeys(config.ExposedPorts, portsOf(rest, change)) };
    case 'VOLUME':
      return {
        ...config,
        Volumes: withKeys(config.Volumes, listOf(rest) ?? wordsOf(rest, change)),
      };
    case 'USER':
      return { ...config, User: oneWord(rest, change) };
    case 'WORKDIR':
      return {
        ...config,
        WorkingDir: workingFolder(config.WorkingDir ?? '/', textOf(rest, change)),
      };
    case 'STOPSIGNAL':
      return { ...config, StopSignal: oneWord(rest, change) };
    case 'ONBUILD':
      return { ...config, OnBuild: [...(config.OnBuild ?? []), rest] };
    default:
      return invalid(change);
  }
}

function invalid(change: string): never {
  throw new EngineError('change-invalid', { change });
}

/** A JSON list is taken as it is; anything else is a line for the shell. */
function commandOf(text: string, shell: readonly string[] | undefined): readonly string[] {
  return listOf(text) ?? [...(shell ?? ['/bin/sh', '-c']), text];
}

/** The texts of a JSON list; null when it is none. */
function listOf(text: string): readonly string[] | null {
  if (!text.startsWith('[')) return null;
  try {
    const value: unknown = JSON.parse(text);
    const isList = Array.isArray(value) && value.every((each) => typeof each === 'string');
    return isList ? value : null;
  } catch {
    return null;
  }
}

type Pair = readonly [string, string];

/** `NAME=value NAME2="a b"`, or the old form `NAME all the rest`. */
function pairsOf(text: string, change: string): readonly Pair[] {
  const words = wordsOf(text, change);
  const [first] = words;
  if (first === undefined) return invalid(change);
  if (!first.includes('=')) {
    const cut = text.search(/\s/);
    return cut < 0 ? invalid(change) : [[text.slice(0, cut), text.slice(cut).trim()]];
  }
  return words.map((word): Pair => {
    const cut = word.indexOf('=');
    return cut <= 0 ? invalid(change) : [word.slice(0, cut), word.slice(cut + 1)];
  });
}

/** A variable that is set again keeps its place. */
function withVariables(known: readonly string[], pairs: readonly Pair[]): readonly string[] {
  const variables = new Map(known.map((each) => [each.slice(0, each.indexOf('=')), each]));
  for (const [name, value] of pairs) variables.set(name, `${name}=${value}`);
  return [...variables.values()];
}

function withKeys(
  known: Readonly<Record<string, object>> | undefined,
  keys: readonly string[],
): Readonly<Record<string, object>> {
  return { ...known, ...Object.fromEntries(keys.map((key) => [key, {}])) };
}

/** `80`, `53/udp`, `8000-8002`: each port by itself, with its protocol, `tcp` where none is named. */
function portsOf(text: string, change: string): readonly string[] {
  return wordsOf(text, change).flatMap((word) => {
    const parts = /^(?<from>\d{1,5})(?:-(?<to>\d{1,5}))?(?:\/(?<protocol>tcp|udp|sctp))?$/i.exec(
      word,
    );
    const from = Number(parts?.groups?.['from']);
    const to = Number(parts?.groups?.['to'] ?? from);
    if (parts === null || to > 65_535 || from > to) return invalid(change);
    const protocol = (parts.groups?.['protocol'] ?? 'tcp').toLowerCase();
    return Array.from({ length: to - from + 1 }, (_, at) => `${from + at}/${protocol}`);
  });
}

function oneWord(text: string, change: string): string {
  const [word, ...more] = wordsOf(text, change);
  return word === undefined || more.length > 0 ? invalid(change) : word;
}

function textOf(text: string, change: string): string {
  return /^["']/.test(text) ? oneWord(text, change) : text.trim();
}

/** A relative folder is below the one before it. */
function workingFolder(before: string, folder: string): string {
  const parts: string[] = [];
  for (const part of (folder.startsWith('/') ? folder : `${before}/${folder}`).split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

/** Words between spaces; quotes and backslashes as in a Dockerfile. */
function wordsOf(text: string, change: string): readonly string[] {
  const words: string[] = [];
  let word: string | null = null;
  let quote = '';
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\\' && quote !== "'" && at + 1 < text.length) {
      word = (word ?? '') + (text[++at] ?? '');
    } else if (quote !== '') {
      if (character === quote) quote = '';
      else word = (word ?? '') + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= '';
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else {
      word = (word ?? '') + character;
    }
  }
  if (quote !== '') return invalid(change);
  if (word !== null) words.push(word);
  return words;
}
