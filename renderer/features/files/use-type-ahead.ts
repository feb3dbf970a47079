import { useRef } from 'react';
import type { ViewSession } from '../../engine/view-session.ts';

/** How long letters count as one word, in milliseconds. */
const pause = 900;

export interface TypeAhead {
  /** Moves to the next line whose name begins with the letters typed so far and this one. */
  readonly type: (letter: string) => void;
  /** Forgets the letters: the next one begins a word. */
  readonly reset: () => void;
}

/** Finds lines by the first letters of their names, as they are typed. */
export function useTypeAhead(session: ViewSession): TypeAhead {
  const typed = useRef({ text: '', at: 0 });
  function type(letter: string): void {
    const now = performance.now();
    const { text, at } = typed.current;
    const fresh = now - at > pause;
    const word = fresh ? letter : text === letter ? letter : `${text}${letter}`;
    typed.current = { text: word, at: now };
    const { cursor } = session.snapshot();
    void jump(session, word.length === 1 ? cursor + 1 : Math.max(0, cursor), word);
  }

  return {
    type,
    reset: () => {
      typed.current = { text: '', at: 0 };
    },
  };
}

async function jump(session: ViewSession, start: number, word: string): Promise<void> {
  const row = await session.find(start, word);
  if (row !== null) await session.moveTo(row);
}
