import { Archive, Check } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { LibraryState } from '../../../shared/model/library.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useText } from '../../i18n/use-text.ts';
import { useJobsStore } from '../../store/jobs.ts';
import { newLayers, useLibraryStore } from '../../store/library.ts';
import { findSource, useSourcesStore } from '../../store/sources.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';

export interface KeepStateProps {
  readonly source: SourceState;
  readonly image: Image;
}

/** Keeps the image shown in the library, or says that it is there and leads to it. */
export function KeepState({ source, image }: KeepStateProps) {
  const texts = useText();
  const { t } = texts;
  const library = useLibraryStore((state) => state.library);
  const kept = useSourcesStore((state) => findSource(state.sources, libraryGrant));
  const select = useSelectionStore((state) => state.select);
  const loading = useJobsStore((state) =>
    state.jobs.some(({ kind, grant }) => kind === 'load' && grant === source.grant),
  );
  if (source.role === 'library') return <Badge tone="accent">{t('library.kept.title')}</Badge>;
  const same = library?.images.find((each) => image.id !== null && each.image.id === image.id);
  if (same !== undefined && kept !== null) {
    return (
      <Tooltip text={t('library.keptHere.text')}>
        <Button
          size="s"
          variant="ghost"
          icon={<Check />}
          onClick={() => select({ grant: libraryGrant, key: same.image.key }, kept.name)}
        >
          {t('library.keptHere')}
        </Button>
      </Tooltip>
    );
  }
  return (
    <Tooltip text={costText(image, library, texts)} shortcut={actionShortcut('library.keep')}>
      <Button
        size="s"
        icon={<Archive />}
        disabled={loading}
        onClick={() => runAction('library.keep')}
      >
        {t(loading ? 'library.keeping' : 'library.keep')}
      </Button>
    </Tooltip>
  );
}

/** What the library would take more with this image: layers that it has are not stored again. */
function costText(image: Image, library: LibraryState | null, { t, locale }: Texts): string {
  if (library === null) return t('action.library.keep');
  const layers = newLayers(image, library);
  const bytes = layers.reduce((sum, { storedBytes }) => sum + (storedBytes ?? 0), 0);
  return layers.length === 0
    ? t('library.keep.free')
    : t('library.keep.cost', { count: layers.length, size: formatBytes(bytes, locale) });
}
