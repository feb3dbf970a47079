import type { Port } from '../../shared/contract/frames.ts';

/** A port over the page's own `MessagePort`. */
export function domPort(port: MessagePort): Port {
  return {
    postMessage: (value) => port.postMessage(value),
    onMessage: (handler) => {
      port.addEventListener('message', (event: MessageEvent<unknown>) => handler(event.data));
      port.start();
    },
    onClose: (handler) => port.addEventListener('close', handler, { once: true }),
    close: () => port.close(),
  };
}
