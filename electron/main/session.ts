import * as v from 'valibot';
import { jsonFile } from './json-file.ts';
import type { JsonFile } from './json-file.ts';

const sessionSchema = v.object({ paths: v.array(v.pipe(v.string(), v.minLength(1))) });

/** What was open when the program last wrote it down, which it does at every change. */
export type Session = v.InferOutput<typeof sessionSchema>;

export function sessionFile(file: string): JsonFile<Session> {
  return jsonFile(file, sessionSchema, { paths: [] });
}

/**
 * What to open at the start: what the command line names, else what was open, if the user wants that, else nothing.
 */
export function pathsAtStart(
  named: readonly string[],
  session: Session,
  reopen: boolean,
): readonly string[] {
  if (named.length > 0) return named;
  return reopen ? session.paths : [];
}
