/** A value of a parsed JSON document whose keys anyone may have chosen. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object as a map, in the order stored: a key such as `__proto__` is an ordinary one. */
export type JsonObject = ReadonlyMap<string, JsonValue>;

const maxDepth = 64;

/** The document that `text` writes; null when it is not JSON, or nested deeper than any image document. */
export function parseJson(text: string): { readonly value: JsonValue } | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return null;
  }
  const value = jsonValue(parsed, 0);
  return value === undefined ? null : { value };
}

/** Narrows to an object. */
export function isObject(value: JsonValue | undefined): value is JsonObject {
  return value instanceof Map;
}

/** Narrows to an array. */
export function isArray(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value);
}

/**
 * The value under `key`, or under a key that differs only in case: Go's decoder, which the container tools use, takes
 * both and prefers the exact one (encoding/json, Unmarshal). Null counts as absent.
 */
export function member(object: JsonObject, key: string): JsonValue | undefined {
  const exact = object.get(key);
  if (exact !== undefined) return exact ?? undefined;
  for (const [other, value] of object) {
    if (other.toLowerCase() === key.toLowerCase()) return value ?? undefined;
  }
  return undefined;
}

/** A member that is an object; empty for anything else. */
export function objectMember(object: JsonObject, key: string): JsonObject {
  const value = member(object, key);
  return isObject(value) ? value : new Map();
}

/** A member that is text, not empty; null for anything else. */
export function textMember(object: JsonObject, key: string): string | null {
  const value = member(object, key);
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A member that is a number; null for anything else. */
export function numberMember(object: JsonObject, key: string): number | null {
  const value = member(object, key);
  return typeof value === 'number' ? value : null;
}

/** A member that is a list of texts, or one text alone; what in the list is no text is written as JSON. */
export function textsMember(object: JsonObject, key: string): readonly string[] {
  const value = member(object, key);
  if (typeof value === 'string') return value === '' ? [] : [value];
  return isArray(value)
    ? value.map((item) => (typeof item === 'string' ? item : jsonText(item)))
    : [];
}

/** A member that is an object of texts, in stored order; values of other types are written as JSON. */
export function pairsMember(object: JsonObject, key: string): readonly Pair[] {
  return [...objectMember(object, key)].map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : jsonText(value),
  }));
}

export interface Pair {
  readonly name: string;
  readonly value: string;
}

/** The value written as JSON, indented where it is long. */
export function jsonText(value: JsonValue): string {
  const short = JSON.stringify(value, mapsAsObjects);
  return short.length <= 80 ? short : JSON.stringify(value, mapsAsObjects, 2);
}

function mapsAsObjects(_: string, value: unknown): unknown {
  if (!(value instanceof Map)) return value;
  const object: Record<string, unknown> = Object.create(null);
  for (const [key, inner] of value) object[String(key)] = inner;
  return object;
}

function jsonValue(value: unknown, depth: number): JsonValue | undefined {
  if (depth > maxDepth) return undefined;
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    typeof value === 'number'
  ) {
    return value;
  }
  if (Array.isArray(value)) {
    const items: JsonValue[] = [];
    for (const item of value) {
      const inner = jsonValue(item, depth + 1);
      if (inner === undefined) return undefined;
      items.push(inner);
    }
    return items;
  }
  if (typeof value !== 'object') return undefined;
  const members = new Map<string, JsonValue>();
  for (const [key, item] of Object.entries(value)) {
    const inner = jsonValue(item, depth + 1);
    if (inner === undefined) return undefined;
    members.set(key, inner);
  }
  return members;
}
