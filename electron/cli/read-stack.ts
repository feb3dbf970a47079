import type { Image } from '../../shared/model/image.ts';
import type { ReadImage } from '../engine/session/image-reading.ts';
import { chooseImage } from './choose-image.ts';
import type { CommandCall } from './command.ts';
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
    return use({ archive, image, read });
  });
}
