import { Braces, FileCode, FileText } from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import { formatBytes } from '../../shared/format/bytes.ts';
import { reportFormats } from '../../shared/model/comparison.ts';
import type { ReportFormat } from '../../shared/model/comparison.ts';
import { host } from '../engine/client.ts';
import { notify } from '../store/notices.ts';
import { useSettingsStore } from '../store/settings.ts';
import type { Action } from './action.ts';

const icons: Readonly<Record<ReportFormat, LucideIcon>> = {
  json: Braces,
  markdown: FileText,
  html: FileCode,
};

/** One action for each form in which the comparison shown can be kept. */
export const saveReports: readonly Action[] = reportFormats.map((format) => ({
  id: `comparison.save.${format}`,
  label: `action.comparison.save.${format}`,
  icon: icons[format],
  heardBy: 'window',
  when: ({ comparison }) => comparison !== null,
  run: async ({ comparison }) => {
    if (comparison !== null) tellSaved(await host.call('comparison.save', { comparison, format }));
  },
}));

/** One action for each form in which the review of the chosen image can be kept. */
export const saveReviews: readonly Action[] = reportFormats.map((format) => ({
  id: `review.save.${format}`,
  label: `action.review.save.${format}`,
  icon: icons[format],
  heardBy: 'window',
  when: ({ image, item }) => image !== null && item !== null,
  run: async ({ image, item }) => {
    if (image === null || item === null) return;
    const { grant } = item;
    tellSaved(await host.call('review.save', { grant, image: image.key, format }));
  },
}));

/** Says what was saved; nothing when the user thought better of it. */
function tellSaved(saved: { readonly name: string; readonly bytes: number } | null): void {
  if (saved === null) return;
  const { t, locale } = useSettingsStore.getState().texts;
  const title = t('notice.saved', { name: saved.name });
  notify({ tone: 'ok', title, text: formatBytes(saved.bytes, locale) });
}
