import type { Digest } from './digest.ts';

/**
 * Why a step of the history is taken for the first one on top of a base.
 * `from-comment`: its comment says `FROM NAME`, as buildah writes it. `command-step`: before it stands a CMD or
 * ENTRYPOINT without a layer, which ends a Dockerfile. `builder-change`: it was written by another builder than the
 * steps before. `root-file-system`: the step before put a whole root file system there.
 */
export const historyRules = [
  'from-comment',
  'command-step',
  'builder-change',
  'root-file-system',
] as const;

export type HistoryRule = (typeof historyRules)[number];

/** What one image says or shows of its base, on its own. */
export type BaseHint =
  | {
      readonly how: 'annotation';
      /** The document that holds `org.opencontainers.image.base.*`. */
      readonly place: 'manifest' | 'label' | 'descriptor';
      readonly reference: string | null;
      /** Of the base's manifest or index. */
      readonly digest: Digest | null;
    }
  | {
      readonly how: 'history';
      readonly rule: HistoryRule;
      /** How many of the lowest layers are the base's: at least one, and never all of them. */
      readonly layers: number;
      readonly reference: string | null;
      /** ID of the base where the history names it so. */
      readonly imageId: Digest | null;
      /** Name of the distribution where the step tells it. */
      readonly system: string | null;
    }
  | {
      readonly how: 'os-release';
      /** Up to and with the first layer after which the file is there. */
      readonly layers: number;
      readonly release: OsRelease;
    };

/** `/etc/os-release` (freedesktop.org, os-release): empty texts stand for what is not said. */
export interface OsRelease {
  readonly prettyName: string;
  readonly id: string;
  readonly versionId: string;
}
