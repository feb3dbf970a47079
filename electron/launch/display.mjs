// @ts-check
/** Whether there is a screen to show a window on, and one in memory for tests. */
import { spawn } from 'node:child_process';
import net from 'node:net';
import path from 'node:path';
import { ensureVirtualScreen } from './libraries.mjs';

const answerLimit = 1500;

/**
 * Where an X display listens.
 * @param {string} display like `:0`, `unix:1.0`, `localhost:10.0`
 * @returns {{ path: string } | { host: string, port: number } | undefined} undefined when malformed
 */
export function displayAddress(display) {
  const parts = /^(?<host>.*):(?<number>\d+)(?:\.\d+)?$/.exec(display)?.groups;
  if (parts === undefined) return undefined;
  const { host = '', number = '0' } = parts;
  if (host === '' || host === 'unix') return { path: `/tmp/.X11-unix/X${number}` };
  return { host, port: 6000 + Number(number) };
}

/** @param {net.NetConnectOpts} address */
async function answers(address) {
  return new Promise((resolve) => {
    const socket = net.connect(address);
    /** @param {boolean} result */
    const settle = (result) => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(answerLimit, () => settle(false));
    socket.once('connect', () => settle(true));
    socket.once('error', () => settle(false));
  });
}

/** True when a window can be shown. Off Linux that is taken for granted. */
export async function hasDisplay() {
  if (process.platform !== 'linux') return true;
  const { DISPLAY: display, WAYLAND_DISPLAY: wayland, XDG_RUNTIME_DIR: folder } = process.env;
  if (display !== undefined && display !== '') {
    const address = displayAddress(display);
    if (address !== undefined && (await answers(address))) return true;
  }
  if (wayland === undefined || wayland === '') return false;
  return answers({ path: path.resolve(folder ?? '/', wayland) });
}

/**
 * Starts an X server that draws into memory and stops with this process.
 * @returns {Promise<{ display: string, stop: () => void }>}
 */
export async function startVirtualScreen() {
  await ensureVirtualScreen();
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset'],
    { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] },
  );
  const stop = () => server.kill('SIGTERM');
  process.once('exit', stop);
  const number = await new Promise((resolve, reject) => {
    server.stdio[3]?.once('data', (chunk) => resolve(String(chunk).trim()));
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
  });
  return { display: `:${number}`, stop };
}
