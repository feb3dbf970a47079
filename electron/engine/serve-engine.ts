import { controlContract } from '../../shared/contract/control.ts';
import { engineContract } from '../../shared/contract/engine.ts';
import type { EngineContract } from '../../shared/contract/engine.ts';
import type { Port } from '../../shared/contract/frames.ts';
import type { Implementation } from '../../shared/contract/method.ts';
import { serve } from '../../shared/contract/rpc.ts';
import type { Report, Server } from '../../shared/contract/rpc.ts';
import type { Engine } from './engine-interface.ts';

/** The doors of one engine. */
export interface EngineServer {
  /** For the main process. Says `ready` at once; `exit` runs after `engine.stop` has been answered. */
  readonly serveControl: (port: Port, exit: () => void) => void;
  /** For a window. Every window hears every event. */
  readonly serveWindow: (port: Port) => void;
}

/** `report` takes what went wrong inside and is not told to the caller. */
export function serveEngine(engine: Engine, report: Report): EngineServer {
  const windows = new Set<Server<EngineContract>>();
  engine.onEvent(({ name, payload }) => {
    for (const server of windows) server.emit(name, payload);
  });

  return {
    serveControl: (port, exit) => {
      const implementation = {
        ...engine.control,
        'engine.stop': async () => {
          await engine.stop();
          // The answer goes out after this function has returned.
          setTimeout(exit, 0);
        },
      };
      serve(controlContract, implementation, port, report).emit('ready', { pid: process.pid });
    },
    serveWindow: (port) => {
      const views = new WindowViews(engine.methods);
      const closing: Port = {
        ...port,
        onClose: (handler) =>
          port.onClose(() => {
            windows.delete(server);
            handler();
            views.closeAll();
          }),
      };
      const server = serve(engineContract, views.methods, closing, report);
      windows.add(server);
    },
  };
}

/** The engine's methods for one window. A page that goes away or is loaded again closes no view itself. */
class WindowViews {
  readonly methods: Implementation<EngineContract>;
  readonly #engine: Implementation<EngineContract>;
  readonly #open = new Set<number>();
  #isGone = false;

  constructor(engine: Implementation<EngineContract>) {
    this.#engine = engine;
    this.methods = {
      ...engine,
      'view.open': async (argument, signal) => {
        const state = await engine['view.open'](argument, signal);
        this.#open.add(state.view);
        if (this.#isGone) this.closeAll();
        return state;
      },
      'view.close': (argument, signal) => {
        this.#open.delete(argument.view);
        return engine['view.close'](argument, signal);
      },
    };
  }

  closeAll(): void {
    this.#isGone = true;
    const { signal } = new AbortController();
    for (const view of this.#open) void this.#engine['view.close']({ view }, signal);
    this.#open.clear();
  }
}
