import type { Image } from '../../shared/model/image.ts';
import { limitCodes } from '../../shared/model/problem.ts';
import type { ReadImage } from '../engine/session/image-reading.ts';
import { chooseImage } from './choose-image.ts';
import type { CommandCall } from './command.ts';
import { problemLines } from './problem-lines.ts';
import { withArchive } from './open-operand.ts';
import type { OpenedArchive } from './open-operand.ts';

/** The chosen image of an archive, its layers read. */
export interface ReadStack {
  readonly archive: OpenedArchive;
  readonly image: Image;
  readonly read: ReadImage;
}

/** Opens the archive of a call, chooses the image that its options name, and reads that. */
export async function withStack<Result>(
  call: CommandCall,
  use: (stack: ReadStack) => Promise<Result>,
): Promise<Result> {
  return withArchive(call, call.operands[0] ?? '', async (archive) => {
    const image = chooseImage(archive.source.archive.contents.images, call.options);
    const read = await archive.read(image.key);
    call.progress.clear();
    noteWhatIsMissing(call, archive, image, read);
    return use({ archive, image, read });
  });
}

/** What is listed or added up is less than there is where a layer could not be read whole. */
export function noteWhatIsMissing(
  { progress, errors }: CommandCall,
  { source }: OpenedArchive,
  image: Image,
  { facts }: ReadImage,
): void {
  const found = [...source.archive.contents.problems, ...facts.problems].filter(
    ({ code, severity, where }) =>
      (severity === 'error' || limitCodes.has(code)) &&
      (where.image === undefined || where.image === image.key),
  );
  for (const line of problemLines(found, [image], errors.style)) progress.note(line);
}
