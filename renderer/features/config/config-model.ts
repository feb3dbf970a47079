import {
  isArray,
  isObject,
  jsonText,
  member,
  numberMember,
  objectMember,
  pairsMember,
  parseJson,
  textMember,
  textsMember,
} from './json-value.ts';
import type { JsonObject, JsonValue, Pair } from './json-value.ts';
import { environmentVariable } from './environment.ts';
import type { EnvironmentVariable } from './environment.ts';

/** What an image's config says, for reading (OCI image-spec, config.md). What it does not say is null or empty. */
export interface ConfigModel {
  readonly os: string | null;
  readonly architecture: string | null;
  readonly variant: string | null;
  readonly osVersion: string | null;
  readonly osFeatures: readonly string[];
  readonly created: string | null;
  readonly author: string | null;
  readonly dockerVersion: string | null;
  readonly run: RunConfig;
  readonly labels: readonly Pair[];
  /** Keys that this model has no place for, with their values as JSON. Inner keys are written `config.Key`. */
  readonly others: readonly Pair[];
  /** Names of further keys without a place whose value says nothing: empty, zero, false. */
  readonly unset: readonly string[];
}

/** What a container made from the image starts with. */
export interface RunConfig {
  readonly user: string | null;
  readonly workingDirectory: string | null;
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly shell: readonly string[];
  readonly environment: readonly EnvironmentVariable[];
  readonly exposedPorts: readonly string[];
  readonly volumes: readonly string[];
  readonly stopSignal: string | null;
  /** Seconds. */
  readonly stopTimeout: number | null;
  readonly healthcheck: Healthcheck | null;
  readonly onBuild: readonly string[];
}

/** A check that tells whether the container is well; times in seconds, null where the engine's default holds. */
export interface Healthcheck {
  /** `inherit`: as the base image has it. `none`: switched off. */
  readonly kind: 'inherit' | 'none' | 'exec' | 'shell';
  readonly test: readonly string[];
  readonly interval: number | null;
  readonly timeout: number | null;
  readonly startPeriod: number | null;
  readonly startInterval: number | null;
  readonly retries: number | null;
}

/** Reads a config document; null when it is not a JSON object. Values of an unexpected type end up in `others`. */
export function configModel(text: string): ConfigModel | null {
  const document = parseJson(text);
  if (document === null || !isObject(document.value)) return null;
  const root = document.value;
  const inner = objectMember(root, 'config');
  const further = [...otherKeys(root, rootKeys, ''), ...otherKeys(inner, runKeys, 'config.')];
  return {
    os: textMember(root, 'os'),
    architecture: textMember(root, 'architecture'),
    variant: textMember(root, 'variant'),
    osVersion: textMember(root, 'os.version'),
    osFeatures: textsMember(root, 'os.features'),
    created: textMember(root, 'created'),
    author: textMember(root, 'author'),
    dockerVersion: textMember(root, 'docker_version'),
    run: runConfig(inner),
    labels: pairsMember(inner, 'Labels'),
    others: further.filter(({ value }) => !saysNothing(value)),
    unset: further.filter(({ value }) => saysNothing(value)).map(({ name }) => name),
  };
}

function runConfig(inner: JsonObject): RunConfig {
  return {
    user: textMember(inner, 'User'),
    workingDirectory: textMember(inner, 'WorkingDir'),
    entrypoint: textsMember(inner, 'Entrypoint'),
    command: textsMember(inner, 'Cmd'),
    shell: textsMember(inner, 'Shell'),
    environment: textsMember(inner, 'Env').map(environmentVariable),
    exposedPorts: keysMember(inner, 'ExposedPorts'),
    volumes: keysMember(inner, 'Volumes'),
    stopSignal: textMember(inner, 'StopSignal'),
    stopTimeout: numberMember(inner, 'StopTimeout'),
    healthcheck: healthcheck(member(inner, 'Healthcheck')),
    onBuild: textsMember(inner, 'OnBuild'),
  };
}

/** A set is stored as an object with empty values; some old tools wrote a list. */
function keysMember(object: JsonObject, key: string): readonly string[] {
  const value = member(object, key);
  return isObject(value) ? [...value.keys()] : textsMember(object, key);
}

function healthcheck(value: JsonValue | undefined): Healthcheck | null {
  if (!isObject(value)) return null;
  const [first, ...rest] = textsMember(value, 'Test');
  const seconds = (key: string): number | null => {
    const nanoseconds = numberMember(value, key);
    return nanoseconds === null || nanoseconds === 0 ? null : nanoseconds / 1e9;
  };
  const kind =
    first === undefined
      ? 'inherit'
      : first === 'NONE'
        ? 'none'
        : first === 'CMD-SHELL'
          ? 'shell'
          : 'exec';
  const retries = numberMember(value, 'Retries');
  return {
    kind,
    test:
      first === undefined || first === 'CMD' || first === 'CMD-SHELL' || first === 'NONE'
        ? rest
        : [first, ...rest],
    interval: seconds('Interval'),
    timeout: seconds('Timeout'),
    startPeriod: seconds('StartPeriod'),
    startInterval: seconds('StartInterval'),
    retries: retries === 0 ? null : retries,
  };
}

type Shape = 'text' | 'number' | 'texts' | 'object' | 'any';

/** Keys that have a place in the model, by their lower-case name, with the shape they must have to be shown there. */
const rootKeys: ReadonlyMap<string, Shape> = new Map([
  ['os', 'text'],
  ['architecture', 'text'],
  ['variant', 'text'],
  ['os.version', 'text'],
  ['os.features', 'texts'],
  ['created', 'text'],
  ['author', 'text'],
  ['docker_version', 'text'],
  ['config', 'object'],
  // The history tab and the layer list show these two.
  ['history', 'any'],
  ['rootfs', 'object'],
]);

const runKeys: ReadonlyMap<string, Shape> = new Map([
  ['user', 'text'],
  ['workingdir', 'text'],
  ['entrypoint', 'texts'],
  ['cmd', 'texts'],
  ['shell', 'texts'],
  ['env', 'texts'],
  ['exposedports', 'object'],
  ['volumes', 'object'],
  ['stopsignal', 'text'],
  ['stoptimeout', 'number'],
  ['healthcheck', 'object'],
  ['onbuild', 'texts'],
  ['labels', 'object'],
]);

/** Docker writes every field it knows; most of them at Go's zero value. */
function saysNothing(json: string): boolean {
  return (
    json === '""' ||
    json === 'false' ||
    json === '0' ||
    json === 'null' ||
    json === '{}' ||
    json === '[]'
  );
}

function otherKeys(
  object: JsonObject,
  known: ReadonlyMap<string, Shape>,
  prefix: string,
): readonly Pair[] {
  return [...object]
    .filter(([key, value]) => !hasShape(value, known.get(key.toLowerCase())))
    .map(([key, value]) => ({ name: `${prefix}${key}`, value: jsonText(value) }));
}

function hasShape(value: JsonValue, shape: Shape | undefined): boolean {
  if (shape === undefined) return false;
  if (value === null || shape === 'any') return true;
  if (shape === 'object') return isObject(value);
  if (shape === 'texts') return isArray(value) || typeof value === 'string';
  return typeof value === (shape === 'text' ? 'string' : 'number');
}
