import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { ViewStore } from '../../store/view.ts';

/** Milliseconds to wait for the next letter before the engine is asked. */
const typingPause = 140;

export interface FilterDraft {
  readonly draft: string;
  readonly setDraft: (draft: string) => void;
  /** Makes the text an option of the view at once. */
  readonly settle: () => void;
}

/** The text of the filter box while it is typed; it becomes an option of the view when the typing pauses. */
export function useFilterDraft(store: ViewStore): FilterDraft {
  const text = useStore(store, (state) => state.options.text);
  const setOptions = useStore(store, (state) => state.setOptions);
  const [draft, setDraft] = useState(text);
  const [taken, setTaken] = useState(text);
  if (taken !== text) {
    setTaken(text);
    setDraft(text);
  }

  useEffect(() => {
    if (draft === text) return undefined;
    const timer = setTimeout(() => {
      setTaken(draft);
      setOptions({ text: draft });
    }, typingPause);
    return () => clearTimeout(timer);
  }, [draft, text, setOptions]);

  function settle(): void {
    if (draft === text) return;
    setTaken(draft);
    setOptions({ text: draft });
  }

  return { draft, setDraft, settle };
}
