import { visibleLine } from '../format/visible.ts';
import type { Translate } from '../i18n/t.ts';
import type { ComparedImage } from '../model/comparison.ts';
import { shortDigest } from '../model/digest.ts';

/** What an image is called: its first name, or the file it is in, or the beginning of its ID. One visible line. */
export function imageTitle(
  { references, source, id }: Pick<ComparedImage, 'references' | 'source' | 'id'>,
  t: Translate,
): string {
  const [reference] = references;
  if (reference !== undefined) return visibleLine(reference);
  if (source !== '') return visibleLine(source);
  return id === null ? t('image.untagged') : shortDigest(id);
}

/** Which part of the image is compared; empty for all of it. */
export function pointText({ point, imageLayers }: ComparedImage, t: Translate): string {
  const layer = String(point.layer);
  if (point.layer < 0) return imageLayers === 0 ? '' : t('report.point.empty');
  if (point.alone) return t('report.point.alone', { layer });
  return point.layer < imageLayers - 1 ? t('report.point.after', { layer }) : '';
}
