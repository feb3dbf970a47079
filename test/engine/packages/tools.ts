import { spawnSync } from 'node:child_process';

/** Whether a program is on this machine; one line says when it is not and what it would judge is skipped. */
export function hasTool(name: string, ...args: readonly string[]): boolean {
  const isThere = spawnSync(name, [...args]).status === 0;
  if (!isThere) console.warn(`${name} is not installed: what it would judge is skipped.`);
  return isThere;
}

/** What a program prints that is given `input`. Throws when it fails. */
export function runTool(tool: string, args: readonly string[], input = ''): string {
  const { status, stdout, stderr, error } = spawnSync(tool, [...args], {
    encoding: 'utf8',
    input,
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${tool} failed: ${error?.message ?? stderr}`);
  return stdout;
}
