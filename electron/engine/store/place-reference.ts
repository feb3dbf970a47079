import { EngineError } from '../bytes/engine-error.ts';
import { familiarName, parseReference } from '../image/reference.ts';

/**
 * The name under which the store keeps what a source calls `name`. A bare tag, all that many layouts have, would be
 * taken away by the next layout with the same one: it becomes a tag of `repository`.
 */
export function placeReference(name: string, repository: string): string {
  if (/[/:]/.test(name)) return familiarName(name);
  const placed = `${repository}:${name}`;
  return parseReference(placed) === null ? name : placed;
}

/** A repository name from a file name: `My App.oci.tar.gz` becomes `my-app`. */
export function repositoryFrom(fileName: string): string {
  const stem = fileName.toLowerCase().replace(/(?:\.(?:tar|tgz|gz|zst|xz|bz2|oci|docker))+$/, '');
  const name = stem.replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-+|-+$/g, '');
  return name === '' ? 'image' : name;
}

/** A name that a user gives, as Docker lists it. Throws `EngineError` `reference-invalid`; a digest is no name. */
export function nameToGive(text: string): string {
  const reference = parseReference(text.trim());
  if (reference === null || reference.digest !== null) {
    throw new EngineError('reference-invalid', { name: text });
  }
  return familiarName(text.trim());
}
