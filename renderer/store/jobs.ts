import { create } from 'zustand';
import type { Job } from '../../shared/model/job.ts';

/** A job with its speed when it was last heard of; null while that says no more than chance. */
export interface RunningJob extends Job {
  readonly bytesPerSecond: number | null;
}

interface JobsState {
  /** What is running, oldest first. */
  readonly jobs: readonly RunningJob[];
  readonly setJobs: (jobs: readonly Job[]) => void;
  readonly putJob: (job: Job) => void;
  readonly removeJob: (id: number) => void;
}

export const useJobsStore = create<JobsState>()((set) => ({
  jobs: [],
  setJobs: (jobs) => set({ jobs: jobs.map((job) => withRate(job, Date.now())) }),
  putJob: (job) => {
    const running = withRate(job, Date.now());
    set(({ jobs }) => ({
      jobs: jobs.some(({ id }) => id === job.id)
        ? jobs.map((other) => (other.id === job.id ? running : other))
        : [...jobs, running],
    }));
  },
  removeJob: (id) => set(({ jobs }) => ({ jobs: jobs.filter((job) => job.id !== id) })),
}));

/** Share done from 0 to 1, or null while it cannot be told. */
export function jobShare(job: Job): number | null {
  return job.total === null || job.total === 0 ? null : Math.min(1, job.done / job.total);
}

/** Seconds that a job will go on for at its speed; null while that cannot be told. */
export function secondsLeft({ total, done, bytesPerSecond }: RunningJob): number | null {
  if (total === null || bytesPerSecond === null || bytesPerSecond === 0) return null;
  return Math.max(0, total - done) / bytesPerSecond;
}

/** Milliseconds before a rate says more than chance. */
const settling = 300;

/** A job with its mean speed from its beginning to `now`. */
export function withRate(job: Job, now: number): RunningJob {
  const elapsed = now - job.started;
  const known = elapsed >= settling && job.done > 0;
  return { ...job, bytesPerSecond: known ? (job.done * 1000) / elapsed : null };
}
