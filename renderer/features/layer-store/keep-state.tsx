import { Archive, Check } from 'lucide-react';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { runAction } from '../../actions/run.ts';
import { actionShortcut } from '../../actions/spec.ts';
import { useText } from '../../i18n/use-text.ts';
import { useJobsStore } from '../../store/jobs.ts';
import { useLayerStore } from '../../store/layer-store.ts';
import { findSource, useLibraryStore } from '../../store/library.ts';
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
  const { t } = useText();
  const library = useLayerStore((state) => state.library);
  const kept = useLibraryStore((state) => findSource(state.sources, libraryGrant));
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
    <Tooltip text={t('action.library.keep')} shortcut={actionShortcut('library.keep')}>
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
