import type { EditContext } from './edit-request.ts';

/** Counts over pieces of work that come to light one after another. */
export class EditProgress {
  readonly #report: EditContext['progress'];
  #total = 0;

  constructor(report: EditContext['progress']) {
    this.#report = report;
  }

  /** Begins a piece of that many bytes. Answers what is to be told how many of them are done. */
  begin(bytes: number): (done: number) => void {
    const before = this.#total;
    this.#total += bytes;
    return (done) => this.#report?.(before + Math.min(done, bytes), this.#total);
  }
}
