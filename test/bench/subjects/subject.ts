import type { Input } from '../input/input.ts';
import type { Report } from '../harness/report.ts';

/** What every subject is given. */
export interface Bench {
  readonly runs: number;
  /** A line about what is going on, for whoever waits. */
  readonly say: (text: string) => void;
  /** The measured image; made when it is first asked for. */
  readonly input: () => Promise<Input>;
}

export type Subject = (bench: Bench) => Promise<Report>;

/** Milliseconds that threads are given to start in what stands for an app that is open already. */
export const settled = '700';

/** Says which round is running. */
export function rounds(bench: Bench, title: string): (round: number) => void {
  return (round) =>
    bench.say(`${title}: ${round < 0 ? 'warm-up' : `round ${round + 1} of ${bench.runs}`}`);
}
