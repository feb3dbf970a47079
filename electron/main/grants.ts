import { randomUUID } from 'node:crypto';
import type { Grant } from '../../shared/model/source.ts';

/** The paths that the user has opened, under the opaque names by which the window and the engine speak of them. */
export interface Grants {
  /** A new grant for `path`. */
  readonly issue: (path: string) => Grant;
  /** Null for a grant that was never issued or has been withdrawn. */
  readonly pathOf: (grant: Grant) => string | null;
  readonly grantOf: (path: string) => Grant | null;
  readonly withdraw: (grant: Grant) => void;
  /** In the order of issue. */
  readonly all: () => readonly IssuedGrant[];
}

export interface IssuedGrant {
  readonly grant: Grant;
  readonly path: string;
}

export function createGrants(): Grants {
  const paths = new Map<Grant, string>();
  return {
    issue: (path) => {
      const grant = randomGrant();
      paths.set(grant, path);
      return grant;
    },
    pathOf: (grant) => paths.get(grant) ?? null,
    grantOf: (path) => {
      for (const [grant, granted] of paths) if (granted === path) return grant;
      return null;
    },
    withdraw: (grant) => void paths.delete(grant),
    all: () => [...paths].map(([grant, path]) => ({ grant, path })),
  };
}

function randomGrant(): Grant {
  // The one place where text becomes a grant on its own authority.
  return randomUUID() as Grant;
}
