import type { Port } from '../../shared/contract/frames.ts';

/** What the ports of `worker_threads` and Electron's `MessagePortMain` have in common. */
export interface EmitterPort {
  postMessage(value: unknown): void;
  on(event: 'message', listener: (received: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  start?(): void;
  close(): void;
}

/**
 * A port over one that emits Node events. Ports of `worker_threads` hand over the value itself, Electron's hand over
 * an event with the value as `data`: `unwrap` says how to get at it.
 */
export function emitterPort(
  port: EmitterPort,
  unwrap: (received: unknown) => unknown = (received) => received,
): Port {
  return {
    postMessage: (value) => port.postMessage(value),
    onMessage: (handler) => {
      port.on('message', (received) => handler(unwrap(received)));
      port.start?.();
    },
    onClose: (handler) => {
      port.on('close', handler);
    },
    close: () => port.close(),
  };
}

/** The value inside an event of Electron's `MessagePortMain`. */
export function eventData(received: unknown): unknown {
  return typeof received === 'object' && received !== null && 'data' in received
    ? received.data
    : undefined;
}
