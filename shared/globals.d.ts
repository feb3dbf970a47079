/**
 * The few globals beyond the language that every process of the program has, Chromium and Node alike. Each process is
 * compiled with its own full declarations; these are only for shared/, which knows neither DOM nor Node.
 */
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
