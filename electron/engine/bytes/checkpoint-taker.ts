import { aheadBytes, followingBytes, windowBytes, type Checkpoint } from './checkpoint.ts';
import { bufferSizes } from './limits.ts';
import type { OutputBlock } from './output-block.ts';

/** Takes checkpoints while a gzip stream is decoded from its beginning into `output`. */
export class CheckpointTaker {
  readonly #output: OutputBlock;
  readonly #tell: (checkpoint: Checkpoint) => void;
  #next: number = bufferSizes.checkpointSpan;
  #memberStart = 0;
  /** A place whose following bytes are not decoded yet. */
  #waiting: Place | null = null;
  /** A place that only lacks the rest of `followingBytes`. */
  #ready: Checkpoint | null = null;

  constructor(output: OutputBlock, tell: (checkpoint: Checkpoint) => void) {
    this.#output = output;
    this.#tell = tell;
  }

  /** Whether the decoder should stop where the next block begins. */
  get isDue(): boolean {
    return this.#waiting === null && this.#ready === null && this.#output.total >= this.#next;
  }

  /** Whether a place waits for what comes next, which must not have left the output before `look` is called. */
  get isWaiting(): boolean {
    return this.#waiting !== null;
  }

  /** A member's header begins at `position`. */
  memberAt(position: number): void {
    this.#waiting = null;
    this.#ready = null;
    this.#memberStart = this.#output.total;
    if (this.isDue) this.#give({ position, unpacked: this.#memberStart, surroundings: null });
  }

  /** A block begins within the byte before `position`, or there; or the data of the member has ended. */
  blockAt(position: number): void {
    const unpacked = this.#output.total;
    const length = Math.min(windowBytes, unpacked - this.#memberStart);
    this.#waiting = { position, unpacked, window: this.#output.recent(length) };
  }

  /**
   * Gives a place out once enough is decoded; or gives it up when that is so uniform that other bits may well give the
   * same. One that the member ends soon after needs no checkpoint.
   */
  look(): void {
    if (this.#waiting !== null) {
      const { position, unpacked, window } = this.#waiting;
      const decoded = this.#output.total - unpacked;
      if (decoded < aheadBytes) return;
      const ahead = this.#output.recent(decoded).slice(0, aheadBytes);
      this.#waiting = null;
      if (new Set(ahead).size < tellingValues) return;
      this.#ready = { position, unpacked, surroundings: { window, ahead } };
    }
    if (this.#ready === null) return;
    if (this.#output.total - this.#ready.unpacked >= followingBytes) this.#give(this.#ready);
  }

  #give(checkpoint: Checkpoint): void {
    this.#ready = null;
    this.#next = checkpoint.unpacked + bufferSizes.checkpointSpan;
    this.#tell(checkpoint);
  }
}

interface Place {
  readonly position: number;
  readonly unpacked: number;
  readonly window: Uint8Array;
}

/** Different bytes that must follow a place. */
const tellingValues = 12;
