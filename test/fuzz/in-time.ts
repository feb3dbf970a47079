let longest = Number.POSITIVE_INFINITY;

/** A machine that is busy may let a thread wait for so many times as long as it works. */
const patience = 5;

/** From now on what takes more milliseconds is a finding. Not for tests, which a busy machine must not fail. */
export function limitTime(milliseconds: number): void {
  longest = milliseconds;
}

export interface Started {
  readonly time: number;
  readonly work: NodeJS.CpuUsage;
}

export function startTime(): Started {
  return { time: performance.now(), work: process.cpuUsage() };
}

/** @throws Error when something that began then has worked too long, or waited some times as long */
export function requireInTime(what: string, { time, work }: Started): void {
  const milliseconds = performance.now() - time;
  const { user, system } = process.cpuUsage(work);
  // What the other threads of the process did meanwhile is in it.
  const worked = Math.min(milliseconds, (user + system) / 1000);
  if (worked > longest || milliseconds > longest * patience) {
    throw new Error(`${what} took ${Math.round(milliseconds)} ms, ${Math.round(worked)} of work`);
  }
}
