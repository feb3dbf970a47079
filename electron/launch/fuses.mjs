// @ts-check
/**
 * The switches burnt into an Electron binary: after a fixed sentence come a version byte, the
 * number of switches, and one character each ('0' off, '1' on, 'r' removed).
 * Source: Electron's documentation, "Electron Fuses".
 */
import { readFile, writeFile } from 'node:fs/promises';

const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const off = 0x30;
const on = 0x31;

/** Where each switch stands in the wire. */
const positions = /** @type {const} */ ({
  runAsNode: 0,
  enableCookieEncryption: 1,
  enableNodeOptionsEnvironmentVariable: 2,
  enableNodeCliInspectArguments: 3,
  enableEmbeddedAsarIntegrityValidation: 4,
  onlyLoadAppFromAsar: 5,
  loadBrowserProcessSpecificV8Snapshot: 6,
  grantFileProtocolExtraPrivileges: 7,
});

/** @typedef {keyof typeof positions} FuseName */

/** @param {Buffer} binary */
function wireOf(binary) {
  const start = binary.indexOf(sentinel);
  if (start < 0) throw new Error('This binary has no fuses.');
  const version = start + sentinel.length;
  if (binary[version] !== 1) throw new Error(`Unknown fuse version ${binary[version]}.`);
  return { first: version + 2, count: binary[version + 1] ?? 0 };
}

/**
 * Reads the switches of a binary.
 * @param {string} file
 * @returns {Promise<Partial<Record<FuseName, boolean>>>} those the binary knows
 */
export async function readFuses(file) {
  const binary = await readFile(file);
  const { first, count } = wireOf(binary);
  /** @type {Partial<Record<FuseName, boolean>>} */
  const state = {};
  for (const [name, position] of Object.entries(positions)) {
    const value = binary[first + position];
    if (position < count && (value === on || value === off)) {
      state[/** @type {FuseName} */ (name)] = value === on;
    }
  }
  return state;
}

/**
 * Sets switches of a binary, in place.
 * @param {string} file
 * @param {Partial<Record<FuseName, boolean>>} wanted
 */
export async function setFuses(file, wanted) {
  const binary = await readFile(file);
  const { first, count } = wireOf(binary);
  for (const [name, value] of Object.entries(wanted)) {
    const position = positions[/** @type {FuseName} */ (name)];
    if (position >= count) throw new Error(`This binary has no fuse ${name}.`);
    binary[first + position] = value ? on : off;
  }
  await writeFile(file, binary);
}
