import type { LeftoverRule, SecretRule } from './findings.ts';

/**
 * One thing to do about an image. The words are in shared/i18n under `advice.KIND`; by severity, of which only likely
 * secrets have the first, then by bytes.
 * Every piece names the steps it is about, and what it would save if it were done alone.
 */
export interface Advice {
  readonly kind: AdviceKind;
  readonly severity: AdviceSeverity;
  /** Bytes of file contents that a build that follows it would store less; null where it is not about size. */
  readonly savedBytes: number | null;
  /** Layers it is about, the one to change first. */
  readonly layers: readonly number[];
  /** Paths that show it, at most five, with their nodes. */
  readonly paths: readonly { readonly node: number | null; readonly path: string }[];
  readonly files: number;
  /** What the words need further: a package manager, a rule, the name of a variable, a command to write instead. */
  readonly detail: AdviceDetail;
}

/**
 * `urgent`: a likely secret, and nothing else. `important`, `worthwhile`, `minor`: by the bytes that it saves and their
 * part of what the image stores. Where it is not about bytes, by what an attacker or a broken build gains by it.
 */
export const adviceSeverities = ['urgent', 'important', 'worthwhile', 'minor'] as const;

export type AdviceSeverity = (typeof adviceSeverities)[number];

export const adviceKinds = [
  /** A secret is in a file that some layer stores: it needs a build secret (`RUN --mount=type=secret`) and to be revoked. */
  'secret-in-layer',
  /** A secret is in the config or the history. */
  'secret-in-config',
  /** What one step stores a later one deletes: do both in one step, or in a stage of their own. */
  'merge-steps',
  'mount-copied',
  /** `chown`, `chmod` or `touch` in a step of its own stores the files again: COPY --chown, --chmod. */
  'copy-with-owner',
  /** What one step stores a later one stores anew: leave the first out, or put what changes last. */
  'stored-twice',
  /** A package cache or its lists stay: clean them in the same step. */
  'clean-in-step',
  /** What a build or version control leaves behind was copied in: .dockerignore, or less of another stage. */
  'ignore-file',
  /** Installed dependencies were copied in: .dockerignore, and a step that installs them. */
  'copied-dependencies',
  /** The same content lies under several paths: a link instead. */
  'link-duplicates',
  /** Compilers and headers are in the final image: build in a stage of their own. */
  'build-tools',
  /** No user is set, or root. */
  'root-user',
] as const;

export type AdviceKind = (typeof adviceKinds)[number];

export interface AdviceDetail {
  readonly secret: SecretRule | null;
  readonly leftover: LeftoverRule | null;
  /** A name: of a variable, a package, a user. */
  readonly name: string;
  /** What to write instead, as far as it can be told: part of a Dockerfile. Empty where it cannot. */
  readonly instruction: string;
}

/** Bytes that a build that follows all of it would store less. No byte is in two pieces. */
export function savedByAll(advice: readonly Advice[]): number {
  return advice.reduce((sum, { savedBytes }) => sum + (savedBytes ?? 0), 0);
}

/** Whether the instruction of a piece of advice are lines of a .dockerignore. */
export function isIgnoreList(kind: AdviceKind): boolean {
  return kind === 'ignore-file' || kind === 'copied-dependencies';
}
