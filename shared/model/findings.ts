/** What an image still holds that should perhaps not be there. */
export interface Findings {
  /** The likely ones first. */
  readonly secrets: readonly SecretFinding[];
  readonly permissions: readonly PermissionFinding[];
  /** Most bytes first. */
  readonly leftovers: readonly LeftoverFinding[];
  /** How many more there are than are in the lists. */
  readonly unlisted: {
    readonly secrets: number;
    readonly permissions: number;
    readonly leftovers: number;
  };
  /**
   * Files of all layers whose contents were looked at for secrets, and files that could not be read.
   */
  readonly scannedFiles: number;
  readonly skippedFiles: number;
}

/** Longest of the lists of findings. */
export const mostFindings = 5000;

/** What a secret looks like. The words are in shared/i18n under `secret.RULE`, the tests and docs list them all. */
export const secretRules = [
  'private-key',
  'ssh-key',
  'pgp-key',
  'keystore',
  'aws-key',
  'gcp-key',
  'azure-key',
  'github-token',
  'gitlab-token',
  'npm-token',
  'pypi-token',
  'slack-token',
  'stripe-key',
  'ai-key',
  'service-token',
  'jwt',
  'registry-login',
  'netrc',
  'git-credentials',
  'git-folder',
  'env-file',
  'kube-config',
  'database-url',
  'url-password',
  'password-hash',
  'generic-secret',
] as const;

export type SecretRule = (typeof secretRules)[number];

export interface SecretFinding {
  readonly rule: SecretRule;
  /** `high`: has the exact form of one, or is one by its content. `medium`: likely. `low`: a name that suggests one. */
  readonly confidence: 'high' | 'medium' | 'low';
  readonly place: SecretPlace;
  /** The value with all but its first few characters hidden, or the whole of it hidden; null where it is a whole file. */
  readonly masked: string | null;
  /** How many more of the same rule are in the same place, not listed on their own. */
  readonly more: number;
  /** Of a private key, whether a pass phrase locks it; left out where that is not known, and of anything else. */
  readonly locked?: boolean;
}

/** Where a secret is. For `config` and `history` nothing has to be unpacked: whoever can pull the image reads it. */
export type SecretPlace =
  | {
      readonly kind: 'file';
      readonly node: number;
      readonly path: string;
      /** The layer that stores it. */
      readonly layer: number;
      readonly state: 'visible' | 'overwritten' | 'deleted';
      /** The layer that overwrote or deleted it. */
      readonly hiddenIn: number | null;
      /** From 1; null where the whole file is meant. */
      readonly line: number | null;
    }
  /** A key of the config: `Env`, `Labels`, `Cmd` … with the name of the variable or label. */
  | { readonly kind: 'config'; readonly key: string; readonly name: string }
  /** A step of the history, build arguments among them; `layer` null for one that made none. */
  | { readonly kind: 'history'; readonly step: number; readonly layer: number | null };

export const permissionRules = ['setuid', 'setgid', 'capability', 'world-writable'] as const;

export type PermissionRule = (typeof permissionRules)[number];

/** In the final view. World-writable folders with the sticky bit, symbolic links and devices are none. */
export interface PermissionFinding {
  readonly rule: PermissionRule;
  readonly node: number;
  readonly path: string;
  readonly layer: number;
  readonly mode: number;
  /** The numbers of user and group. */
  readonly uid: number;
  readonly gid: number;
  /** For `capability`: `cap_net_raw+ep`. */
  readonly detail: string;
}

export const leftoverRules = [
  'apt-lists',
  'apt-archives',
  'apk-cache',
  'rpm-cache',
  'pip-cache',
  'npm-cache',
  'yarn-cache',
  'go-cache',
  'cargo-cache',
  'maven-cache',
  'user-cache',
  'logs',
  'temporary-files',
  'core-dump',
  'version-control',
  'python-bytecode',
  'test-cache',
  'build-output',
] as const;

export type LeftoverRule = (typeof leftoverRules)[number];

/** Files in the final view that a build leaves behind and a container does not need, by place and the layer that stores them. */
export interface LeftoverFinding {
  readonly rule: LeftoverRule;
  /** The folder, or the file. */
  readonly node: number;
  readonly path: string;
  readonly layer: number;
  readonly files: number;
  readonly bytes: number;
}
