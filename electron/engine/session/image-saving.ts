import { basename } from 'node:path';
import type { ImageChoice } from '../../../shared/model/export.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { EngineError } from '../bytes/engine-error.ts';
import { repositoryFrom } from '../store/place-reference.ts';
import type { ChosenImages } from '../store/select-images.ts';
import type { Sources } from './sources.ts';

/** A file name to suggest for images, without an ending: what the first is called, or the source it lies in. */
export function nameToSave(
  sources: Pick<Sources, 'opened' | 'pathOf'>,
  images: readonly ImageChoice[],
): string {
  const [first] = images;
  if (first === undefined) throw new EngineError('image-unknown');
  const { grant, image: key } = first;
  const { contents } = sources.opened(grant).archive;
  const image = contents.images.find((each) => each.key === key);
  const [reference] = image?.references ?? [];
  return (reference ?? repositoryFrom(basename(sources.pathOf(grant)))).replaceAll(/[/:@]/g, '-');
}

/** Chosen images by the places they lie in. @throws EngineError `source-closed`, `image-unknown` */
export function chosenImages(
  sources: Pick<Sources, 'opened' | 'pathOf'>,
  images: readonly ImageChoice[],
): readonly ChosenImages[] {
  const keys = new Map<Grant, string[]>();
  for (const { grant, image } of images) {
    sources.opened(grant).image(image);
    keys.set(grant, [...(keys.get(grant) ?? []), image]);
  }
  return [...keys].map(([grant, chosen]): ChosenImages => {
    const path = sources.pathOf(grant);
    if (grant === libraryGrant)
      return { from: 'store', folder: path, targets: chosen, keys: chosen };
    const { archive } = sources.opened(grant);
    return {
      from: 'source',
      source: { path, archive },
      select: { kind: 'some', keys: chosen },
    };
  });
}
