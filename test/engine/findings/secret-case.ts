import type { SecretRule } from '../../../shared/model/findings.ts';

/** A file, and the secrets that a person would say it holds: one for each value. */
export interface SecretCase {
  readonly name: string;
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly holds: readonly SecretRule[];
}

/** Describes a case; one that holds nothing has no rules. */
export function holds(
  name: string,
  path: string,
  content: string | Uint8Array,
  ...rules: readonly SecretRule[]
): SecretCase {
  return { name, path, content, holds: rules };
}
