/** A variable of the environment that the image sets. */
export interface EnvironmentVariable {
  readonly name: string;
  readonly value: string;
  /** The folders of a search path, in the order they are searched; null for any other variable. */
  readonly parts: readonly string[] | null;
}

/** Splits `NAME=value` at the first `=`; text without one is a name with an empty value. */
export function environmentVariable(text: string): EnvironmentVariable {
  const end = text.indexOf('=');
  const name = end === -1 ? text : text.slice(0, end);
  const value = end === -1 ? '' : text.slice(end + 1);
  return { name, value, parts: searchPath(name, value) };
}

/**
 * The folders of `PATH`, `LD_LIBRARY_PATH` and other variables whose name ends in PATH, where the value has at least two
 * of them. On Windows the folders are kept apart by `;`. An empty folder, which stands for the working directory
 * (POSIX, Environment Variables), stays in its place.
 */
function searchPath(name: string, value: string): readonly string[] | null {
  if (!/(?:^|_|[a-z])PATH$/i.test(name)) return null;
  if (/^[A-Za-z]:[\\/]/.test(value)) return value.includes(';') ? value.split(';') : null;
  return value.includes(':') && !value.includes('://') ? value.split(':') : null;
}
