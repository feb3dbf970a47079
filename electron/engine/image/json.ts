import { limits, type LimitName } from '../bytes/limits.ts';

const quote = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

const utf8 = new TextDecoder();

/** A document as stored and as parsed, or why it could not be. */
export type JsonDocument =
  | {
      readonly ok: true;
      readonly text: string;
      readonly value: unknown;
      /** About how many values the document holds. */
      readonly nodes: number;
    }
  | { readonly ok: false; readonly text: string; readonly code: 'json-invalid' }
  | {
      readonly ok: false;
      readonly text: string;
      readonly code: 'json-too-large';
      readonly limit: LimitName;
    };

/**
 * Parses one JSON document of an archive. `text` is the bytes as UTF-8 whether or not they parse; it is empty only for
 * a document over `limits.jsonBytes`. Nesting deeper than `limits.jsonDepth` counts as too large, and so does a document
 * of more than `nodes` values, which are what is left of `limits.documentsValues`: a small text can hold millions of
 * them. Never throws.
 */
export function parseJson(bytes: Uint8Array, nodes = Number.POSITIVE_INFINITY): JsonDocument {
  if (bytes.length > limits.jsonBytes) return tooLarge('', 'jsonBytes');
  const text = utf8.decode(bytes);
  const shape = measure(bytes);
  if (shape.depth > limits.jsonDepth) return tooLarge(text, 'jsonDepth');
  if (shape.nodes > nodes) return tooLarge(text, 'documentsValues');
  try {
    const value: unknown = JSON.parse(text);
    return { ok: true, text, value, nodes: shape.nodes };
  } catch {
    return { ok: false, text, code: 'json-invalid' };
  }
}

function tooLarge(text: string, limit: LimitName): JsonDocument {
  return { ok: false, text, code: 'json-too-large', limit };
}

/** A JSON object. Only ever read with `field` or `entriesOf`: its keys come from the archive. */
export type JsonObject = Readonly<Record<string, unknown>>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The value of a key, or undefined. Another case of the key is accepted when the exact one is not there, as Go's
 * decoder does, by which engines read all these documents (old jib wrote `config`, `repoTags`, `layers`).
 */
export function field(value: unknown, name: string): unknown {
  if (!isJsonObject(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  const lower = name.toLowerCase();
  const other = Object.keys(value).find(
    (key) => key.length === lower.length && key.toLowerCase() === lower,
  );
  return other === undefined ? undefined : value[other];
}

export function entriesOf(value: unknown): readonly (readonly [string, unknown])[] {
  return isJsonObject(value) ? Object.entries(value) : [];
}

/** The elements of an array; none for `null` and for anything else. */
export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text as it stands; empty for anything else. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** A text that is not empty; else null. */
export function textOrNull(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

export function textsOf(value: unknown): readonly string[] {
  return arrayOf(value).filter((each) => typeof each === 'string');
}

/** A whole number of bytes that can be one; null for anything else. */
export function sizeOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : null;
}

/** A map of texts, as annotations and labels are; values of other types are left out. */
export function textMapOf(value: unknown): ReadonlyMap<string, string> {
  const result = new Map<string, string>();
  for (const [key, text] of entriesOf(value)) {
    if (typeof text === 'string') result.set(key, text);
  }
  return result;
}

/**
 * Looked at before parsing, so that neither the parser nor a later walk over the value can exhaust anything. Works on
 * the bytes: in UTF-8 none of a longer character looks like a bracket, a comma or a quote.
 */
function measure(bytes: Uint8Array): { depth: number; nodes: number } {
  let depth = 0;
  let deepest = 0;
  let nodes = 1;
  let inString = false;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at];
    if (inString) {
      if (byte === backslash) at++;
      else if (byte === quote) inString = false;
    } else if (byte === quote) {
      inString = true;
    } else if (byte === comma) {
      nodes++;
    } else if (byte === openBrace || byte === openBracket) {
      nodes++;
      depth++;
      if (depth > deepest) deepest = depth;
    } else if (byte === closeBrace || byte === closeBracket) {
      depth--;
    }
  }
  return { depth: deepest, nodes };
}
