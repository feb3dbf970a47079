import { randomUUID } from 'node:crypto';
import type { Grant } from '../../shared/model/source.ts';
import { failureOf } from '../../shared/contract/frames.ts';
import type { EngineHost } from './engine-host.ts';

/** Tars and folders that the user chose to put on top of images. They are no sources: nothing is shown of them. */
export interface AllowedLayers {
  /** Lets the engine read a path, and answers the grant by which the window names it. */
  readonly allow: (path: string) => Promise<Grant>;
  /** Tells an engine that has just started what was allowed before. */
  readonly allowAgain: () => Promise<void>;
}

/** Most that are remembered; of more the oldest is forgotten. */
const mostAllowed = 100;

export function createAllowedLayers(call: EngineHost<never>['call']): AllowedLayers {
  const paths = new Map<Grant, string>();

  const tell = async (grant: Grant, path: string): Promise<void> => {
    await call('export.allow', { grant, path }).catch((error: unknown) => {
      // The next engine is told when it has started.
      if (failureOf(error).code !== 'engine-stopped') throw error;
    });
  };
  return {
    allow: async (path) => {
      const grant = randomUUID() as string as Grant;
      paths.set(grant, path);
      const [oldest] = paths.keys();
      if (paths.size > mostAllowed && oldest !== undefined) paths.delete(oldest);
      await tell(grant, path);
      return grant;
    },
    allowAgain: async () => {
      for (const [grant, path] of paths) await tell(grant, path);
    },
  };
}
