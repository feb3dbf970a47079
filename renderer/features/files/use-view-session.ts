import { useEffect, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { ViewSession } from '../../engine/view-session.ts';
import type { ViewTarget } from '../../engine/view-target.ts';
import type { ViewStore } from '../../store/view.ts';
import type { StackRange } from '../../../shared/model/view.ts';

/** Where the chosen path of a tree is kept. The same object for as long as it is the same place. */
export interface NodeChoice {
  readonly node: () => number | null;
  readonly setNode: (node: number) => void;
}

/**
 * The view of what has been read, opened while the component lives and kept true to the range and the options of the
 * store. Null until it has been made.
 */
export function useViewSession(
  target: ViewTarget,
  range: StackRange,
  store: ViewStore,
  choice: NodeChoice,
): ViewSession | null {
  const options = useStore(store, (state) => state.options);
  const [session, setSession] = useState<ViewSession | null>(null);
  const shown = useRef({ range, options });
  const { from, to } = range;
  const key = JSON.stringify(target);

  useEffect(() => {
    const started = shown.current;
    const made = new ViewSession(
      target,
      started.range,
      started.options,
      choice.node(),
      choice.setNode,
    );
    setSession(made);
    store.getState().setSession(made);
    made.subscribe(() => {
      const { chosen } = made.snapshot();
      const { chosen: told, session: current, setChosen } = store.getState();
      if (current === made && chosen !== told) setChosen(chosen);
    });
    return () => {
      made.close();
      setSession(null);
      const { session: current, setSession: keep } = store.getState();
      if (current === made) keep(null);
    };
    // The key stands for the target by value.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, store, choice]);

  useEffect(() => {
    const last = shown.current;
    if (last.range.from === from && last.range.to === to && last.options === options) return;
    shown.current = { range: { from, to }, options };
    session?.configure({ from, to }, options, choice.node());
  }, [session, from, to, options, choice]);

  return session;
}
