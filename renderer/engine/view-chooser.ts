import type { Row, ViewChoice } from '../../shared/model/view.ts';
import type { ViewSnapshot } from './view-snapshot.ts';

/** What choosing needs of the view it is done in. */
export interface ChooserView {
  readonly snapshot: () => ViewSnapshot;
  /** The row at an index; null while it is on its way. */
  readonly row: (index: number) => Row | null;
  /** The same, fetched when it is not here. */
  readonly load: (index: number) => Promise<Row | null>;
  /** Puts the cursor on a row and brings it into sight, at once. */
  readonly place: (index: number) => void;
  /** Changes what the engine holds chosen; done when that is shown. */
  readonly choose: (choice: ViewChoice) => Promise<void>;
  /** Nothing is to be shown as chosen any more, whatever is still on its way. */
  readonly forget: () => void;
}

/** One step of choosing that waits for those before it. */
interface Step {
  /** A range that a newer one from the same place makes needless. */
  readonly isRange: boolean;
  readonly choice: () => Promise<ViewChoice | null>;
}

/**
 * Chooses several lines of a view. As long as nothing is chosen the cursor says what is meant; the engine holds what is
 * chosen beyond that. The cursor moves at once; choices follow one after another, and of ranges that wait the last alone.
 */
export class ViewChooser {
  readonly #view: ChooserView;
  /** The path from which ranges go; null for the one that the cursor is on. */
  #anchor: number | null = null;
  #waiting: Step[] = [];
  #working = false;

  constructor(view: ChooserView) {
    this.#view = view;
  }

  /** Lets go of what is chosen. */
  clear(): void {
    this.#anchor = null;
    this.#waiting = [];
    if (this.#view.snapshot().chosen === 0 && !this.#working) return;
    this.#view.forget();
    this.#add({ how: 'none' });
  }

  /** Every line. */
  all(): void {
    this.#add({ how: 'all' });
  }

  /** Chooses one line more, or less, and puts the cursor there. */
  toggle(index: number): void {
    const { cursor, chosen } = this.#view.snapshot();
    // The only one that is meant stays it.
    if (chosen === 0 && index === cursor && !this.#working) return;
    this.#keepCursor();
    this.#view.place(index);
    this.#enqueue(index, false, (node) => {
      this.#anchor = node;
      return { how: 'toggle', node };
    });
  }

  /** Chooses all lines from where the last choice began; with `add` what was chosen before stays. */
  extend(index: number, add: boolean): void {
    this.#anchor ??= this.#cursorNode();
    this.#view.place(index);
    this.#enqueue(index, true, (to) => {
      this.#anchor ??= to;
      return { how: 'range', from: this.#anchor, to, add };
    });
  }

  /** Moves the cursor and leaves what is chosen. */
  step(index: number): void {
    this.#keepCursor();
    this.#view.place(index);
  }

  /** What the cursor alone stood for is chosen like any other. */
  #keepCursor(): void {
    const node = this.#cursorNode();
    if (this.#view.snapshot().chosen > 0 || this.#working || node === null) return;
    this.#anchor = node;
    this.#add({ how: 'range', from: node, to: node, add: false });
  }

  #cursorNode(): number | null {
    return this.#view.row(this.#view.snapshot().cursor)?.node ?? null;
  }

  #add(choice: ViewChoice): void {
    this.#push({ isRange: false, choice: () => Promise.resolve(choice) });
  }

  #enqueue(index: number, isRange: boolean, choice: (node: number) => ViewChoice): void {
    // Rows may be others once the choices before have been made: the path that was pointed at counts.
    const known = this.#view.row(index);
    this.#push({
      isRange,
      choice: async () => {
        const row = known ?? (await this.#view.load(index));
        return row === null ? null : choice(row.node);
      },
    });
  }

  #push(step: Step): void {
    if (step.isRange && this.#waiting.at(-1)?.isRange === true) this.#waiting.pop();
    this.#waiting.push(step);
    if (!this.#working) void this.#work();
  }

  async #work(): Promise<void> {
    this.#working = true;
    for (let step = this.#waiting.shift(); step !== undefined; step = this.#waiting.shift()) {
      const choice = await step.choice();
      if (choice !== null) await this.#view.choose(choice);
    }
    this.#working = false;
  }
}
