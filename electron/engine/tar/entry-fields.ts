import type { ProblemCode, Severity } from '../../../shared/model/problem.ts';
import { copyBytes, type ByteSpan } from './byte-span.ts';
import { HeaderField, textEnd, TypeLetter, type HeaderForm } from './header.ts';
import { parseNumber } from './numbers.ts';
import type { PaxRecords } from './pax.ts';
import type { TarEntry } from './tar-entry.ts';

/** Receives what is odd about an entry; `name` is the entry's name as far as it is known. */
export type ReportTarProblem = (
  code: ProblemCode,
  severity: Severity,
  name: ByteSpan | null,
  values: Readonly<Record<string, string | number>>,
) => void;

/** Fills an entry from a header block, where pax records do not say otherwise. */
export class EntryFields {
  readonly #entry: TarEntry;
  readonly #pax: PaxRecords;
  readonly #report: ReportTarProblem;
  #nameBytes = new Uint8Array(512);

  constructor(entry: TarEntry, pax: PaxRecords, report: ReportTarProblem) {
    this.#entry = entry;
    this.#pax = pax;
    this.#report = report;
  }

  /** Name and link text: a GNU long name counts before pax, pax before the header. */
  readNames(
    bytes: Uint8Array,
    at: number,
    form: HeaderForm,
    longName: Uint8Array | null,
    longLink: Uint8Array | null,
  ): void {
    const { name, link } = this.#entry;
    const pax = this.#pax;
    if (longName !== null) name.set(longName, 0, longName.length);
    else if (pax.path.length > 0) name.set(pax.path.bytes, pax.path.start, pax.path.end);
    else this.#headerName(bytes, at, form);
    if (longLink !== null) link.set(longLink, 0, longLink.length);
    else if (pax.link.length > 0) link.set(pax.link.bytes, pax.link.start, pax.link.end);
    else setField(link, bytes, at, HeaderField.link);
  }

  /** The name field, after the prefix where the header's form has one and it is not empty. */
  #headerName(bytes: Uint8Array, at: number, form: HeaderForm): void {
    const { name } = this.#entry;
    const start = at + HeaderField.name.at;
    const end = textEnd(bytes, start, HeaderField.name.length);
    const prefix = at + HeaderField.prefix.at;
    if (form === 'v7' || form === 'gnu' || bytes[prefix] === 0) {
      name.set(bytes, start, end);
      return;
    }
    const field = form === 'star' ? HeaderField.starPrefix : HeaderField.prefix;
    const prefixLength = textEnd(bytes, prefix, field.length) - prefix;
    copyBytes(bytes, prefix, this.#nameBytes, 0, prefixLength);
    this.#nameBytes[prefixLength] = slash;
    copyBytes(bytes, start, this.#nameBytes, prefixLength + 1, end - start);
    name.set(this.#nameBytes, 0, prefixLength + 1 + end - start);
  }

  /** Everything but names, type and size. The entry's type must be known. */
  readAttributes(bytes: Uint8Array, at: number, form: HeaderForm): void {
    const entry = this.#entry;
    const pax = this.#pax;
    entry.mode = this.#field(bytes, at, 'mode') & 0o7777;
    entry.uid = Number.isNaN(pax.uid) ? this.#field(bytes, at, 'uid') : pax.uid;
    entry.gid = Number.isNaN(pax.gid) ? this.#field(bytes, at, 'gid') : pax.gid;
    entry.modified = Number.isNaN(pax.modified)
      ? this.#field(bytes, at, 'modified') * 1000
      : pax.modified;
    entry.xattrs = pax.xattrs;
    entry.deviceMajor = 0;
    entry.deviceMinor = 0;
    if (form === 'v7') {
      entry.userName.clear();
      entry.groupName.clear();
    } else {
      setField(entry.userName, bytes, at, HeaderField.userName);
      setField(entry.groupName, bytes, at, HeaderField.groupName);
    }
    if (pax.userName.length > 0) entry.userName.point(pax.userName);
    if (pax.groupName.length > 0) entry.groupName.point(pax.groupName);
    if (entry.type === TypeLetter.character || entry.type === TypeLetter.block) {
      entry.deviceMajor = this.#field(bytes, at, 'deviceMajor');
      entry.deviceMinor = this.#field(bytes, at, 'deviceMinor');
    }
  }

  /** A number of the header; 0 and a problem when it is none. */
  #field(
    bytes: Uint8Array,
    at: number,
    field: 'mode' | 'uid' | 'gid' | 'modified' | 'deviceMajor' | 'deviceMinor',
  ): number {
    const value = parseNumber(bytes, at + HeaderField[field].at, HeaderField[field].length);
    if (!Number.isNaN(value)) return value;
    this.#report('tar-header-invalid', 'warning', this.#entry.name, {
      offset: this.#entry.offset,
      field,
    });
    return 0;
  }
}

const slash = 0x2f;

function setField(
  span: ByteSpan,
  bytes: Uint8Array,
  at: number,
  field: { readonly at: number; readonly length: number },
): void {
  const start = at + field.at;
  span.set(bytes, start, textEnd(bytes, start, field.length));
}
