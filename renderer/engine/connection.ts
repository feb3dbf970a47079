import type {
  CallArguments,
  Contract,
  EventName,
  EventsOf,
  MethodName,
  ResultOf,
} from '../../shared/contract/method.ts';
import type { Client } from '../../shared/contract/rpc.ts';

/**
 * A client that outlives its port. Calls wait until there is one; subscriptions are made again on the next one, so
 * that a restarted engine needs no care in the components.
 */
export interface Connection<C extends Contract> {
  readonly call: <Name extends MethodName<C>>(
    name: Name,
    argument: CallArguments<C, Name>,
    options?: { readonly signal?: AbortSignal },
  ) => Promise<ResultOf<C, Name>>;
  readonly on: <Name extends EventName<C>>(
    name: Name,
    handler: (payload: EventsOf<C>[Name]) => void,
  ) => () => void;
  /** Takes the client of a new port; the one before is closed. */
  readonly attach: (client: Client<C>) => void;
  /** Calls wait again until a client is attached. */
  readonly detach: () => void;
}

export function createConnection<C extends Contract>(): Connection<C> {
  let current: Client<C> | null = null;
  let arrival = nextArrival<Client<C>>();
  const subscriptions = new Set<(client: Client<C>) => void>();

  function detach(): void {
    if (current === null) return;
    current.close();
    current = null;
    arrival = nextArrival<Client<C>>();
  }

  return {
    call: async (name, argument, options) => {
      const client = current ?? (await arrival.promise);
      return client.call(name, argument, options);
    },
    on: (name, handler) => {
      let stop: () => void = () => undefined;
      const subscribe = (client: Client<C>): void => {
        stop = client.on(name, handler);
      };
      subscriptions.add(subscribe);
      if (current !== null) subscribe(current);
      return () => {
        subscriptions.delete(subscribe);
        stop();
      };
    },
    attach: (client) => {
      detach();
      current = client;
      for (const subscribe of subscriptions) subscribe(client);
      arrival.resolve(client);
    },
    detach,
  };
}

interface Arrival<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
}

/** `Promise.withResolvers`, which the oldest Node that tests run on does not have. */
function nextArrival<Value>(): Arrival<Value> {
  let resolve: Arrival<Value>['resolve'] = () => undefined;
  const promise = new Promise<Value>((accept) => {
    resolve = accept;
  });
  return { promise, resolve };
}
