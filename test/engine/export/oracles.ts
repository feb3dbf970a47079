import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Other programs by which tests check what is written. None is ever installed by a test. */
export type Oracle = 'skopeo' | 'umoci' | 'podman';

/** Whether the program is on this machine; one line says when it is not and its tests are skipped. */
export function hasOracle(name: Oracle): boolean {
  const isThere = spawnSync(name, ['--version']).error === undefined;
  if (!isThere) console.warn(`${name} is not installed: what it would judge is skipped.`);
  return isThere;
}

export interface OracleAnswer {
  readonly ok: boolean;
  readonly stdout: string;
  readonly stderr: string;
}

export function ask(
  name: Oracle,
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): OracleAnswer {
  const done = spawnSync(name, [...args], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    env: { ...process.env, ...environment },
  });
  return { ok: done.status === 0, stdout: done.stdout, stderr: done.stderr };
}

/** A podman that keeps everything it has below `folder`. */
export function podmanIn(folder: string): (args: readonly string[]) => OracleAnswer {
  mkdirSync(folder, { recursive: true });
  const configuration = join(folder, 'storage.conf');
  const storage = `[storage]\ndriver = "vfs"\ngraphroot = "${folder}/graph"\nrunroot = "${folder}/run"\n`;
  writeFileSync(configuration, storage);
  return (args) => ask('podman', args, { CONTAINERS_STORAGE_CONF: configuration });
}
