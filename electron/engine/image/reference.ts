/** A name of an image in its parts, everything that users leave out filled in. */
export interface Reference {
  /** `docker.io`, `localhost:5000` … */
  readonly host: string;
  /** `library/alpine`, `me/app`. */
  readonly repository: string;
  /** Null when a digest is given and no tag. */
  readonly tag: string | null;
  readonly digest: string | null;
}

const defaultHost = 'docker.io';
const officialFolder = 'library/';
const longestReference = 4096;

const repositoryForm =
  /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const hostForm =
  /^(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)*|\[[0-9a-fA-F:]+\])(?::[0-9]+)?$/;
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const digestForm = /^[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,}$/;

/**
 * Reads a name as Docker does: no host means docker.io, one part there means `library/…`, no tag and no digest means
 * `latest`. The first part is a host when it has a dot, a colon or a capital letter, or is `localhost`.
 * Null for a text that is not such a name.
 */
export function parseReference(text: string): Reference | null {
  if (text.length > longestReference) return null;
  const [named, digest, ...more] = text.split('@');
  if (named === undefined || more.length > 0) return null;
  if (digest !== undefined && !digestForm.test(digest)) return null;
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : null;
  if (tag !== null && !tagForm.test(tag)) return null;
  const place = splitHost(hasTag ? named.slice(0, colon) : named);
  if (!hostForm.test(place.host) || !repositoryForm.test(place.repository)) return null;
  return { ...place, tag: tag ?? (digest === undefined ? 'latest' : null), digest: digest ?? null };
}

/** The name with everything said: `alpine` becomes `docker.io/library/alpine:latest`. What is no name stays as it is. */
export function fullName(text: string): string {
  const reference = parseReference(text);
  return reference === null ? text : `${reference.host}/${reference.repository}${endOf(reference)}`;
}

/** The name as Docker lists it: `docker.io/library/alpine:3.20` becomes `alpine:3.20`. What is no name stays as it is. */
export function familiarName(text: string): string {
  const reference = parseReference(text);
  if (reference === null) return text;
  const { host, repository } = reference;
  if (host !== defaultHost) return `${host}/${repository}${endOf(reference)}`;
  const rest = repository.slice(officialFolder.length);
  const isOfficial = repository.startsWith(officialFolder) && !rest.includes('/');
  return `${isOfficial ? rest : repository}${endOf(reference)}`;
}

/** Whether two names mean the same, however much of each was left out. */
export function sameReference(one: string, other: string): boolean {
  return one === other || fullName(one) === fullName(other);
}

function splitHost(name: string): { host: string; repository: string } {
  const slash = name.indexOf('/');
  const first = slash < 0 ? '' : name.slice(0, slash);
  const isHost = first === 'localhost' || /[.:A-Z]/.test(first);
  const host = isHost ? first.replace(/^index\.docker\.io$/, defaultHost) : defaultHost;
  const rest = isHost ? name.slice(slash + 1) : name;
  const repository =
    host === defaultHost && !rest.includes('/') ? `${officialFolder}${rest}` : rest;
  return { host, repository };
}

function endOf(reference: Reference): string {
  const tag = reference.tag === null ? '' : `:${reference.tag}`;
  return reference.digest === null ? tag : `${tag}@${reference.digest}`;
}
