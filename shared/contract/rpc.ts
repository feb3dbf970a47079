import * as v from 'valibot';
import { CallError, failureOf, parseClientFrame, parseServerFrame } from './frames.ts';
import type { ClientFrame, Port, ServerFrame } from './frames.ts';
import type {
  CallArguments,
  Contract,
  EventName,
  EventsOf,
  Implementation,
  MethodName,
  ResultOf,
} from './method.ts';

export interface Server<C extends Contract> {
  /** Tells the client; does nothing once the port has closed. */
  readonly emit: <Name extends EventName<C>>(name: Name, payload: EventsOf<C>[Name]) => void;
  /** Aborts what runs and closes the port. */
  readonly close: () => void;
}

export interface Client<C extends Contract> {
  /**
   * Rejects with a `CallError`: with the server's failure, with `cancelled` as soon as `signal` aborts, or with
   * `engine-stopped` when the port closes before the answer.
   */
  readonly call: <Name extends MethodName<C>>(
    name: Name,
    argument: CallArguments<C, Name>,
    options?: { readonly signal?: AbortSignal },
  ) => Promise<ResultOf<C, Name>>;
  /** Answers the function that ends the subscription. */
  readonly on: <Name extends EventName<C>>(
    name: Name,
    handler: (payload: EventsOf<C>[Name]) => void,
  ) => () => void;
  /** Rejects open calls with `engine-stopped` and closes the port. */
  readonly close: () => void;
}

/** What went wrong on the server's side and is not told to the client. */
export type Report = (method: string, thrown: unknown) => void;

/**
 * Serves `contract` on `port`. Frames that are none are ignored; a method that the contract does not name, or
 * arguments that its schema refuses, fail with `arguments-invalid` before the implementation sees them.
 */
export function serve<C extends Contract>(
  contract: C,
  implementation: Implementation<C>,
  port: Port,
  report: Report,
): Server<C> {
  const running = new Map<number, AbortController>();
  let open = true;

  const send = (frame: ServerFrame): void => {
    if (open) port.postMessage(frame);
  };
  const end = (): void => {
    open = false;
    for (const controller of running.values()) controller.abort();
    running.clear();
  };

  const isMethod = (name: string): name is MethodName<C> =>
    Object.hasOwn(contract.methods, name) && Object.hasOwn(implementation, name);

  async function invoke<Name extends MethodName<C>>(
    name: Name,
    argument: unknown,
    signal: AbortSignal,
  ): Promise<ResultOf<C, Name>> {
    const schema = contract.methods[name]?.arguments;
    const parsed = schema === undefined ? null : v.safeParse(schema, argument);
    if (parsed === null || !parsed.success) {
      throw new CallError('arguments-invalid', { method: name, at: placeOf(parsed?.issues ?? []) });
    }
    return implementation[name](parsed.output, signal);
  }

  async function answer(frame: ClientFrame & { kind: 'request' }): Promise<void> {
    const { id, name } = frame;
    if (running.has(id)) return;
    const controller = new AbortController();
    running.set(id, controller);
    try {
      if (!isMethod(name)) throw new CallError('arguments-invalid', { method: name, at: '' });
      send({ kind: 'result', id, value: await invoke(name, frame.argument, controller.signal) });
    } catch (thrown) {
      const failure = failureOf(thrown);
      if (failure.code === 'internal') report(name, thrown);
      send({ kind: 'error', id, failure });
    } finally {
      running.delete(id);
    }
  }

  port.onClose(end);
  port.onMessage((value) => {
    const frame = parseClientFrame(value);
    if (frame === null || !open) return;
    if (frame.kind === 'cancel') running.get(frame.id)?.abort();
    else void answer(frame);
  });

  return {
    emit: (name, payload) => send({ kind: 'event', name, payload }),
    close: () => {
      end();
      port.close();
    },
  };
}

/** Calls what `serve` offers at the other end of `port`. The contract gives the types; nothing else is read from it. */
export function connect<C extends Contract>(_contract: C, port: Port): Client<C> {
  const pending = new Map<number, Pending>();
  const handlers = new Map<string, Set<(payload: never) => void>>();
  let open = true;
  let lastId = 0;

  const settle = (id: number): Pending | undefined => {
    const call = pending.get(id);
    pending.delete(id);
    return call;
  };
  const end = (): void => {
    open = false;
    for (const id of pending.keys()) settle(id)?.reject(new CallError('engine-stopped'));
  };

  port.onClose(end);
  port.onMessage((value) => {
    const frame = parseServerFrame(value);
    if (frame === null) return;
    if (frame.kind === 'result') settle(frame.id)?.resolve(frame.value);
    else if (frame.kind === 'error') {
      settle(frame.id)?.reject(new CallError(frame.failure.code, frame.failure.values));
    } else {
      // The server is our own code and typed by the same contract: payloads are not validated again.
      for (const handler of handlers.get(frame.name) ?? []) handler(frame.payload as never);
    }
  });

  async function call<Name extends MethodName<C>>(
    name: Name,
    argument: CallArguments<C, Name>,
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<ResultOf<C, Name>> {
    const { signal } = options;
    if (!open) throw new CallError('engine-stopped');
    if (signal?.aborted === true) throw new CallError('cancelled');
    lastId += 1;
    const id = lastId;
    const cancel = (): void => {
      settle(id)?.reject(new CallError('cancelled'));
      if (open) post({ kind: 'cancel', id });
    };
    try {
      const value = await new Promise<unknown>((resolve, reject) => {
        pending.set(id, { resolve, reject });
        signal?.addEventListener('abort', cancel, { once: true });
        try {
          post({ kind: 'request', id, name, argument });
        } catch {
          reject(new CallError('arguments-invalid', { method: name, at: '' }));
        }
      });
      // Results come from the trusted side and have the contract's type.
      return value as ResultOf<C, Name>;
    } finally {
      pending.delete(id);
      signal?.removeEventListener('abort', cancel);
    }
  }
  const post = (frame: ClientFrame): void => port.postMessage(frame);

  return {
    call,
    on: (name, handler) => {
      const set = handlers.get(name) ?? new Set();
      handlers.set(name, set.add(handler));
      return () => void set.delete(handler);
    },
    close: () => {
      end();
      port.close();
    },
  };
}

interface Pending {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: CallError) => void;
}

/** Where in the arguments the first issue lies, as `options.minBytes`; never what stands there. */
function placeOf(issues: readonly v.BaseIssue<unknown>[]): string {
  const [first] = issues;
  return first === undefined ? '' : (v.getDotPath(first) ?? '');
}
