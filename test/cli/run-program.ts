import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { runCli } from '../../electron/cli/run-cli.ts';
import type { OutputStream } from '../../electron/cli/output.ts';
import { packMembers } from '../fixtures/outer.ts';
import type { Member } from '../fixtures/outer.ts';
import { temporaryFolder } from '../fixtures/session.ts';

export interface ProgramResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const built = path.resolve(import.meta.dirname, '../../dist/cli/cli.js');
if (!existsSync(built)) throw new Error(`${built} is not built: run npm run build.`);

/** Starts the built program as a shell would, without a terminal and with a cache and a layer store of its own. */
export function startProgram(
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
): ChildProcess {
  return spawn(process.execPath, [built, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      LAYERSCOPE_CACHE_FOLDER: temporaryFolder(),
      LAYERSCOPE_STORE: temporaryFolder(),
      ...environment,
    },
  });
}

/** Runs the built program to its end. */
export async function runProgram(...args: readonly string[]): Promise<ProgramResult> {
  return resultOf(startProgram(args));
}

/** Runs the built program on one layer store, as often as it is called. */
export function programOn(store: string): (...args: readonly string[]) => Promise<ProgramResult> {
  return (...args) => resultOf(startProgram(args, { LAYERSCOPE_STORE: store }));
}

/** Waits for a started program and what it prints. */
export async function resultOf(child: ChildProcess): Promise<ProgramResult> {
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, stdout: stdout(), stderr: stderr() };
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const pieces: Buffer[] = [];
  stream?.on('data', (piece: Buffer) => pieces.push(piece));
  return () => Buffer.concat(pieces).toString('utf8');
}

/** What a terminal has beside its width. */
interface TerminalOptions {
  readonly store?: string;
  /** What the user types; without it nobody is there. */
  readonly input?: string;
}

/** Runs a command in this process, as on a terminal of that width. Small archives need no thread. */
export async function runOnTerminal(
  args: readonly string[],
  columns = 80,
  environment: NodeJS.ProcessEnv = {},
  { store, input }: TerminalOptions = {},
): Promise<ProgramResult> {
  const stdout = new TestStream(columns);
  const stderr = new TestStream(columns);
  const code = await runCli({
    args,
    stdin: Object.assign(Readable.from(input === undefined ? [] : [input]), { isTTY: true }),
    stdout,
    stderr,
    environment,
    installation: {
      worker: pathToFileURL(built),
      cacheFolder: temporaryFolder(),
      storeFolder: store ?? temporaryFolder(),
      version: '1.2.3',
    },
    signal: new AbortController().signal,
  });
  return { code, stdout: stdout.text, stderr: stderr.text };
}

/** A terminal's text without its colours (ECMA-48, SGR). */
export function withoutColour(text: string): string {
  return text.replaceAll(/\p{Cc}\[\d+m/gu, '');
}

/** A stream that keeps what is written and says it is a terminal. */
export class TestStream extends Writable implements OutputStream {
  readonly isTTY: boolean = true;
  readonly columns: number;
  text = '';

  constructor(columns: number) {
    super();
    this.columns = columns;
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.text += chunk.toString('utf8');
    done();
  }
}

/** Writes an archive of the members into a folder of its own and answers its path. */
export async function archiveOf(members: readonly Member[], name = 'image.tar'): Promise<string> {
  const file = path.join(temporaryFolder(), name);
  writeFileSync(file, await packMembers(members));
  return file;
}
