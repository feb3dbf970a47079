import { MessageChannel } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import type { Port } from '../../shared/contract/frames.ts';
import { emitterPort } from '../../electron/engine/ports.ts';

/** Two connected ports of Node, the values between them really cloned. */
export function portPair(): readonly [Port, Port] {
  const { port1, port2 } = new MessageChannel();
  return [emitterPort(port1), emitterPort(port2)];
}

/** The same, with one end raw, for frames that no client of ours would send. */
export function rawPair(): readonly [MessagePort, Port] {
  const { port1, port2 } = new MessageChannel();
  return [port1, emitterPort(port2)];
}
