import { MessageChannelMain, utilityProcess } from 'electron';
import type { MessagePortMain } from 'electron';
import { createInterface } from 'node:readline';
import { emitterPort, eventData } from '../engine/ports.ts';
import type { EngineProcess } from './engine-host.ts';
import type { Log } from './log.ts';

export interface EngineProcessOptions {
  /** The engine's program. */
  readonly program: string;
  /** What the engine keeps between runs; all of it can be deleted at any time. */
  readonly cacheFolder: string;
  readonly log: Log;
}

/** Starts the engine in a process of its own. What it prints goes to the log. */
export function launchEngine(options: EngineProcessOptions): EngineProcess<MessagePortMain> {
  const child = utilityProcess.fork(options.program, [], {
    serviceName: 'Layerscope engine',
    stdio: 'pipe',
    env: engineEnvironment(options),
  });
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface({ input: stream }).on('line', (text) =>
      options.log.write('warning', 'engine-output', { text }),
    );
  }
  const { port1, port2 } = new MessageChannelMain();
  child.postMessage('control', [port2]);
  return {
    control: emitterPort(port1, eventData),
    connectWindow: (port) => child.postMessage('window', [port]),
    onExit: (handler) => void child.once('exit', handler),
    kill: () => void child.kill(),
  };
}

/** The environment of this process without what would change how Node or Electron itself runs. */
function engineEnvironment({ cacheFolder }: EngineProcessOptions): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !/^(NODE|ELECTRON)_/.test(name));
  return {
    ...Object.fromEntries(kept),
    LAYERSCOPE_CACHE_FOLDER: cacheFolder,
  };
}
