import type { ExtendedAttribute } from '../../../shared/model/entry.ts';

/** Gathers the records of one pax extended header (POSIX pax, Extended Header Keywords). */
export class PaxWriter {
  readonly #records = new Map<string, Uint8Array>();

  /** A later record of one key takes the place of an earlier one. */
  record(key: string, value: Uint8Array): void {
    this.#records.set(key, value);
  }

  /**
   * Extended attributes have no keyword of POSIX. `SCHILY.xattr.` is what GNU tar, libarchive and container engines read,
   * with the value as it is; a name with `=` cannot stand there, and libarchive's own form quotes it.
   */
  xattr({ name, value }: ExtendedAttribute): void {
    if (!name.includes('=')) this.record(`SCHILY.xattr.${name}`, value);
    else this.record(`LIBARCHIVE.xattr.${encodeURIComponent(name)}`, base64(value));
  }

  /** All records in the order of their keys; empty when there is none. */
  records(): Uint8Array {
    const keys = [...this.#records.keys()].sort();
    return Buffer.concat(keys.map((key) => recordBytes(key, this.#records.get(key)!)));
  }
}

/** `LENGTH KEY=VALUE` and a newline; the length counts its own digits too. */
function recordBytes(key: string, value: Uint8Array): Uint8Array {
  const text = Buffer.from(` ${key}=`);
  const rest = text.length + value.length + 1;
  let length = rest + String(rest).length;
  if (String(length).length > String(rest).length) length = rest + String(length).length;
  return Buffer.concat([Buffer.from(String(length)), text, value, Buffer.from('\n')]);
}

/** Base64 without padding, as libarchive writes it. */
function base64(bytes: Uint8Array): Uint8Array {
  return Buffer.from(Buffer.from(bytes).toString('base64').replaceAll('=', ''));
}
