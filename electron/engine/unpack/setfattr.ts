import { spawn, spawnSync } from 'node:child_process';
import { EngineError } from '../bytes/engine-error.ts';

/** Milliseconds between two looks at whether the work was cancelled. */
const lookEvery = 50;

/** Whether this machine has the `setfattr` of the package attr. That of BusyBox knows no `--version`, nor `--restore`. */
export function hasSetfattr(): boolean {
  if (process.platform !== 'linux') return false;
  return spawnSync('setfattr', ['--version'], { stdio: 'ignore' }).status === 0;
}

/**
 * Sets the attributes of a dump, whose paths begin at `folder`, without following symbolic links at their ends. Answers
 * what the program complained about: nothing when all were set, null when that cannot be known. Rejects with
 * `EngineError` `cancelled`; the program has ended then.
 */
export async function runSetfattr(
  dump: string,
  folder: string,
  isCancelled: () => boolean,
): Promise<Buffer | null> {
  const messages: Buffer[] = [];
  const status = await new Promise<number | null>((resolve) => {
    const program = spawn('setfattr', ['-h', '--restore=-'], {
      cwd: folder,
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'pipe'],
    });
    const looking = setInterval(() => {
      if (isCancelled()) program.kill('SIGKILL');
    }, lookEvery);
    const ended = (code: number | null): void => {
      clearInterval(looking);
      resolve(code);
    };
    program.on('error', () => ended(null));
    program.on('close', ended);
    program.stderr.on('data', (bytes: Buffer) => messages.push(bytes));
    // It may end before it has read everything; its status tells.
    program.stdin.on('error', () => undefined);
    program.stdin.end(dump);
  });
  if (isCancelled()) throw new EngineError('cancelled');
  const said = Buffer.concat(messages);
  if (status === 0) return Buffer.alloc(0);
  return status === null || said.length === 0 ? null : said;
}
