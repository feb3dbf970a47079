import type { Page } from 'playwright/test';

/** What came back for a request. */
export type Answer =
  | { readonly kind: 'result'; readonly value: unknown }
  | { readonly kind: 'error'; readonly failure: { readonly code: string } }
  | { readonly kind: 'silence' };

export interface TakenPorts {
  readonly ask: (port: 'engine' | 'host', name: string, argument: unknown) => Promise<Answer>;
  /** Sends what is no request at all on both ports. */
  readonly spoil: () => Promise<void>;
}

/** Speaks to engine and main process past the page's own code, as whoever takes the page over would. */
export async function takePorts(window: Page): Promise<TakenPorts> {
  await window.evaluate(async () => {
    const ports = await new Promise<readonly MessagePort[]>((resolve) => {
      globalThis.addEventListener('message', (event: MessageEvent) => resolve(event.ports));
      Reflect.get(globalThis, 'layerscope').connect();
    });
    // The page's own code uses the same ports, with lower numbers.
    Reflect.set(globalThis, 'takenPorts', { engine: ports[0], host: ports[1], lastId: 1e6 });
  });
  return {
    ask: (port, name, argument) =>
      window.evaluate(
        (request) =>
          new Promise<Answer>((resolve) => {
            const taken = Reflect.get(globalThis, 'takenPorts');
            const end: MessagePort = taken[request.port];
            const id = ++taken.lastId;
            const hear = ({ data }: MessageEvent): void => {
              if (data?.id !== id) return;
              end.removeEventListener('message', hear);
              // Results may hold what cannot leave the page; that there is one is enough to know.
              resolve(JSON.parse(JSON.stringify(data)));
            };
            end.addEventListener('message', hear);
            end.start();
            end.postMessage({
              kind: 'request',
              id,
              name: request.name,
              argument: request.argument,
            });
            setTimeout(() => resolve({ kind: 'silence' }), 5000);
          }),
        { port, name, argument },
      ),
    spoil: () =>
      window.evaluate(() => {
        const taken = Reflect.get(globalThis, 'takenPorts');
        const loop: Record<string, unknown> = {};
        loop['loop'] = loop;
        for (const end of [taken.engine, taken.host]) {
          for (const frame of [
            null,
            0,
            'x'.repeat(1 << 20),
            [],
            loop,
            { kind: 'request' },
            { kind: 'request', id: -1, name: 'source.list', argument: {} },
            { kind: 'request', id: 1.5, name: 'source.list', argument: {} },
            { kind: 'request', id: 900_001, name: 'x'.repeat(1 << 20), argument: {} },
            { kind: 'cancel', id: 1e308 },
            { kind: 'result', id: 1, value: 1 },
            { kind: 'event', name: 'source', payload: null },
            new Uint8Array(1 << 20),
            new Map([[{}, new Date(Number.NaN)]]),
          ]) {
            end.postMessage(frame);
          }
        }
      }),
  };
}
