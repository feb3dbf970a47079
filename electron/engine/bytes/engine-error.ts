import type { Failure, FailureCode } from '../../../shared/model/job.ts';

/**
 * An operation that could not be done. Problems of the data are values (`Problem`); this is thrown only where there
 * is nothing to show beside the failure. `failure` is what the user is told; the message is for logs.
 */
export class EngineError extends Error {
  readonly failure: Failure;

  constructor(
    code: FailureCode,
    values: Readonly<Record<string, string | number>> = {},
    options?: ErrorOptions,
  ) {
    super(`${code} ${JSON.stringify(values)}`, options);
    this.name = 'EngineError';
    this.failure = { code, values };
  }
}

/** Whether something ended because it was given up. */
export function isCancelled(error: unknown): boolean {
  return error instanceof EngineError && error.failure.code === 'cancelled';
}

/** Turns an error of the file system into an `EngineError` that names the file by its last part only. */
export function fileError(error: unknown, name: string): EngineError {
  if (error instanceof EngineError) return error;
  return new EngineError(failureCodeOf(systemCodeOf(error)), { name }, { cause: error });
}

/** The code of an error of the system; empty for any other. */
export function systemCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : '';
}

function failureCodeOf(systemCode: string): FailureCode {
  switch (systemCode) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'not-found';
    case 'EACCES':
    case 'EPERM':
      return 'permission-denied';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'disk-full';
    case 'EROFS':
      return 'not-writable';
    default:
      return 'not-readable';
  }
}
