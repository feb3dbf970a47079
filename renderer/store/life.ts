import { create } from 'zustand';
import type { RevealTarget } from './reveal.ts';
import { useDialogsStore } from './dialogs.ts';

/** A path of an image whose life is told. */
export interface LifeSubject extends RevealTarget {
  readonly node: number;
  /** The layer whose version is looked at first; null for the last one there is. */
  readonly layer: number | null;
}

interface LifeState {
  readonly subject: LifeSubject | null;
}

/** What the dialog "Life of a file" is about. */
export const useLifeStore = create<LifeState>()(() => ({ subject: null }));

/** Tells the life of a path in a dialog. */
export function showLife(subject: LifeSubject): void {
  useLifeStore.setState({ subject });
  useDialogsStore.getState().show('life');
}
