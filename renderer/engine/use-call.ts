import { useEffect, useState } from 'react';
import type {
  CallArguments,
  Contract,
  MethodName,
  ResultOf,
} from '../../shared/contract/method.ts';
import { failureOf } from '../../shared/contract/frames.ts';
import type { EngineContract } from '../../shared/contract/engine.ts';
import type { HostContract } from '../../shared/contract/host.ts';
import type { Failure } from '../../shared/model/job.ts';
import { engine, host } from './client.ts';
import type { Connection } from './connection.ts';

/** How a call stands. `loading` keeps the last value of the same method, so that a pane need not go blank. */
export type CallState<Result> =
  | { readonly status: 'idle' }
  | { readonly status: 'loading'; readonly previous: Result | null }
  | { readonly status: 'ready'; readonly value: Result }
  | { readonly status: 'failed'; readonly failure: Failure };

/**
 * Calls a method of the engine and again whenever the arguments change in value; null asks for nothing. What is under
 * way is cancelled when it is no longer wanted. A new `again` asks anew with the same arguments.
 */
export function useEngineCall<Name extends MethodName<EngineContract>>(
  name: Name,
  argument: CallArguments<EngineContract, Name> | null,
  again = 0,
): CallState<ResultOf<EngineContract, Name>> {
  return useCall(engine, name, argument, again);
}

/** The same for a method of the main process. */
export function useHostCall<Name extends MethodName<HostContract>>(
  name: Name,
  argument: CallArguments<HostContract, Name> | null,
  again = 0,
): CallState<ResultOf<HostContract, Name>> {
  return useCall(host, name, argument, again);
}

interface Settled<Result> {
  readonly key: string;
  readonly state: CallState<Result>;
}

function useCall<C extends Contract, Name extends MethodName<C>>(
  connection: Connection<C>,
  name: Name,
  argument: CallArguments<C, Name> | null,
  again: number,
): CallState<ResultOf<C, Name>> {
  const key = argument === null ? null : JSON.stringify([name, argument, again]);
  const [settled, setSettled] = useState<Settled<ResultOf<C, Name>> | null>(null);

  useEffect(() => {
    if (key === null || argument === null) return undefined;
    const controller = new AbortController();
    connection.call(name, argument, { signal: controller.signal }).then(
      (value) => setSettled({ key, state: { status: 'ready', value } }),
      (thrown: unknown) => {
        if (controller.signal.aborted) return;
        setSettled({ key, state: { status: 'failed', failure: failureOf(thrown) } });
      },
    );
    return () => controller.abort();
    // The key stands for method and arguments by value.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key]);

  if (key === null) return { status: 'idle' };
  if (settled?.key === key) return settled.state;
  return {
    status: 'loading',
    previous: settled?.state.status === 'ready' ? settled.state.value : null,
  };
}
