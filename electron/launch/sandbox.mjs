// @ts-check
/** Chromium's sandbox: what it needs of a Linux machine, and when it cannot be had. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { runCaught } from './run.mjs';
import { Refusal } from './say.mjs';

/** True when the helper beside the executable may become root to build a sandbox. @param {string} helper */
async function isPrivileged(helper) {
  return stat(helper).then(
    ({ uid, mode }) => uid === 0 && (mode & 0o4000) !== 0,
    () => false,
  );
}

/**
 * The switches about the sandbox for this user. Chromium refuses to sandbox root's processes; for
 * anyone else it needs user namespaces or its privileged helper, and without both it is not started.
 * @param {string} executable
 * @returns {Promise<readonly string[]>}
 */
export async function sandboxSwitches(executable) {
  if (process.getuid?.() === 0) return ['--no-sandbox'];
  if (process.platform !== 'linux') return [];
  const helper = path.join(path.dirname(executable), 'chrome-sandbox');
  const namespaces = await runCaught('unshare', ['--user', 'true']);
  // 127: there is no such tool here to ask with.
  if (namespaces.code === 0 || namespaces.code === 127 || (await isPrivileged(helper))) return [];
  throw new Refusal(
    "This system allows no user namespaces, which Chromium's sandbox needs. Let its helper stand in:\n" +
      `  sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
  );
}
