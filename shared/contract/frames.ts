import * as v from 'valibot';
import { failureCodes } from '../model/job.ts';
import type { Failure, FailureCode } from '../model/job.ts';

/** One end of a two-way, ordered channel that copies values by structured clone. */
export interface Port {
  readonly postMessage: (value: unknown) => void;
  /** Sets the one handler of what arrives; what arrived before is delivered then. */
  readonly onMessage: (handler: (value: unknown) => void) => void;
  /** Sets the one handler that runs once, when either end has closed or its process has gone. */
  readonly onClose: (handler: () => void) => void;
  readonly close: () => void;
}

const id = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const name = v.pipe(v.string(), v.maxLength(64));
const failure = v.object({
  code: v.picklist(failureCodes),
  values: v.record(v.string(), v.union([v.string(), v.number()])),
});

const clientFrameSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('request'), id, name, argument: v.unknown() }),
  v.strictObject({ kind: v.literal('cancel'), id }),
]);

const serverFrameSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('result'), id, value: v.unknown() }),
  v.strictObject({ kind: v.literal('error'), id, failure }),
  v.strictObject({ kind: v.literal('event'), name, payload: v.unknown() }),
]);

/** What a client sends: a request, or the wish to end one early. */
export type ClientFrame = v.InferOutput<typeof clientFrameSchema>;

/** What a server sends: how a request ended, or an event. */
export type ServerFrame = v.InferOutput<typeof serverFrameSchema>;

/** The frame that a client sent; null for anything else. */
export function parseClientFrame(value: unknown): ClientFrame | null {
  const parsed = v.safeParse(clientFrameSchema, value);
  return parsed.success ? parsed.output : null;
}

/** The frame that a server sent; null for anything else. */
export function parseServerFrame(value: unknown): ServerFrame | null {
  const parsed = v.safeParse(serverFrameSchema, value);
  return parsed.success ? parsed.output : null;
}

/** An operation that could not be done, as the caller sees it. The words come from `failure`. */
export class CallError extends Error {
  readonly failure: Failure;

  constructor(code: FailureCode, values: Failure['values'] = {}) {
    super(code);
    this.name = 'CallError';
    this.failure = { code, values };
  }
}

/**
 * What a thrown value says to a caller on the other side: its `failure`, when it carries one, as `CallError` and the
 * engine's errors do; `cancelled` for an `AbortError`; else `internal` without any detail.
 */
export function failureOf(thrown: unknown): Failure {
  if (typeof thrown !== 'object' || thrown === null) return internal;
  if ('failure' in thrown) {
    const parsed = v.safeParse(failure, thrown.failure);
    return parsed.success ? parsed.output : internal;
  }
  const aborted = 'name' in thrown && thrown.name === 'AbortError';
  return aborted ? { code: 'cancelled', values: {} } : internal;
}

const internal: Failure = { code: 'internal', values: {} };
