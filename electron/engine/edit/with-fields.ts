import type { JsonObject } from '../image/json.ts';

/**
 * An object with other values for keys, each in its old place, new ones behind the rest; undefined takes a key away. A
 * key that stands there in another case is the same key, as it is for `field`.
 */
export function withFields(
  object: JsonObject,
  values: Readonly<Record<string, unknown>>,
): JsonObject {
  const open = new Map(Object.entries(values));
  const names = new Map([...open.keys()].map((name) => [name.toLowerCase(), name]));
  const fields: (readonly [string, unknown])[] = [];
  for (const [key, value] of Object.entries(object)) {
    const name = names.get(key.toLowerCase());
    if (name === undefined) fields.push([key, value]);
    else if (open.has(name)) {
      fields.push([name, open.get(name)]);
      open.delete(name);
    }
  }
  return Object.fromEntries([...fields, ...open].filter(([, value]) => value !== undefined));
}
