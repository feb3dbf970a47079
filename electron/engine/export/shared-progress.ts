import type { SaveOptions } from './save-images.ts';

/** Adds up what pieces of work that run at once say of themselves. */
export class SharedProgress {
  readonly #total: number;
  readonly #report: SaveOptions['progress'];
  readonly #parts: number[] = [];
  #sum = 0;

  constructor(total: number, report: SaveOptions['progress']) {
    this.#total = total;
    this.#report = report;
  }

  /** Takes what part `place` says it has done. */
  part(place: number): (done: number) => void {
    return (done) => {
      this.#sum += done - (this.#parts[place] ?? 0);
      this.#parts[place] = done;
      this.#report?.(this.#sum, this.#total);
    };
  }
}
