import { MessageChannelMain } from 'electron';
import type { MessagePortMain, WebContents } from 'electron';
import { ipcChannels } from '../../shared/contract/bridge.ts';
import { hostContract } from '../../shared/contract/host.ts';
import type { HostContract } from '../../shared/contract/host.ts';
import type { EventName, EventsOf, Implementation } from '../../shared/contract/method.ts';
import { serve } from '../../shared/contract/rpc.ts';
import type { Report, Server } from '../../shared/contract/rpc.ts';
import { emitterPort, eventData } from '../engine/ports.ts';
import type { EngineHost } from './engine-host.ts';

/** The ports between the page, this process and the engine. */
export interface WindowLink {
  /** Gives the page two new ports, [engine, host], and closes the host's old one. */
  readonly connect: (contents: WebContents) => void;
  /** Tells the page; nothing happens when there is none. */
  readonly emit: <Name extends EventName<HostContract>>(
    name: Name,
    payload: EventsOf<HostContract>[Name],
  ) => void;
  /** Tells the page, or the next one as soon as it connects. */
  readonly emitWhenConnected: WindowLink['emit'];
  readonly disconnect: () => void;
}

export function createWindowLink(
  implementation: Implementation<HostContract>,
  engine: EngineHost<MessagePortMain>,
  report: Report,
): WindowLink {
  let server: Server<HostContract> | null = null;
  let waiting: (() => void)[] = [];

  const emit: WindowLink['emit'] = (name, payload) => server?.emit(name, payload);
  return {
    emit,
    emitWhenConnected: (name, payload) => {
      if (server === null) waiting.push(() => emit(name, payload));
      else emit(name, payload);
    },
    connect: (contents) => {
      server?.close();
      const forEngine = new MessageChannelMain();
      const forHost = new MessageChannelMain();
      // Without an engine the page sees a closed port, and hears of the next engine through the other one.
      if (!engine.connectWindow(forEngine.port1)) forEngine.port1.close();
      server = serve(hostContract, implementation, emitterPort(forHost.port1, eventData), report);
      contents.postMessage(ipcChannels.ports, null, [forEngine.port2, forHost.port2]);
      for (const send of waiting.splice(0)) send();
    },
    disconnect: () => {
      server?.close();
      server = null;
      waiting = [];
    },
  };
}
