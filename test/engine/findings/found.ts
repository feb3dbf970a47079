import type { Findings } from '../../../shared/model/findings.ts';
import { findingsOf } from '../../../electron/engine/session/findings.ts';
import type { KnownFindings } from '../../../electron/engine/session/findings.ts';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import type { TaskRunner } from '../../../electron/engine/worker/task-runner.ts';
import { imageOf } from '../../fixtures/image-value.ts';
import { unwatchedJob } from '../../fixtures/session.ts';

/** What is found in the layers of an image that has been read. */
export function found(
  read: ReadImage,
  tasks: TaskRunner = new InlineRunner(),
  signal?: AbortSignal,
): Promise<KnownFindings> {
  const documents = { manifest: null, config: null };
  return findingsOf(read, { image: imageOf('a'), documents }, tasks, (_, work) =>
    work(unwatchedJob(signal)),
  );
}

/** Secrets in short: `high private-key 0 deleted 2 etc/key:1`. */
export function linesOf({ secrets }: Findings): readonly string[] {
  return secrets.map(({ rule, confidence, place }) => {
    if (place.kind === 'config') return `${confidence} ${rule} ${place.key} ${place.name}`;
    if (place.kind === 'history') return `${confidence} ${rule} step ${place.step} ${place.layer}`;
    const { layer, state, hiddenIn, path, line } = place;
    return `${confidence} ${rule} ${layer} ${state} ${hiddenIn ?? '-'} ${path}:${line ?? '-'}`;
  });
}
