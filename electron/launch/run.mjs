// @ts-check
/** Child processes: with the terminal handed over, or with their output caught. */
import { spawn } from 'node:child_process';
import os from 'node:os';

/**
 * @typedef {object} Outcome
 * @property {number} code exit code; 128 + the signal's number when a signal ended it
 * @property {string} output stdout and stderr, in the order they came
 */

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
function exitCode(code, signal) {
  if (signal !== null) return 128 + os.constants.signals[signal];
  return code ?? 1;
}

/**
 * Runs a program on this terminal and hands on what asks this process to stop. A terminal sends
 * Ctrl+C to the child as well, and Chromium takes a second interrupt as "now, without clean-up":
 * so there it is not repeated, and elsewhere it is handed on once.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<number>} its exit code
 */
export async function runAttached(command, args, options = {}) {
  const child = spawn(command, args, {
    stdio: 'inherit',
    cwd: options.cwd ?? process.cwd(),
    env: options.env ?? process.env,
  });
  let handedOn = process.stdin.isTTY === true;
  const interrupt = () => {
    if (!handedOn) child.kill('SIGINT');
    handedOn = true;
  };
  const terminate = () => child.kill('SIGTERM');
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', terminate);
  process.on('SIGHUP', terminate);
  try {
    return await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('exit', (code, signal) => resolve(exitCode(code, signal)));
    });
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', terminate);
    process.off('SIGHUP', terminate);
  }
}

/**
 * Runs a program and keeps what it prints.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, timeout?: number, print?: boolean }} [options]
 *   timeout in milliseconds; print also passes the output on as it comes
 * @returns {Promise<Outcome>} code 127 when the program does not exist
 */
export async function runCaught(command, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: options.cwd ?? process.cwd(),
      env: options.env ?? process.env,
      ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
    });
    /** @type {Buffer[]} */
    const chunks = [];
    /** @param {Buffer} chunk */
    const take = (chunk) => {
      chunks.push(chunk);
      if (options.print === true) process.stderr.write(chunk);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const text = () => Buffer.concat(chunks).toString('utf8');
    child.once('error', (error) => resolve({ code: 127, output: `${text()}${error.message}\n` }));
    child.once('close', (code, signal) =>
      resolve({ code: exitCode(code, signal), output: text() }),
    );
  });
}

/**
 * The npm that started this script, or the one on the path.
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[] }}
 */
export function npmCommand(args) {
  const script = process.env['npm_execpath'];
  if (script !== undefined && script.endsWith('.js')) {
    return { command: process.execPath, args: [script, ...args] };
  }
  return { command: process.platform === 'win32' ? 'npm.cmd' : 'npm', args: [...args] };
}
