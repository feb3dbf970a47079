import path from 'node:path';
import { randomUUID } from 'node:crypto';
import { onTestFinished } from 'vitest';
import { controlContract } from '../../shared/contract/control.ts';
import type { ControlContract } from '../../shared/contract/control.ts';
import { engineContract } from '../../shared/contract/engine.ts';
import type { EngineContract } from '../../shared/contract/engine.ts';
import { connect } from '../../shared/contract/rpc.ts';
import type { Client } from '../../shared/contract/rpc.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { SourceState } from '../../shared/model/source-state.ts';
import { createEngine } from '../../electron/engine/engine.ts';
import type { Engine } from '../../electron/engine/engine-interface.ts';
import { serveEngine } from '../../electron/engine/serve-engine.ts';
import { InlineRunner } from '../../electron/engine/worker/inline-runner.ts';
import type { TaskRunner } from '../../electron/engine/worker/task-runner.ts';
import type { PatternRunner } from '../../electron/engine/worker/pattern-runner.ts';
import { ownThreadPatterns } from '../fixtures/own-thread-patterns.ts';
import { temporaryFolder } from '../fixtures/session.ts';
import { portPair } from './node-port.ts';

export interface Running {
  readonly window: Client<EngineContract>;
  readonly control: Client<ControlContract>;
  readonly folder: string;
  /** Its library, in a folder of its own. */
  readonly store: string;
  readonly engine: Engine;
}

/** The real engine behind real ports, as a window and the main process reach it; stopped when the test ends. */
export function run(
  folder = temporaryFolder(),
  tasks: TaskRunner = new InlineRunner(),
  patterns: PatternRunner = ownThreadPatterns(),
): Running {
  const store = path.join(folder, 'library');
  const engine = createEngine({
    cacheFolder: path.join(folder, 'cache'),
    storeFolder: store,
    tasks,
    patterns,
  });
  const server = serveEngine(engine, () => {});
  const [controlEnd, controlPort] = portPair();
  const [windowEnd, windowPort] = portPair();
  server.serveControl(controlPort, () => {});
  server.serveWindow(windowPort);
  const window = connect(engineContract, windowEnd);
  const control = connect(controlContract, controlEnd);
  onTestFinished(async () => {
    await control.call('engine.stop', {});
    window.close();
    control.close();
  });
  return { window, control, folder, store, engine };
}

/** Opens a path and answers its state once it is open or has failed. */
export function openPath({ window, control }: Running, opened: string): Promise<SourceState> {
  const grant = randomUUID() as string as Grant;
  return new Promise((resolve, reject) => {
    window.on('source', (state) => {
      if (state.grant === grant && state.status !== 'opening') resolve(state);
    });
    control.call('source.open', { grant, path: opened }).catch(reject);
  });
}
