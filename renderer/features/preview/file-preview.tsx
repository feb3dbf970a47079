import { RotateCw } from 'lucide-react';
import { useState } from 'react';
import { maxPreviewBytes } from '../../../shared/contract/engine.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { FileContent } from './file-content.tsx';

export interface FilePreviewProps {
  readonly grant: Grant;
  readonly image: string;
  readonly layer: number;
  readonly node: number;
  readonly path: string;
}

/** Enough to read, and quick to fetch and to colour. */
const firstBytes = 1_000_000;

/** The beginning of a file as it stands after `layer`. */
export function FilePreview({ grant, image, layer, node, path }: FilePreviewProps) {
  const { t } = useText();
  const [limit, setLimit] = useState(firstBytes);
  const [stopped, setStopped] = useState(false);
  const [again, setAgain] = useState(0);
  const call = useEngineCall(
    'entry.preview',
    stopped ? null : { grant, image, layer, node, limit },
    again,
  );

  if (call.status === 'idle' || call.status === 'failed') {
    return (
      <EmptyState
        tone={call.status === 'failed' ? 'error' : 'neutral'}
        title={call.status === 'failed' ? t('preview.failed') : t('preview.stopped')}
        actions={
          <Button
            icon={<RotateCw />}
            onClick={() => {
              setStopped(false);
              setAgain(again + 1);
            }}
          >
            {t('inspector.again')}
          </Button>
        }
      >
        {call.status === 'failed' ? failureText(call.failure, t) : undefined}
      </EmptyState>
    );
  }
  const preview = call.status === 'ready' ? call.value : call.previous;
  if (preview === null) {
    return (
      <EmptyState
        title={t('preview.loading')}
        icon={<Spinner size="l" />}
        actions={<Button onClick={() => setStopped(true)}>{t('inspector.cancel')}</Button>}
      />
    );
  }
  return (
    <FileContent
      preview={preview}
      path={path}
      fetching={call.status === 'loading'}
      onMore={limit < maxPreviewBytes ? () => setLimit(maxPreviewBytes) : null}
    />
  );
}
