import type { SecretRule } from '../../../shared/model/findings.ts';
import type { Confidence } from './secret-match.ts';

/** A file that is a secret as a whole. */
export interface WholeFile {
  readonly rule: SecretRule;
  readonly confidence: Confidence;
  /** Whether a pass phrase locks it, where that is known. */
  readonly locked?: boolean;
}

/** How an entry of a Java key store begins that is a private key (JDK, JavaKeyStore.java); certificates have tag 2. */
const privateKeyTag = 1;
/** `version 3`, the first field of PKCS #12 (RFC 7292, PFX). */
const pfxVersion = [0x02, 0x01, 0x03];

/** Key stores and keys, by the first bytes of a file of `size` bytes; the path decides where these do not. */
export function wholeFile(bytes: Uint8Array, path: string, size: number): WholeFile | null {
  if (isJavaStore(bytes)) {
    const hasKey = bytes.length > 16 && readNumber(bytes, 12) === privateKeyTag;
    return hasKey ? { rule: 'keystore', confidence: 'high' } : null;
  }
  const head = derHead(bytes, size);
  if (openKeys.some((form) => form.test(head))) {
    return { rule: 'private-key', confidence: 'high', locked: false };
  }
  if (lockedKey.test(head)) return { rule: 'private-key', confidence: 'medium', locked: true };
  if (isKeePass(bytes)) return { rule: 'keystore', confidence: 'high' };
  if (isRailsKey(bytes, path, size)) return { rule: 'generic-secret', confidence: 'high' };
  // Java keeps its certificates in this form, too, and only the password tells what is inside.
  if (isPfx(bytes) && /\.(?:p12|pfx|jks|keystore|ks)$/i.test(path)) {
    return { rule: 'keystore', confidence: 'medium' };
  }
  return null;
}

function isJavaStore(bytes: Uint8Array): boolean {
  const magic = bytes.length < 12 ? 0 : readNumber(bytes, 0);
  return (magic === 0xfeed_feed || magic === 0xcece_cece) && readNumber(bytes, 8) > 0;
}

/** KeePass 1 and 2 (keepass.info, KDBX). */
function isKeePass(bytes: Uint8Array): boolean {
  if (bytes.length < 12 || readNumber(bytes, 0) !== 0x03d9_a29a) return false;
  const second = readNumber(bytes, 4);
  return second === 0x67fb_4bb5 || second === 0x65fb_4bb5;
}

/** How private keys in DER go on behind the length of the whole: PKCS #8 (RFC 5208), PKCS #1 (RFC 8017), SEC 1 (RFC 5915). */
const openKeys = [
  /^\x02\x01\x00\x30[\x05-\x20]\x06/,
  /^\x02\x01\x00\x02\x82/,
  /^\x02\x01\x01\x04[\x1c-\x42]/,
];
/** The same of one that is encrypted: its algorithm is one of PKCS #5 or PKCS #12 (RFC 5958, EncryptedPrivateKeyInfo). */
const lockedKey = /^\x30[\x0c-\x7f]\x06[\x09\x0a]\x2a\x86\x48\x86\xf7\x0d\x01(?:\x05|\x0c\x01)/;

/** What stands behind the length of a file that is one DER sequence, as characters; empty for any other. */
function derHead(bytes: Uint8Array, size: number): string {
  if (bytes[0] !== 0x30 || bytes.length < 32) return '';
  const form = bytes[1] ?? 0;
  const start = form < 0x80 ? 2 : 2 + (form & 0x7f);
  if (start > 5) return '';
  const length =
    form < 0x80 ? form : bytes.subarray(2, start).reduce((sum, byte) => sum * 256 + byte, 0);
  if (start + length !== size) return '';
  return Buffer.from(bytes.subarray(start, start + 16)).toString('latin1');
}

/** The key to the encrypted settings of Rails (Rails guides, Custom Credentials): 16 or 32 bytes in hex. */
function isRailsKey(bytes: Uint8Array, path: string, size: number): boolean {
  if (size > 80 || !/(?:^|\/)config\/(?:master|credentials\/\w+)\.key$/.test(path)) return false;
  return /^(?:[0-9a-f]{32}){1,2}\s{0,4}$/.test(Buffer.from(bytes).toString('latin1'));
}

function isPfx(bytes: Uint8Array): boolean {
  if (bytes[0] !== 0x30) return false;
  const length = bytes[1] ?? 0;
  const start = length < 0x80 ? 2 : 2 + (length & 0x7f);
  return pfxVersion.every((byte, at) => bytes[start + at] === byte);
}

function readNumber(bytes: Uint8Array, at: number): number {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at);
}
