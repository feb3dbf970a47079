/** The program for terminals: `layerscope COMMAND …`. Plain Node; the built worker of the engine lies beside it. */
import { setMaxListeners } from 'node:events';
import { readFileSync } from 'node:fs';
import process from 'node:process';
import { refusedLimits } from '../engine/bytes/limits.ts';
import { watchUnfinished } from '../engine/bytes/unfinished-places.ts';
import { cacheFolder, storeFolder } from '../engine/folders.ts';
import { ExitCode } from './exit-code.ts';
import { runCli } from './run-cli.ts';

const controller = new AbortController();
// Every layer that is read waits for it.
setMaxListeners(0, controller.signal);
let stoppedBy: ExitCode = ExitCode.interrupted;

const removeUnfinished = watchUnfinished();

/** The first signal lets work end and clean up; a second one does not wait, and clears away what is half written. */
function stop(code: ExitCode): void {
  if (controller.signal.aborted) {
    removeUnfinished();
    process.exit(code);
  }
  stoppedBy = code;
  controller.abort();
}

process.on('SIGINT', () => stop(ExitCode.interrupted));
process.on('SIGTERM', () => stop(ExitCode.terminated));
process.on('SIGHUP', () => stop(ExitCode.hungUp));

if (refusedLimits.length > 0) {
  process.stderr.write(
    `layerscope: LAYERSCOPE_LIMITS says nothing with ${refusedLimits.join(' ')}\n`,
  );
  process.exit(ExitCode.failed);
}

const code = await runCli({
  args: process.argv.slice(2),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  environment: process.env,
  installation: {
    // Both are bundled: dist/cli/cli.js and dist/cli/worker.js.
    worker: new URL('./worker.js', import.meta.url),
    cacheFolder: cacheFolder(),
    storeFolder: storeFolder(),
    version: packageVersion(new URL('../../package.json', import.meta.url)),
  },
  signal: controller.signal,
});
process.exitCode = code === ExitCode.interrupted ? stoppedBy : code;

function packageVersion(file: URL): string {
  const manifest: unknown = JSON.parse(readFileSync(file, 'utf8'));
  const version: unknown = Object(manifest).version;
  return typeof version === 'string' ? version : 'unknown';
}
