import { CallError } from '../../shared/contract/frames.ts';
import { outputError } from '../engine/export/write-beside.ts';

/** Why a file could not be written, in a code that the window has words for: `disk-full`, `not-writable` and the like. */
export function writeFailure(error: unknown, name: string): CallError {
  const { code, values } = outputError(error, name).failure;
  return new CallError(code, values);
}
