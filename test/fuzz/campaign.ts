import { Worker } from 'node:worker_threads';
import type { FuzzReply } from './protocol.ts';

export interface CampaignOptions {
  /** The built or bundled worker. */
  readonly script: URL;
  readonly threads: number;
  /** Numbers of the inputs, from `first` on. */
  readonly first: number;
  readonly count: number;
  /** Real archives whose bytes are changed. */
  readonly seeds: readonly Uint8Array[];
  /** Where inputs are written for a moment. */
  readonly folder: string;
  readonly onProgress?: (done: number) => void;
}

export interface Finding {
  readonly number: number;
  readonly fault: string;
}

export interface CampaignResult {
  readonly inputs: number;
  readonly bytes: number;
  readonly findings: readonly Finding[];
  /** Most bytes of array buffers that a thread held after an input. */
  readonly peakMemory: number;
}

/** Longer than the two seconds that an input may take: the machine may be busy. Two examinations, each. */
const hangMilliseconds = 20_000;
const heapMegabytes = 512;

/** Examines inputs on threads with bounded heaps; a thread that hangs or dies is a finding, and replaced. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const findings: Finding[] = [];
  let next = options.first;
  let done = 0;
  let bytes = 0;
  let peakMemory = 0;
  const end = options.first + options.count;

  async function work(): Promise<void> {
    while (next < end) {
      await oneThread((number, fault) => findings.push({ number, fault }));
    }
  }

  /** Ends when there are no more inputs, or with the thread. */
  function oneThread(report: (number: number, fault: string) => void): Promise<void> {
    const { script, seeds, folder } = options;
    const worker = new Worker(script, {
      workerData: { seeds, folder },
      resourceLimits: { maxOldGenerationSizeMb: heapMegabytes },
    });
    return new Promise((resolve) => {
      let current = -1;
      let watch: NodeJS.Timeout | undefined;
      const stop = (fault: string | null): void => {
        clearTimeout(watch);
        if (fault !== null && current !== -1) report(current, fault);
        worker.removeAllListeners();
        void worker.terminate().then(() => resolve());
      };
      const goOn = (): void => {
        clearTimeout(watch);
        if (next >= end) return stop(null);
        current = next++;
        watch = setTimeout(() => stop('it hangs'), hangMilliseconds);
        worker.postMessage(current);
      };
      worker.on('message', (reply: FuzzReply) => {
        if (reply.kind === 'begun') return;
        done++;
        bytes += reply.bytes;
        peakMemory = Math.max(peakMemory, reply.memory);
        if (reply.fault !== null) report(reply.number, reply.fault);
        options.onProgress?.(done);
        goOn();
      });
      worker.on('error', (error) => stop(error.stack ?? error.message));
      worker.on('exit', (code) => stop(`the thread ended with ${code}`));
      goOn();
    });
  }

  await Promise.all(Array.from({ length: options.threads }, work));
  return {
    inputs: done,
    bytes,
    findings: findings.toSorted((one, other) => one.number - other.number),
    peakMemory,
  };
}
