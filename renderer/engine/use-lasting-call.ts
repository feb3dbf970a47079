import { useEffect, useState } from 'react';
import type { EngineContract } from '../../shared/contract/engine.ts';
import { failureOf } from '../../shared/contract/frames.ts';
import type { CallArguments, MethodName, ResultOf } from '../../shared/contract/method.ts';
import { engine } from './client.ts';
import type { CallState } from './use-call.ts';

/** A call that may take long: it goes on when its page is left, and the user can stop it and begin again. */
export interface LastingCall<Result> {
  /** `idle` once it was stopped. */
  readonly call: CallState<Result>;
  readonly stop: () => void;
  readonly again: () => void;
}

interface Running {
  readonly promise: Promise<unknown>;
  readonly controller: AbortController;
}

/** Calls that have not been answered yet, by method and arguments. Whoever asks the same meanwhile waits for the same. */
const running = new Map<string, Running>();

/**
 * Calls a method of the engine, and again whenever the arguments change in value. The call ends when it is answered or
 * stopped, not when nobody looks any more: what the engine found out it remembers. Another `state` of what the answer
 * depends on asks anew.
 */
export function useLastingCall<Name extends MethodName<EngineContract>>(
  name: Name,
  argument: CallArguments<EngineContract, Name>,
  state = '',
): LastingCall<ResultOf<EngineContract, Name>> {
  type Result = ResultOf<EngineContract, Name>;
  const [attempt, setAttempt] = useState(0);
  const [stopped, setStopped] = useState<string | null>(null);
  const [settled, setSettled] = useState<{
    readonly key: string;
    readonly attempt: number;
    readonly outcome: CallState<Result>;
  } | null>(null);
  const key = JSON.stringify([name, argument, state]);
  const wanted = stopped !== key;

  useEffect(() => {
    if (!wanted) return undefined;
    let listens = true;
    const settle = (outcome: CallState<Result>): void => {
      if (listens) setSettled({ key, attempt, outcome });
    };
    joined(name, argument, key).then(
      (value) => settle({ status: 'ready', value }),
      (thrown: unknown) => {
        const failure = failureOf(thrown);
        // The list of running jobs can stop it, too.
        settle(failure.code === 'cancelled' ? { status: 'idle' } : { status: 'failed', failure });
      },
    );
    return () => {
      listens = false;
    };
    // The key stands for method and arguments by value.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, attempt, wanted]);

  return {
    call: !wanted
      ? { status: 'idle' }
      : settled?.key === key && settled.attempt === attempt
        ? settled.outcome
        : { status: 'loading', previous: null },
    stop: () => {
      running.get(key)?.controller.abort();
      running.delete(key);
      setStopped(key);
    },
    again: () => {
      setStopped(null);
      setAttempt(attempt + 1);
    },
  };
}

/** The call that is under way for `key`, or a new one. */
function joined<Name extends MethodName<EngineContract>>(
  name: Name,
  argument: CallArguments<EngineContract, Name>,
  key: string,
): Promise<ResultOf<EngineContract, Name>> {
  const other = running.get(key);
  // The key holds the name, so what is awaited under it is of this method.
  if (other !== undefined) return other.promise as Promise<ResultOf<EngineContract, Name>>;
  const controller = new AbortController();
  const promise = engine.call(name, argument, { signal: controller.signal }).finally(() => {
    if (running.get(key)?.controller === controller) running.delete(key);
  });
  running.set(key, { promise, controller });
  return promise;
}
