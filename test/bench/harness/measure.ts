/** What one run of one way of doing a piece of work took. */
export interface Sample {
  readonly milliseconds: number;
  /** Most memory the process held at a time; null where the system does not tell. */
  readonly peakBytes: number | null;
  /** Whatever else was counted or timed inside, by name; the same names in every run. */
  readonly figures: Readonly<Record<string, number>>;
}

/** One way of doing the work that a table compares. */
export interface Contender {
  readonly name: string;
  /** Not timed: drops caches, for instance. */
  readonly prepare?: () => Promise<void>;
  readonly run: () => Promise<Sample>;
}

/** All runs of one contender. */
export interface Measured {
  readonly name: string;
  readonly runs: number;
  /** Median, least and most of the runs. */
  readonly milliseconds: number;
  readonly least: number;
  readonly most: number;
  /** Median of the runs' peaks. */
  readonly peakBytes: number | null;
  /** Medians by name. */
  readonly figures: Readonly<Record<string, number>>;
}

/**
 * Runs all contenders `runs` times, interleaved: a slow minute of the machine meets all of them and not one. The order
 * turns by one place each round, so that none always follows the same neighbour. With `warmUp` a first round is not
 * counted.
 */
export async function contend(
  contenders: readonly Contender[],
  runs: number,
  options: { readonly warmUp: boolean; readonly onRound?: (round: number) => void },
): Promise<readonly Measured[]> {
  const samples = contenders.map((): Sample[] => []);
  for (let round = options.warmUp ? -1 : 0; round < runs; round++) {
    options.onRound?.(round);
    for (let turn = 0; turn < contenders.length; turn++) {
      const place = (turn + Math.max(round, 0)) % contenders.length;
      const contender = contenders[place]!;
      await contender.prepare?.();
      const sample = await contender.run();
      if (round >= 0) samples[place]!.push(sample);
    }
  }
  return contenders.map(({ name }, place) => summary(name, samples[place]!));
}

export function summary(name: string, samples: readonly Sample[]): Measured {
  const times = samples.map(({ milliseconds }) => milliseconds);
  const peaks = samples.flatMap(({ peakBytes }) => (peakBytes === null ? [] : [peakBytes]));
  const figureNames = Object.keys(samples[0]?.figures ?? {});
  return {
    name,
    runs: samples.length,
    milliseconds: median(times),
    least: Math.min(...times),
    most: Math.max(...times),
    peakBytes: peaks.length === 0 ? null : median(peaks),
    figures: Object.fromEntries(
      figureNames.map((figure) => [
        figure,
        median(samples.map(({ figures }) => figures[figure] ?? Number.NaN)),
      ]),
    ),
  };
}

/** A figure that is a time in milliseconds as a line of its own, with the memory of the process it was taken in. */
export function figureLine(measured: Measured, figure: string, name: string): Measured {
  const milliseconds = measured.figures[figure] ?? Number.NaN;
  return { ...measured, name, milliseconds, least: Number.NaN, most: Number.NaN, figures: {} };
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle]!;
  return sorted.length === 0 ? Number.NaN : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
