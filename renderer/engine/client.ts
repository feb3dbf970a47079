import { bridgeName, portsMessage } from '../../shared/contract/bridge.ts';
import type { Bridge } from '../../shared/contract/bridge.ts';
import { engineContract } from '../../shared/contract/engine.ts';
import type { EngineContract } from '../../shared/contract/engine.ts';
import { hostContract } from '../../shared/contract/host.ts';
import type { HostContract } from '../../shared/contract/host.ts';
import { connect } from '../../shared/contract/rpc.ts';
import { createConnection } from './connection.ts';
import { windowPort } from './window-port.ts';

declare global {
  interface Window {
    /** Set by the preload script before any script of the page runs. */
    readonly [bridgeName]?: Bridge<File>;
  }
}

/** The engine: sources, images, views, jobs. */
export const engine = createConnection<EngineContract>();

/** The main process: dialogs, settings, clipboard, menus. */
export const host = createConnection<HostContract>();

/**
 * Asks the main process for ports and takes every pair that arrives, at the start as well as after the engine was
 * started again. `onConnected` runs each time both sides can be called. Answers false when there is no bridge.
 */
export function startConnections(onConnected: () => void): boolean {
  const bridge = window[bridgeName];
  if (bridge === undefined) return false;
  window.addEventListener('message', (event) => {
    if (event.source !== window || event.data !== portsMessage) return;
    const [enginePort, hostPort] = event.ports;
    if (enginePort === undefined || hostPort === undefined) return;
    host.attach(
      connect(
        hostContract,
        windowPort(hostPort, () => undefined),
      ),
    );
    engine.attach(connect(engineContract, windowPort(enginePort, engine.detach)));
    onConnected();
  });
  host.on('engine-restarted', () => bridge.connect());
  bridge.connect();
  return true;
}

/** Hands dropped files to the main process; answers how many it took. */
export function dropFiles(files: readonly File[]): number {
  return window[bridgeName]?.drop(files) ?? 0;
}
