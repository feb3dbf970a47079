import type { Translate } from '../../shared/i18n/t.ts';
import type { ContentFormat } from '../../shared/model/content-format.ts';
import type { Preview } from '../../shared/model/view.ts';

/** What a file is by its bytes, in words. The path tells apart what only the name does: wheels are zip archives. */
export function formatText(
  { kind, mediaType, format }: Pick<Preview, 'kind' | 'mediaType' | 'format'>,
  path: string,
  t: Translate,
): string {
  if (kind === 'picture') return mediaType;
  if (format === null || (kind === 'text' && format.kind === 'media')) {
    return t(kind === 'text' ? 'format.text' : 'format.unknown');
  }
  return wordsOf(format, path, t);
}

/** The same where there is little room; null where all there is to say is that it is not recognised. */
export function formatName(
  preview: Pick<Preview, 'kind' | 'mediaType' | 'format'>,
  path: string,
  t: Translate,
): string | null {
  return preview.kind === 'binary' && preview.format === null ? null : formatText(preview, path, t);
}

function wordsOf(format: ContentFormat, path: string, t: Translate): string {
  switch (format.kind) {
    case 'elf':
      return t(format.order === 'little' ? 'format.elf' : 'format.elf.big', {
        bits: format.bits,
        machine: format.machine,
        object: t(`format.elf.${format.object}`),
      });
    case 'python-bytecode':
      return format.version === null
        ? t('format.python-bytecode')
        : t('format.python-bytecode.version', { version: format.version });
    case 'named':
      return format.name === 'zip' && path.endsWith('.whl')
        ? t('format.wheel')
        : t(`format.${format.name}`);
    case 'media':
      return format.mediaType;
  }
}
