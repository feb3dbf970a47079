/** Pieces of bytes between a producer that runs by itself and one consumer that takes them when it likes. */
export class PieceQueue {
  /** Whether the consumer has gone: pieces are dropped. */
  isAbandoned = false;
  readonly #pieces: Uint8Array[] = [];
  #isEnded = false;
  #wakeConsumer: (() => void) | null = null;
  #wakeProducer: (() => void) | null = null;

  /** Adds a copy of the bytes. */
  put(bytes: Uint8Array): void {
    if (this.isAbandoned) return;
    this.#pieces.push(new Uint8Array(bytes));
    this.#wakeConsumer?.();
    this.#wakeConsumer = null;
  }

  /** Says that no more pieces come. */
  end(): void {
    this.#isEnded = true;
    this.#wakeConsumer?.();
    this.#wakeConsumer = null;
  }

  /** For the producer: resolves when the consumer has taken everything; undefined when there is nothing to wait for. */
  whenEmpty(): Promise<void> | undefined {
    if (this.#pieces.length === 0 || this.isAbandoned) return undefined;
    return new Promise((resolve) => {
      this.#wakeProducer = resolve;
    });
  }

  /** The next piece; null after the last. */
  async take(): Promise<Uint8Array | null> {
    while (this.#pieces.length === 0 && !this.#isEnded) {
      this.#letProducerGo();
      await new Promise<void>((resolve) => {
        this.#wakeConsumer = resolve;
      });
    }
    return this.#pieces.shift() ?? null;
  }

  /** Says that no more pieces will be taken. */
  abandon(): void {
    this.isAbandoned = true;
    this.#pieces.length = 0;
    this.#letProducerGo();
  }

  #letProducerGo(): void {
    this.#wakeProducer?.();
    this.#wakeProducer = null;
  }
}
