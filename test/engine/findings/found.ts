import type { Findings } from '../../../shared/model/findings.ts';
import { findingsOf } from '../../../electron/engine/session/findings.ts';
import type { KnownFindings } from '../../../electron/engine/session/findings.ts';
import type { ReadImage } from '../../../electron/engine/session/image-reading.ts';
import { InlineRunner } from '../../../electron/engine/worker/inline-runner.ts';
import type { TaskRunner } from '../../../electron/engine/worker/task-runner.ts';
import type { Image } from '../../../shared/model/image.ts';
import { unwatchedJob } from '../../fixtures/session.ts';

/** An image of which nothing is known but its layers. */
const bare: Image = {
  key: 'a',
  id: null,
  manifestDigest: null,
  references: [],
  platform: { os: 'linux', architecture: 'amd64', variant: '', osVersion: '' },
  created: null,
  layers: [],
  history: [],
  attachments: [],
  complete: true,
};

/** What is found in the layers of an image that has been read. */
export function found(
  read: ReadImage,
  tasks: TaskRunner = new InlineRunner(),
  signal?: AbortSignal,
): Promise<KnownFindings> {
  const documents = { manifest: null, config: null };
  return findingsOf(read, { image: bare, documents }, tasks, (work) => work(unwatchedJob(signal)));
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
