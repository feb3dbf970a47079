import { create } from 'zustand';

/** A short message about something that has just happened. */
export interface Notice {
  readonly id: number;
  readonly tone: 'ok' | 'error' | 'note';
  readonly title: string;
  readonly text?: string;
  /** Something to do about it. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface NoticesState {
  readonly notices: readonly Notice[];
  readonly dismiss: (id: number) => void;
}

export const useNoticesStore = create<NoticesState>()((set) => ({
  notices: [],
  dismiss: (id) =>
    set(({ notices }) => ({ notices: notices.filter((notice) => notice.id !== id) })),
}));

let lastId = 0;

/** Shows a message for some seconds. At most four stand at a time; an equal one takes the place of the former. */
export function notify(notice: Omit<Notice, 'id'>): void {
  lastId += 1;
  const added = { ...notice, id: lastId };
  useNoticesStore.setState(({ notices }) => ({
    notices: [
      ...notices.filter((other) => other.title !== notice.title || other.text !== notice.text),
      added,
    ].slice(-4),
  }));
}
