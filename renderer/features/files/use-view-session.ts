import { useEffect, useRef, useState } from 'react';
import { ViewSession } from '../../engine/view-session.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { useViewStore } from '../../store/view.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { StackRange } from '../../../shared/model/view.ts';

/**
 * The view of an image that has been read, opened while the component lives and kept true to the range and the
 * options. Null until it has been made.
 */
export function useViewSession(grant: Grant, image: string, range: StackRange): ViewSession | null {
  const options = useViewStore((state) => state.options);
  const [session, setSession] = useState<ViewSession | null>(null);
  const shown = useRef({ range, options });
  const { from, to } = range;

  useEffect(() => {
    const { node, setNode } = useSelectionStore.getState();
    const started = shown.current;
    const made = new ViewSession({ grant, image }, started.range, started.options, node, setNode);
    setSession(made);
    useViewStore.getState().setSession(made);
    return () => {
      made.close();
      setSession(null);
      const { session: current, setSession: store } = useViewStore.getState();
      if (current === made) store(null);
    };
  }, [grant, image]);

  useEffect(() => {
    const last = shown.current;
    if (last.range.from === from && last.range.to === to && last.options === options) return;
    shown.current = { range: { from, to }, options };
    session?.configure({ from, to }, options, useSelectionStore.getState().node);
  }, [session, from, to, options]);

  return session;
}
