import { EngineError } from '../bytes/engine-error.ts';
import { findingsOf, revealSecret } from '../session/findings.ts';
import type { KnownFindings } from '../session/findings.ts';
import type { EngineParts, MethodsOf } from './engine-parts.ts';

/** Likely secrets, permissions and left-overs of images that have been read. */
export function findingsMethods({ sources, jobs, tasks }: EngineParts): MethodsOf<'findings'> {
  async function known(
    grant: Parameters<typeof sources.known>[0],
    key: string,
    signal: AbortSignal,
  ): Promise<KnownFindings> {
    const read = await sources.known(grant, key);
    const source = sources.opened(grant);
    const image = source.archive.contents.images.find((each) => each.key === key);
    if (image === undefined) throw new EngineError('image-unknown', { image: key });
    const { documents } = source.image(key);
    return findingsOf(read, { image, documents }, tasks, jobs.about(grant, key), signal);
  }
  return {
    'findings.read': async ({ grant, image }, signal) =>
      (await known(grant, image, signal)).findings,
    'findings.reveal': async ({ grant, image, secret }, signal) => {
      const { secrets } = await known(grant, image, signal);
      const read = await sources.known(grant, image);
      return revealSecret(read, secrets, secret, tasks, signal);
    },
  };
}
