import { healthcheckOf, type Healthcheck } from './healthcheck.ts';
import {
  expandedText,
  invalidChange,
  listOf,
  oneWord,
  wordsOf,
  type Instruction,
} from './instruction-words.ts';

/** The part of an image config that a container gets (OCI image-spec, config.md, `config`), as instructions set it. */
export interface ContainerConfig {
  readonly Cmd?: readonly string[] | undefined;
  readonly Entrypoint?: readonly string[] | undefined;
  readonly Env?: readonly string[] | undefined;
  readonly ExposedPorts?: Readonly<Record<string, object>> | undefined;
  readonly User?: string | undefined;
  readonly WorkingDir?: string | undefined;
  readonly Volumes?: Readonly<Record<string, object>> | undefined;
  readonly Labels?: Readonly<Record<string, string>> | undefined;
  readonly StopSignal?: string | undefined;
  readonly Shell?: readonly string[] | undefined;
  readonly OnBuild?: readonly string[] | undefined;
  readonly Healthcheck?: Healthcheck | undefined;
}

/**
 * What Dockerfile instructions make of a config, one after another, as `docker import --change` (of an empty one) and
 * `docker commit --change` take them. The forms are those of Dockerfiles: CMD, ENTRYPOINT and SHELL as JSON or as text
 * for `/bin/sh -c`; ENV and LABEL as `NAME=value …` or `NAME value`; several ports or volumes in one line; `$NAME`
 * stands for what ENV says by then where Dockerfiles have it so. A new ENTRYPOINT takes the CMD away that was there
 * before, as Docker does. Throws `EngineError` `change-invalid`.
 */
export function applyChanges(
  changes: readonly string[],
  before: ContainerConfig = {},
): ContainerConfig {
  let config = before;
  let hasCommand = false;
  for (const change of changes) {
    const instruction = parseInstruction(change, config.Env ?? []);
    const { name } = instruction;
    config = applyChange(config, instruction);
    if (name === 'CMD') hasCommand = true;
    else if (name === 'ENTRYPOINT' && !hasCommand) config = { ...config, Cmd: undefined };
  }
  return config;
}

/** The instruction's name in upper case, and what stands behind it. */
export function parseInstruction(change: string, environment: readonly string[]): Instruction {
  const match = /^(?<name>[A-Za-z]+)\s+(?<rest>\S.*)$/s.exec(change.trim());
  const name = (match?.groups?.['name'] ?? '').toUpperCase();
  return { change, name, rest: match?.groups?.['rest'] ?? '', environment };
}

function applyChange(config: ContainerConfig, instruction: Instruction): ContainerConfig {
  const { name, rest } = instruction;
  switch (name) {
    case 'CMD':
      return { ...config, Cmd: commandOf(rest, config.Shell) };
    case 'ENTRYPOINT':
      return { ...config, Entrypoint: commandOf(rest, config.Shell) };
    case 'SHELL':
      return { ...config, Shell: listOf(rest) ?? invalidChange(instruction) };
    case 'ENV':
      return { ...config, Env: withVariables(config.Env ?? [], pairsOf(instruction)) };
    case 'LABEL':
      return {
        ...config,
        Labels: { ...config.Labels, ...Object.fromEntries(pairsOf(instruction)) },
      };
    case 'EXPOSE':
      return { ...config, ExposedPorts: withKeys(config.ExposedPorts, portsOf(instruction)) };
    case 'VOLUME':
      return { ...config, Volumes: withKeys(config.Volumes, listOf(rest) ?? wordsOf(instruction)) };
    case 'USER':
      return { ...config, User: oneWord(instruction) };
    case 'WORKDIR':
      return {
        ...config,
        WorkingDir: workingFolder(config.WorkingDir ?? '/', expandedText(instruction)),
      };
    case 'STOPSIGNAL':
      return { ...config, StopSignal: oneWord(instruction) };
    case 'HEALTHCHECK':
      return { ...config, Healthcheck: healthcheckOf(instruction) };
    case 'ONBUILD':
      return { ...config, OnBuild: [...(config.OnBuild ?? []), rest] };
    default:
      return invalidChange(instruction);
  }
}

/** A JSON list is taken as it is; anything else is a line for the shell. */
function commandOf(text: string, shell: readonly string[] | undefined): readonly string[] {
  return listOf(text) ?? [...(shell ?? ['/bin/sh', '-c']), text];
}

type Pair = readonly [string, string];

/** `NAME=value NAME2="a b"`, or the old form `NAME all the rest`. */
function pairsOf(instruction: Instruction): readonly Pair[] {
  const words = wordsOf(instruction);
  const [first] = words;
  if (first === undefined) return invalidChange(instruction);
  if (!first.includes('=')) {
    const { rest } = instruction;
    const cut = rest.search(/\s/);
    if (cut < 0) return invalidChange(instruction);
    const value = { ...instruction, rest: rest.slice(cut).trim() };
    return [[rest.slice(0, cut), expandedText(value)]];
  }
  return words.map((word): Pair => {
    const cut = word.indexOf('=');
    return cut <= 0 ? invalidChange(instruction) : [word.slice(0, cut), word.slice(cut + 1)];
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
function portsOf(instruction: Instruction): readonly string[] {
  const words = wordsOf(instruction).flatMap((word) => word.split(/\s+/));
  return words.flatMap((word) => {
    const parts = /^(?<from>\d{1,5})(?:-(?<to>\d{1,5}))?(?:\/(?<protocol>tcp|udp|sctp))?$/i.exec(
      word,
    );
    const from = Number(parts?.groups?.['from']);
    const to = Number(parts?.groups?.['to'] ?? from);
    if (parts === null || to > 65_535 || from > to) return invalidChange(instruction);
    const protocol = (parts.groups?.['protocol'] ?? 'tcp').toLowerCase();
    return Array.from({ length: to - from + 1 }, (_, at) => `${from + at}/${protocol}`);
  });
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
