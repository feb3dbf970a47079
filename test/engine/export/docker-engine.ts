import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { OracleAnswer } from './oracles.ts';

/** A Docker engine that keeps everything it has in a folder of its own. */
export interface DockerEngine {
  readonly docker: (args: readonly string[]) => OracleAnswer;
  readonly stop: () => Promise<void>;
}

/** Longest time in milliseconds that an engine may take to begin. */
const patience = 15_000;

/**
 * Starts an engine that touches no network; null, with one line that says so, where there is none or it may not be
 * started. A socket's path must stay under 108 bytes, so the folder lies directly below /tmp.
 */
export async function startDocker(): Promise<DockerEngine | null> {
  const isThere = spawnSync('dockerd', ['--version']).error === undefined;
  if (!isThere || process.getuid?.() !== 0) {
    console.warn('No dockerd that may be started here: what it would judge is skipped.');
    return null;
  }
  const folder = mkdtempSync('/tmp/ls-docker-');
  const host = `unix://${folder}/s`;
  const daemon = spawn(
    'dockerd',
    [
      '--iptables=false',
      '--ip6tables=false',
      '--ip-forward=false',
      '--ip-masq=false',
      '--bridge=none',
      '--storage-driver=vfs',
      `--host=${host}`,
      `--data-root=${join(folder, 'data')}`,
      `--exec-root=${join(folder, 'exec')}`,
      `--pidfile=${join(folder, 'pid')}`,
    ],
    { stdio: 'ignore' },
  );
  const docker = (args: readonly string[]): OracleAnswer => {
    const { status, stdout, stderr } = spawnSync('docker', ['-H', host, ...args], {
      encoding: 'utf8',
      maxBuffer: 1 << 28,
    });
    return { ok: status === 0, stdout, stderr };
  };
  const ended = new Promise<void>((resolve) => daemon.on('close', () => resolve()));
  const stop = async (): Promise<void> => {
    daemon.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  for (const start = Date.now(); Date.now() - start < patience; await setTimeout(200)) {
    if (daemon.exitCode !== null) break;
    if (docker(['version']).ok) return { docker, stop };
  }
  console.warn('dockerd does not start here: what it would judge is skipped.');
  await stop();
  return null;
}
