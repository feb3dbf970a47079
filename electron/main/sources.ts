import { failureOf } from '../../shared/contract/frames.ts';
import type { Grant } from '../../shared/model/source.ts';
import type { EngineHost } from './engine-host.ts';
import { createFileLook } from './file-look.ts';
import type { Grants } from './grants.ts';
import type { JsonFile } from './json-file.ts';
import type { Log } from './log.ts';
import type { Recent } from './recent.ts';
import type { Session } from './session.ts';

/** What the user has open: gives grants out and tells the engine. */
export interface Sources {
  /**
   * Opens absolute paths, in order, and answers their grants. A path that is open already and has not changed on the
   * disk since keeps its grant. Whether a source could be read is told by the engine, not here.
   */
  readonly open: (paths: readonly string[], options?: OpenOptions) => Promise<readonly Grant[]>;
  readonly close: (grant: Grant) => Promise<void>;
  /** Opens the path of a grant once more under the same grant. */
  readonly retry: (grant: Grant) => Promise<void>;
  /** Withdraws all grants without telling the engine: one has just started that knows of none. */
  readonly forget: () => void;
  /** Whether a drive that hangs keeps this process from ending by itself. */
  readonly isHeld: () => boolean;
}

export interface OpenOptions {
  /** Put it among what was opened lately; true unless told. */
  readonly remember?: boolean;
}

export interface SourcesOptions {
  readonly grants: Grants;
  readonly call: EngineHost<never>['call'];
  readonly recent: Recent;
  readonly session: JsonFile<Session>;
  readonly log: Log;
}

export function createSources({ grants, call, recent, session, log }: SourcesOptions): Sources {
  /** What a granted path looked like when it was opened; null when it was not there, or could not be looked at. */
  const looks = new Map<Grant, string | null>();
  const fileLook = createFileLook();

  const keepSession = (): void => {
    session.write({ paths: grants.all().map(({ path }) => path) }).catch((error: unknown) => {
      log.write('warning', 'session-not-kept', { error });
    });
  };

  async function close(grant: Grant): Promise<void> {
    if (grants.pathOf(grant) === null) return;
    grants.withdraw(grant);
    looks.delete(grant);
    keepSession();
    // Without an engine there is nothing to close in it.
    await call('source.close', { grant }).catch(ignoreStoppedEngine);
  }

  async function open(path: string, remember: boolean): Promise<Grant> {
    const look = await fileLook.of(path);
    const known = grants.grantOf(path);
    if (known !== null && look !== null && looks.get(known) === look) return known;
    const grant = grants.issue(path);
    looks.set(grant, look);
    if (known !== null) await close(known);
    if (remember && look !== null) {
      recent
        .add(path)
        .catch((error: unknown) => log.write('warning', 'recent-not-kept', { error }));
    }
    // An engine that is being started again opens all that is granted by itself.
    await call('source.open', { grant, path }).catch(ignoreStoppedEngine);
    return grant;
  }

  async function retry(grant: Grant): Promise<void> {
    const path = grants.pathOf(grant);
    if (path === null) return;
    looks.set(grant, await fileLook.of(path));
    await call('source.open', { grant, path }).catch(ignoreStoppedEngine);
  }

  return {
    open: async (paths, { remember = true } = {}) => {
      const opened: Grant[] = [];
      for (const path of paths) opened.push(await open(path, remember));
      if (opened.length > 0) keepSession();
      return opened;
    },
    close,
    isHeld: fileLook.isHeld,
    retry,
    forget: () => {
      for (const { grant } of grants.all()) grants.withdraw(grant);
      looks.clear();
      keepSession();
    },
  };
}

function ignoreStoppedEngine(error: unknown): void {
  if (failureOf(error).code !== 'engine-stopped') throw error;
}
