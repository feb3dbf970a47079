// @ts-check
/**
 * What the shipped app is made of, as CycloneDX 1.5: every package whose code or fonts went into a bundle, and the
 * runtime. The builds say what they bundled (`*.licenses.md`); the lock file says where it came from.
 */
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { dist, root } from './paths.mjs';
import { appTargets, targetFolder } from './targets.mjs';

/** Beside the bundles; electron-builder takes it along. */
export const sbomFile = path.join(dist, 'sbom.cdx.json');

/**
 * @typedef {object} BundledPackage
 * @property {string} name
 * @property {string} version
 * @property {string} license as its package.json names it
 */

/**
 * Writes the list for the app as it was built last.
 * @param {string} electron version of the runtime that goes along
 */
export async function writeSbom(electron) {
  const manifest = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  const lock = JSON.parse(await readFile(path.join(root, 'package-lock.json'), 'utf8'));
  const packages = [...(await bundledCode()), ...(await bundledFonts(lock.packages))];
  const document = sbomOf(manifest, packages, electron, lock.packages);
  await writeFile(sbomFile, `${JSON.stringify(document, null, 2)}\n`);
}

/** The packages that the bundlers say they took, each once, by name and version. */
async function bundledCode() {
  /** @type {Map<string, BundledPackage>} */
  const found = new Map();
  for (const target of appTargets) {
    const folder = targetFolder(target);
    for (const file of await readdir(folder)) {
      if (!file.endsWith('.licenses.md')) continue;
      for (const one of packagesOf(await readFile(path.join(folder, file), 'utf8'))) {
        found.set(`${one.name}@${one.version}`, one);
      }
    }
  }
  return [...found.values()];
}

/**
 * The packages of a licence list: its headings are `## NAME - VERSION (LICENCE)`.
 * @param {string} list
 * @returns {readonly BundledPackage[]}
 */
export function packagesOf(list) {
  return [...list.matchAll(/^## (\S+) - (\S+) \((.+)\)$/gm)].map(
    ([, name = '', version = '', license = '']) => ({ name, version, license }),
  );
}

/**
 * Fonts are copied, not bundled, so no list names them.
 * @param {Record<string, { version?: string, license?: string }>} locked
 */
async function bundledFonts(locked) {
  const styles = await readFile(path.join(root, 'renderer/styles/fonts.css'), 'utf8');
  const names = new Set(
    [...styles.matchAll(/url\('(@[^/]+\/[^/]+)\//g)].map(([, name = '']) => name),
  );
  return [...names].map((name) => {
    const { version = '', license = '' } = locked[`node_modules/${name}`] ?? {};
    return { name, version, license };
  });
}

/**
 * The document for an app made of `packages`. The same input gives the same document.
 * @param {{ name: string, version: string, license: string }} manifest
 * @param {readonly BundledPackage[]} packages
 * @param {string} electron
 * @param {Record<string, { version?: string, integrity?: string }>} locked
 */
export function sbomOf(manifest, packages, electron, locked) {
  const runtime = { name: 'electron', version: electron, license: 'MIT' };
  const components = [...packages, runtime]
    .toSorted((one, other) => (one.name < other.name ? -1 : 1))
    .map((one) => componentOf(one, locked[`node_modules/${one.name}`]));
  const app = { name: manifest.name, version: manifest.version, license: manifest.license };
  return {
    bomFormat: 'CycloneDX',
    specVersion: '1.5',
    version: 1,
    metadata: { component: { ...componentOf(app, undefined), type: 'application' } },
    components,
  };
}

/**
 * @param {BundledPackage} one
 * @param {{ version?: string, integrity?: string } | undefined} locked
 */
function componentOf({ name, version, license }, locked) {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  // A checksum of another version would be worse than none.
  const integrity = locked?.version === version ? locked.integrity : undefined;
  const [, checksum] = /^sha512-(.+)$/.exec(integrity ?? '') ?? [];
  return {
    type: name === 'electron' ? 'framework' : 'library',
    'bom-ref': purl,
    name,
    version,
    purl,
    licenses: [
      / (?:OR|AND|WITH) /.test(license) ? { expression: license } : { license: { id: license } },
    ],
    ...(checksum === undefined
      ? {}
      : { hashes: [{ alg: 'SHA-512', content: Buffer.from(checksum, 'base64').toString('hex') }] }),
  };
}
