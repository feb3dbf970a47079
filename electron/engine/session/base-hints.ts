import type { BaseHint } from '../../../shared/model/base-hint.ts';
import { findOsRelease, osReleaseBytes, osReleaseHint } from '../lineage/os-release.ts';
import { Priority } from '../worker/task-runner.ts';
import type { TaskRunner } from '../worker/task-runner.ts';
import type { ReadImage } from './image-reading.ts';
import { fileAt } from './session.ts';

/** What an image's own files tell of its base; nothing where they cannot be read. */
export async function readBaseHints(
  image: ReadImage,
  tasks: TaskRunner,
): Promise<readonly BaseHint[]> {
  const found = findOsRelease(image.tree);
  if (found === null) return [];
  try {
    const preview = await tasks.run(
      'file.preview',
      { ...fileAt(image, found.layer, found.node), limit: osReleaseBytes },
      { priority: Priority.interactive },
    );
    return osReleaseHint(Buffer.from(preview.bytes).toString('utf8'), found.layer);
  } catch {
    return [];
  }
}
