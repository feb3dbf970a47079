import { shortDigest } from '../../shared/model/digest.ts';
import type { NamedImage } from '../../shared/model/image-stack.ts';
import { familiarName } from '../engine/image/reference.ts';
import { oneLine } from './text.ts';

/** What stands for an image in JSON: its ID; of one without a config its first name, or a made-up key. */
export function imageWord({
  id,
  references,
  key,
}: Pick<NamedImage, 'id' | 'references' | 'key'>): string {
  return id ?? references[0] ?? key;
}

/** The names of an image for people, or the beginning of its ID. */
export function imageTitle({ id, references }: Pick<NamedImage, 'id' | 'references'>): string {
  if (references.length > 0)
    return references.map((each) => oneLine(familiarName(each))).join('  ');
  return id === null ? '(no name)' : `(no name) ${shortDigest(id)}`;
}
