import { formatBytes } from '../../shared/format/bytes.ts';
import type { Texts } from '../../shared/i18n/t.ts';
import { goesIntoFolder } from '../../shared/model/export.ts';
import type { ExportLoss, ExportOutcome, ExportRequest } from '../../shared/model/export.ts';
import type { Notice } from '../store/notices.ts';

/** How many things a loss is about, and what it means for them. */
export function lossText({ kind, count }: ExportLoss, { t }: Texts): string {
  return t(`exportLoss.${kind}`, { count });
}

/** That something was written, and how much. */
export function doneNotice(
  request: ExportRequest,
  outcome: Extract<ExportOutcome, { kind: 'done' }>,
  texts: Texts,
): Omit<Notice, 'id'> {
  const { t, locale } = texts;
  const { name, bytes, files, losses } = outcome;
  const size = formatBytes(bytes, locale);
  // Of an image they would be its blobs.
  const counted = request.what === 'files' || request.what === 'layers';
  const amount = counted && files > 1 ? t('export.done.files', { count: files, size }) : size;
  return {
    tone: losses.length > 0 ? 'note' : 'ok',
    title: doneTitle(request, name, texts),
    text:
      losses.length > 0
        ? `${amount}. ${t('export.done.losses', { count: losses.length })}`
        : amount,
  };
}

function doneTitle(request: ExportRequest, name: string, { t }: Texts): string {
  if (request.what === 'edit' && request.format === null) {
    return t('export.done.kept', { name: name === '' ? t('image.untagged') : name });
  }
  return t(goesIntoFolder(request) ? 'export.done.into' : 'notice.saved', { name });
}
