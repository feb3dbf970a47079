import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { vi } from 'vitest';
import type { LimitName } from '../../../electron/engine/bytes/limits.ts';
import { limitCodes } from '../../../shared/model/problem.ts';
import type { Problem } from '../../../shared/model/problem.ts';
import type { SourceContents } from '../../../shared/model/source.ts';
import { packMembers, type Member } from '../../fixtures/outer.ts';
import { temporaryFolder } from '../../fixtures/session.ts';

/** What `load` imports, made anew under changed limits as a process would have it that starts with them. */
export async function under<Module>(
  changes: Partial<Record<LimitName, number>>,
  load: () => Promise<Module>,
): Promise<Module> {
  const text = Object.entries(changes).map(([name, value]) => `${name}=${value}`);
  vi.stubEnv('LAYERSCOPE_LIMITS', text.join(' '));
  vi.resetModules();
  try {
    return await load();
  } finally {
    vi.unstubAllEnvs();
    vi.resetModules();
  }
}

/** The functions that list and hash a layer, under changed limits. */
export function layersUnder(changes: Partial<Record<LimitName, number>>) {
  return under(changes, () => import('../layer/read-layer.ts'));
}

/** Opens an archive, or with `folder` a folder, of the members under changed limits. */
export async function openUnder(
  changes: Partial<Record<LimitName, number>>,
  members: readonly Member[],
): Promise<SourceContents> {
  const archive = path.join(temporaryFolder(), 'image.tar');
  writeFileSync(archive, await packMembers(members));
  return openFileUnder(changes, archive);
}

/** Opens what lies at a path under changed limits. */
export async function openFileUnder(
  changes: Partial<Record<LimitName, number>>,
  file: string,
): Promise<SourceContents> {
  const { openArchive } = await under(
    changes,
    () => import('../../../electron/engine/archive/open-archive.ts'),
  );
  return (await openArchive(file, { spoolDir: temporaryFolder() })).contents;
}

/** The limits that were met, as problems name them: `layers 5 error`. */
export function limitsIn(problems: readonly Problem[]): readonly string[] {
  return problems
    .filter(({ code }) => limitCodes.has(code))
    .map(({ values, severity }) => `${values['field']} ${values['limit']} ${severity}`);
}

/** What a failed operation says: its code, limit and number; `done` when it did not fail. */
export async function failureOf(work: () => unknown): Promise<string> {
  try {
    await work();
    return 'done';
  } catch (error) {
    const failure: unknown = Reflect.get(Object(error), 'failure');
    if (failure === undefined) throw error;
    const values = Object(Reflect.get(Object(failure), 'values'));
    return [Reflect.get(Object(failure), 'code'), values.field, values.limit].join(' ');
  }
}
