import type { ChangeKind, ChangeReason } from '../../shared/model/change.ts';
import type { EntryType, Owner } from '../../shared/model/entry.ts';
import type { Image } from '../../shared/model/image.ts';
import type { LayerAvailability } from '../../shared/model/layer.ts';
import type { Failure } from '../../shared/model/job.ts';
import type { TextKey, Translate } from '../../shared/i18n/t.ts';
import { isTextKey } from '../../shared/i18n/t.ts';
import { shortDigest } from '../../shared/model/digest.ts';

export const changeWords: Readonly<Record<ChangeKind, TextKey>> = {
  unchanged: 'change.unchanged',
  added: 'change.added',
  modified: 'change.modified',
  removed: 'change.removed',
  moved: 'change.moved',
};

export const reasonWords: Readonly<Record<ChangeReason, TextKey>> = {
  content: 'reason.content',
  type: 'reason.type',
  mode: 'reason.mode',
  owner: 'reason.owner',
  mtime: 'reason.mtime',
  link: 'reason.link',
  xattr: 'reason.xattr',
};

export const typeWords: Readonly<Record<EntryType, TextKey>> = {
  file: 'entryType.file',
  directory: 'entryType.directory',
  symlink: 'entryType.symlink',
  character: 'entryType.character',
  block: 'entryType.block',
  fifo: 'entryType.fifo',
};

export const availabilityWords: Readonly<Record<LayerAvailability, TextKey>> = {
  available: 'availability.available',
  missing: 'availability.missing',
  foreign: 'availability.foreign',
  encrypted: 'availability.encrypted',
  unsupported: 'availability.unsupported',
  'not-a-layer': 'availability.not-a-layer',
};

/** What went wrong, in plain words. */
export function failureText(failure: Failure, t: Translate): string {
  const key = `failure.${failure.code}`;
  return isTextKey(key) ? t(key, failure.values) : failure.code;
}

/** The first reference of an image without the registry that goes without saying, or the word for an untagged one. */
export function imageName(
  image: Pick<Image, 'references' | 'id' | 'manifestDigest'>,
  t: Translate,
): string {
  const [reference] = image.references;
  return reference === undefined ? t('image.untagged') : shortReference(reference);
}

/** `alpine:3.20` for `docker.io/library/alpine:3.20`; other references as they are. */
export function shortReference(reference: string): string {
  return reference.replace(/^docker\.io\/(?:library\/)?/, '');
}

/** Twelve characters that name an image: of its ID, or of its manifest where it has none. Empty without either. */
export function shortImageId(image: Pick<Image, 'id' | 'manifestDigest'>): string {
  const digest = image.id ?? image.manifestDigest;
  return digest === null ? '' : shortDigest(digest);
}

/** `root:root`, with numbers where the tar gives no names. */
export function ownerText(owner: Owner): string {
  return `${owner.userName === '' ? owner.uid : owner.userName}:${owner.groupName === '' ? owner.gid : owner.groupName}`;
}
