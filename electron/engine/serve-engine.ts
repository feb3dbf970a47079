import { controlContract } from '../../shared/contract/control.ts';
import { engineContract } from '../../shared/contract/engine.ts';
import type { EngineContract } from '../../shared/contract/engine.ts';
import type { Port } from '../../shared/contract/frames.ts';
import type { Implementation } from '../../shared/contract/method.ts';
import { serve } from '../../shared/contract/rpc.ts';
import type { Report, Server } from '../../shared/contract/rpc.ts';
import type { ViewState } from '../../shared/model/view.ts';
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
      const kept = new WindowKeepings(engine.methods);
      const closing: Port = {
        ...port,
        onClose: (handler) =>
          port.onClose(() => {
            windows.delete(server);
            handler();
            kept.closeAll();
          }),
      };
      const server = serve(engineContract, kept.methods, closing, report);
      windows.add(server);
    },
  };
}

/**
 * The engine's methods for one window, with the views and comparisons that it has open: a page that goes away or is
 * loaded again closes none itself.
 */
class WindowKeepings {
  readonly methods: Implementation<EngineContract>;
  readonly #engine: Implementation<EngineContract>;
  readonly #views = new Set<number>();
  readonly #comparisons = new Set<number>();
  #isGone = false;

  constructor(engine: Implementation<EngineContract>) {
    this.#engine = engine;
    this.methods = {
      ...engine,
      'view.open': async (argument, signal) =>
        this.#keepView(await engine['view.open'](argument, signal)),
      'compare.view': async (argument, signal) =>
        this.#keepView(await engine['compare.view'](argument, signal)),
      'view.close': (argument, signal) => {
        this.#views.delete(argument.view);
        return engine['view.close'](argument, signal);
      },
      'compare.open': async (argument, signal) => {
        const comparison = await engine['compare.open'](argument, signal);
        this.#comparisons.add(comparison);
        if (this.#isGone) this.closeAll();
        return comparison;
      },
      'compare.close': (argument, signal) => {
        this.#comparisons.delete(argument.comparison);
        return engine['compare.close'](argument, signal);
      },
    };
  }

  closeAll(): void {
    this.#isGone = true;
    const { signal } = new AbortController();
    for (const view of this.#views) void this.#engine['view.close']({ view }, signal);
    for (const comparison of this.#comparisons) {
      void this.#engine['compare.close']({ comparison }, signal);
    }
    this.#views.clear();
    this.#comparisons.clear();
  }

  #keepView(state: ViewState): ViewState {
    this.#views.add(state.view);
    if (this.#isGone) this.closeAll();
    return state;
  }
}
