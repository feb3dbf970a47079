import type { ExportRequest } from '../../shared/model/export.ts';

/** An export that waits for the user to say what becomes of names that are taken. */
export interface WaitingExport {
  readonly request: ExportRequest;
  /** Where the user chose to put it. */
  readonly destination: string;
}

/** Exports that wait, under numbers: the window never sees a path. */
export interface ExportTickets {
  readonly issue: (waiting: WaitingExport) => number;
  /** Gives out what waits under a number, once; null when that is unknown, was taken already, or waited too long. */
  readonly take: (ticket: number) => WaitingExport | null;
}

/** Most that wait at one time; of more the oldest is forgotten. */
const mostWaiting = 16;
/** Milliseconds for which an answer is waited. */
const patience = 60 * 60 * 1000;

export function createExportTickets(now: () => number = () => performance.now()): ExportTickets {
  const waiting = new Map<number, WaitingExport & { readonly until: number }>();
  let last = 0;
  return {
    issue: (each) => {
      last += 1;
      waiting.set(last, { ...each, until: now() + patience });
      const [oldest] = waiting.keys();
      if (waiting.size > mostWaiting && oldest !== undefined) waiting.delete(oldest);
      return last;
    },
    take: (ticket) => {
      const found = waiting.get(ticket);
      waiting.delete(ticket);
      if (found === undefined || found.until < now()) return null;
      const { request, destination } = found;
      return { request, destination };
    },
  };
}
