import { setTimeout as pause } from 'node:timers/promises';
import { controlContract } from '../../shared/contract/control.ts';
import type { ControlContract } from '../../shared/contract/control.ts';
import { CallError } from '../../shared/contract/frames.ts';
import type { Port } from '../../shared/contract/frames.ts';
import { connect } from '../../shared/contract/rpc.ts';
import type { Client } from '../../shared/contract/rpc.ts';
import type { IssuedGrant } from './grants.ts';
import type { Log } from './log.ts';

/** A running engine, as whoever started it sees it. */
export interface EngineProcess<WindowPort> {
  readonly control: Port;
  /** Hands the engine one end of a channel; the window has the other. */
  readonly connectWindow: (port: WindowPort) => void;
  /** Each handler runs once, when the process has ended for whatever reason. */
  readonly onExit: (handler: (code: number) => void) => void;
  readonly kill: () => void;
}

export interface EngineHostOptions<WindowPort> {
  readonly launch: () => EngineProcess<WindowPort>;
  /** What is open now, to be opened again by an engine that starts anew. */
  readonly opened: () => readonly IssuedGrant[];
  readonly log: Log;
}

export interface EngineRestart {
  /** Crashes so far. */
  readonly times: number;
  /** False when it crashed so often that nothing is opened again, since one of the sources is the likely cause. */
  readonly reopening: boolean;
}

/** Keeps one engine running. */
export interface EngineHost<WindowPort> {
  /** Fails with `engine-stopped` while there is no engine. */
  readonly call: Client<ControlContract>['call'];
  /** False when there is no engine now; the window connects again after `engine-restarted`. */
  readonly connectWindow: (port: WindowPort) => boolean;
  /** Sets the one handler of restarts; it runs when the new engine is ready. */
  readonly onRestart: (handler: (restart: EngineRestart) => void) => void;
  /** Ends the engine: asks first, kills it after two seconds, and waits no longer than one more. */
  readonly stop: () => Promise<void>;
}

/** Crashes longer ago than this are forgotten. */
const memory = 60_000;
/** With this many crashes in memory, nothing is opened again. */
const tooMany = 3;
const firstDelay = 100;
const longestDelay = 5000;
const patience = 2000;
const lastPatience = 1000;

export function startEngineHost<WindowPort>(
  options: EngineHostOptions<WindowPort>,
): EngineHost<WindowPort> {
  const { launch, opened, log } = options;
  let running: Running<WindowPort> | null = null;
  let stopping = false;
  let onRestart: (restart: EngineRestart) => void = () => {};
  let times = 0;
  let crashes: readonly number[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  function start(): void {
    const process = launch();
    const client = connect(controlContract, process.control);
    const ended = new Promise<void>((resolve) => process.onExit(() => resolve()));
    const me: Running<WindowPort> = { process, client, ended };
    running = me;
    const reopening = crashes.length < tooMany;
    client.on('ready', ({ pid }) => {
      log.write('info', 'engine-ready', { pid });
      if (times > 0) onRestart({ times, reopening });
    });
    process.onExit((code) => {
      if (running === me) running = null;
      client.close();
      if (!stopping) restart(code);
    });
    if (times > 0 && reopening) {
      for (const { grant, path } of opened()) {
        client.call('source.open', { grant, path }).catch((error: unknown) => {
          log.write('warning', 'source-not-reopened', { path, error });
        });
      }
    }
  }

  function restart(code: number): void {
    // Not the time of day, which may be set back: old crashes would never be forgotten.
    const now = performance.now();
    times += 1;
    crashes = [...crashes.filter((crash) => now - crash < memory), now];
    const delay = Math.min(firstDelay * 2 ** (crashes.length - 1), longestDelay);
    log.write('error', 'engine-crashed', { code, times, delay });
    timer = setTimeout(start, delay);
  }

  start();
  return {
    call: async (name, argument, callOptions) => {
      if (running === null) throw new CallError('engine-stopped');
      return running.client.call(name, argument, callOptions);
    },
    connectWindow: (port) => {
      running?.process.connectWindow(port);
      return running !== null;
    },
    onRestart: (handler) => {
      onRestart = handler;
    },
    stop: async () => {
      stopping = true;
      clearTimeout(timer);
      if (running === null) return;
      const { process, client, ended } = running;
      const killer = setTimeout(() => process.kill(), patience);
      client.call('engine.stop', {}).catch(() => undefined);
      // A process that a drive holds in a read does not even die at once.
      await Promise.race([ended, pause(patience + lastPatience, undefined, { ref: false })]);
      clearTimeout(killer);
    },
  };
}

interface Running<WindowPort> {
  readonly process: EngineProcess<WindowPort>;
  readonly client: Client<ControlContract>;
  readonly ended: Promise<void>;
}
