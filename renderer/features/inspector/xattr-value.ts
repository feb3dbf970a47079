import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import { aclEntryText, decodeAcl } from './acl.ts';
import { decodeCapability } from '../../../shared/format/capability.ts';
import type { FileCapabilities } from '../../../shared/format/capability.ts';

/** An extended attribute as it can be shown. */
export type XattrValue =
  | { readonly kind: 'capability'; readonly capabilities: FileCapabilities }
  | { readonly kind: 'acl'; readonly lines: readonly string[] }
  | { readonly kind: 'text'; readonly text: string }
  | {
      readonly kind: 'hex';
      readonly hex: string;
      readonly shownBytes: number;
      readonly totalBytes: number;
    }
  | { readonly kind: 'empty' };

const maxHexBytes = 256;
const maxText = 4096;

/**
 * What the value means where its name tells, else its text where it is printable UTF-8 (one closing NUL is dropped: the
 * kernel's labels end with one), else its first bytes in hex.
 */
export function xattrValue(attribute: ExtendedAttribute): XattrValue {
  const { name, value } = attribute;
  if (value.byteLength === 0) return { kind: 'empty' };
  if (name === 'security.capability') {
    const capabilities = decodeCapability(value);
    if (capabilities !== null) return { kind: 'capability', capabilities };
  }
  if (name === 'system.posix_acl_access' || name === 'system.posix_acl_default') {
    const entries = decodeAcl(value);
    if (entries !== null) return { kind: 'acl', lines: entries.map(aclEntryText) };
  }
  const text = printableText(value);
  if (text !== null) return { kind: 'text', text };
  const shown = value.subarray(0, maxHexBytes);
  return {
    kind: 'hex',
    hex: hexText(shown),
    shownBytes: shown.byteLength,
    totalBytes: value.byteLength,
  };
}

/** Whether two lists state the same attribute in the same bytes. */
export function sameXattr(
  left: ExtendedAttribute | undefined,
  right: ExtendedAttribute | undefined,
): boolean {
  if (left === undefined || right === undefined) return left === right;
  return (
    left.value.byteLength === right.value.byteLength &&
    left.value.every((byte, position) => byte === right.value[position])
  );
}

function printableText(value: Uint8Array): string | null {
  const end = value.at(-1) === 0 ? value.byteLength - 1 : value.byteLength;
  if (end === 0 || end > maxText) return null;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      value.subarray(0, end),
    );
    return /^[\p{L}\p{M}\p{N}\p{P}\p{S}\p{Zs}\t\n]*$/u.test(text) ? text : null;
  } catch {
    return null;
  }
}

function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');
}
