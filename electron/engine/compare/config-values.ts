import type { ConfigSection, ConfigValue } from '../../../shared/model/comparison.ts';
import type { ImageDocuments } from '../../../shared/model/image.ts';
import { platformText, type Platform } from '../../../shared/model/platform.ts';
import { entriesOf, field, isJsonObject, parseJson } from '../image/json.ts';

/** What the documents of an image say, by section and key, in the order of the documents. */
export type ConfigValues = ReadonlyMap<ConfigSection, ReadonlyMap<string, ConfigValue>>;

/** What Docker and OCI write at the top of a config (OCI image-spec, config.md), but for what is shown elsewhere. */
const imageKeys = ['created', 'author', 'docker_version', 'comment', 'container', 'parent'];
const platformKeys = ['os', 'architecture', 'variant', 'os.version', 'os.features'];
/** Compared layer by layer and step by step. */
const otherKeys = ['rootfs', 'history', 'config'];
/** Of `config` (OCI image-spec, config.md; Docker image specification 1.2 and 1.3). */
const configKeys = [
  'User',
  'ExposedPorts',
  'Entrypoint',
  'Cmd',
  'Volumes',
  'WorkingDir',
  'StopSignal',
  'StopTimeout',
  'Healthcheck',
  'Shell',
  'OnBuild',
  'ArgsEscaped',
  'Env',
  'Labels',
];

type Section = Map<string, ConfigValue>;

/**
 * Everything that config and manifest say of how an image is run and what it is, but for layers and history. Values
 * stand as the documents have them; what is no text and no list of texts is JSON text, keys in the order found.
 *
 * What is null, false, zero or empty counts as not said: engines read these documents with Go's encoding/json into
 * structures of plain values, where that is the same as a key that is missing, and Docker writes all of them out while
 * BuildKit leaves them away. Keys are known in any case of letters, for the same reason. Documents that are missing or
 * no JSON say nothing; a value of a wrong type is JSON text. Never throws.
 */
export function configValues(documents: ImageDocuments, platform: Platform): ConfigValues {
  const config = valueOf(documents.config);
  const image: Section = new Map();
  const platforms = platformSection(platform);
  const runtime: Section = new Map();
  const environment: Section = new Map();
  const labels: Section = new Map();
  for (const [found, value] of entriesOf(config)) {
    const key = knownKey(found, [...imageKeys, ...platformKeys, ...otherKeys]);
    if (platformKeys.includes(key)) put(platforms, key, value);
    else if (!otherKeys.includes(key)) put(image, key, value);
    else if (key === 'config' && !isJsonObject(value)) put(image, key, value);
  }
  for (const [found, value] of entriesOf(field(config, 'config'))) {
    const key = knownKey(found, configKeys);
    if (key === 'Env' && Array.isArray(value)) putEnvironment(environment, value);
    else if (key === 'Labels' && isJsonObject(value)) putMap(labels, value);
    else if (key === 'Healthcheck' && isJsonObject(value)) putMap(runtime, value, `${key}.`);
    else if (key === 'ExposedPorts' || key === 'Volumes') put(runtime, key, keysOfSet(value));
    else put(runtime, key, value);
  }
  const annotations: Section = new Map();
  const stated = field(valueOf(documents.manifest), 'annotations');
  if (isJsonObject(stated)) putMap(annotations, stated);
  else put(annotations, 'annotations', stated);
  return new Map<ConfigSection, ReadonlyMap<string, ConfigValue>>([
    ['image', image],
    ['platform', platforms],
    ['config', runtime],
    ['environment', environment],
    ['labels', labels],
    ['annotations', annotations],
  ]);
}

function valueOf(document: string | null): unknown {
  if (document === null) return undefined;
  const parsed = parseJson(Buffer.from(document));
  return parsed.ok ? parsed.value : undefined;
}

/** What is known of the platform from elsewhere, such as an index; what the config says replaces it. */
function platformSection(platform: Platform): Section {
  const section: Section = new Map();
  if (platformText(platform) === 'unknown' && platform.osVersion === '') return section;
  put(section, 'os', platform.os);
  put(section, 'architecture', platform.architecture);
  put(section, 'variant', platform.variant);
  put(section, 'os.version', platform.osVersion);
  return section;
}

function knownKey(key: string, known: readonly string[]): string {
  const lower = key.toLowerCase();
  return known.find((each) => each.toLowerCase() === lower) ?? key;
}

function put(section: Section, key: string, value: unknown): void {
  if (isNothing(value)) return;
  section.set(key, typeof value === 'string' ? value : (textsOrNull(value) ?? jsonText(value)));
}

function putMap(section: Section, values: object, prefix = ''): void {
  for (const [key, value] of Object.entries(values)) {
    // An empty label or annotation is one all the same.
    if (value === '' && prefix === '') section.set(key, value);
    else put(section, `${prefix}${key}`, value);
  }
}

/**
 * `NAME=value` by its name (OCI image-spec, config.md, Env). An entry without `=`, and entries of one name, stand as
 * they are: engines do not agree on what they mean.
 */
function putEnvironment(section: Section, entries: readonly unknown[]): void {
  const byName = new Map<string, string[]>();
  for (const each of entries) {
    const entry = typeof each === 'string' ? each : jsonText(each);
    // Windows keeps variables whose names begin with the sign.
    const end = entry.indexOf('=', 1);
    const name = end < 0 ? entry : entry.slice(0, end);
    const same = byName.get(name);
    if (same === undefined) byName.set(name, [entry]);
    else same.push(entry);
  }
  for (const [name, same] of byName) {
    const [entry = ''] = same;
    const isPlain = same.length === 1 && entry.length > name.length;
    section.set(name, isPlain ? entry.slice(name.length + 1) : same);
  }
}

/** Go's way to write a set: an object whose values are empty. Its order means nothing. */
function keysOfSet(value: unknown): unknown {
  if (!isJsonObject(value)) return value;
  const isSet = Object.values(value).every((each) => isNothing(each));
  return isSet ? Object.keys(value).toSorted() : value;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false || value === 0) {
    return true;
  }
  return typeof value === 'object' && Object.keys(value).length === 0;
}

function textsOrNull(value: unknown): readonly string[] | null {
  if (!Array.isArray(value)) return null;
  const texts = value.filter((each) => typeof each === 'string');
  return texts.length === value.length ? texts : null;
}

/** Keys of objects in order, so that equal values have equal texts. */
function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, each: unknown) =>
    isJsonObject(each)
      ? Object.fromEntries(Object.entries(each).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : each,
  );
}
