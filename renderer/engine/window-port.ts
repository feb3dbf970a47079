import type { Port } from '../../shared/contract/frames.ts';

/**
 * A browser's MessagePort as the contract's abstract port. `onGone` runs when the other end has closed, after the
 * handler that `onClose` set; not when this end closes.
 */
export function windowPort(port: MessagePort, onGone: () => void): Port {
  let closed = false;
  let closeHandler: () => void = () => undefined;
  port.addEventListener('close', () => {
    if (closed) return;
    closed = true;
    closeHandler();
    onGone();
  });
  return {
    postMessage: (value) => port.postMessage(value),
    onMessage: (handler) => {
      port.addEventListener('message', (event) => handler(event.data));
      port.start();
    },
    onClose: (handler) => {
      closeHandler = handler;
    },
    close: () => {
      closed = true;
      port.close();
    },
  };
}
