import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import * as v from 'valibot';

/** Who holds a lock, as its file says. */
export interface LockOwner {
  /** Different for every time a lock is taken. */
  readonly token: string;
  readonly host: string;
  readonly pid: number;
  /** When the process was started, in whatever form the system tells; empty where it does not. */
  readonly started: string;
}

const ownerSchema = v.object({
  token: v.pipe(v.string(), v.regex(/^[0-9a-f-]{36}$/)),
  host: v.string(),
  pid: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1)),
  started: v.string(),
});

/** This process as the owner of one lock. */
export function newOwner(): LockOwner {
  return {
    token: randomUUID(),
    host: hostname(),
    pid: process.pid,
    started: ownStart(),
  };
}

/** The owner that a lock file names; null when it is not whole. */
export function parseOwner(text: string): LockOwner | null {
  try {
    const parsed = v.safeParse(ownerSchema, JSON.parse(text));
    return parsed.success ? parsed.output : null;
  } catch {
    return null;
  }
}

/**
 * Whether the owner is known to have ended: its process is gone, or its number belongs to a process that was started at
 * another time. Of a process on another machine nothing is known.
 */
export function hasEnded(owner: LockOwner): boolean {
  if (owner.host !== hostname()) return false;
  if (!isRunning(owner.pid)) return true;
  if (owner.started === '') return false;
  const started = owner.pid === process.pid ? ownStart() : startOf(owner.pid);
  return started !== '' && started !== owner.started;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    const isGone = error instanceof Error && 'code' in error && error.code === 'ESRCH';
    return !isGone;
  }
}

let knownStart: string | null = null;

function ownStart(): string {
  knownStart ??= startOf(process.pid);
  return knownStart;
}

function startOf(pid: number): string {
  try {
    if (process.platform === 'linux') return linuxStart(pid);
    if (process.platform === 'darwin') return darwinStart(pid);
  } catch {
    // It cannot be told.
  }
  return '';
}

/** Field 22 of proc(5) `stat`, ticks since the machine was started, and which start of the machine that was. */
function linuxStart(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  // The second field is the program's name in parentheses, which may hold spaces and parentheses itself.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${fields[19] ?? ''}`;
}

function darwinStart(pid: number): string {
  const environment = { ...process.env, LC_ALL: 'C', TZ: 'UTC' };
  return execFileSync('/bin/ps', ['-o', 'lstart=', '-p', String(pid)], { env: environment })
    .toString()
    .trim();
}
