import { Layers2 } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { ImageFacts, SourceState } from '../../../shared/model/source-state.ts';
import type { StackRange } from '../../../shared/model/view.ts';
import type { CallState } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { dragOut } from '../../store/drag-out.ts';
import { jobShare, useJobsStore } from '../../store/jobs.ts';
import { stackedWindow } from '../../store/layout.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ProgressBar } from '../../ui/progress-bar.tsx';
import { Split } from '../../ui/split.tsx';
import type { Pane } from '../../ui/pane.ts';
import { useMedia } from '../../ui/use-media.ts';
import { FilesFailure, FilesPane } from '../files/files-pane.tsx';
import { FilesSkeleton } from '../files/files-skeleton.tsx';
import { Inspector } from '../inspector/inspector.tsx';
import { Layers } from '../layers/layers.tsx';
import { unreadLayers } from '../layers/unread.ts';
import { useInspectorOpen } from './use-inspector-open.ts';
import styles from './image-page.module.css';

export interface FilesTabProps {
  readonly source: SourceState;
  readonly image: Image;
  /** How the reading of the layers stands. */
  readonly reading: CallState<ImageFacts>;
  /** Reads the layers once more. */
  readonly onRead: () => void;
  /** Null for an image without layers. */
  readonly range: StackRange | null;
}

/** Layers, files and inspector side by side; the inspector below the files where the window is narrow. */
export function FilesTab({ source, image, reading, range, onRead }: FilesTabProps) {
  const { t } = useText();
  const setRange = useSelectionStore((state) => state.setRange);
  const node = useSelectionStore((state) => state.node);
  const inspectorOpen = useInspectorOpen();
  const stacked = useMedia(stackedWindow);
  const { grant } = source;
  if (range === null) {
    return (
      <EmptyState icon={<Layers2 />} title={t('layers.none')}>
        {t('layers.none.text')}
      </EmptyState>
    );
  }
  // The engine can tell of a path only once the layers have been read.
  const read = reading.status === 'ready';
  const files: Pane = {
    id: 'files',
    minSize: stacked ? 120 : 300,
    content: (
      <div className={styles.reading}>
        {reading.status === 'failed' && <FilesFailure failure={reading.failure} onRetry={onRead} />}
        {reading.status === 'ready' && (
          <FilesPane
            grant={grant}
            image={image.key}
            range={range}
            unread={unreadLayers(image, reading.value, range.to)}
          />
        )}
        {(reading.status === 'loading' || reading.status === 'idle') && (
          <>
            <Reading source={source} image={image} />
            <FilesSkeleton />
          </>
        )}
      </div>
    ),
  };
  const inspector: Pane = {
    id: stacked ? 'inspector-below' : 'inspector',
    defaultSize: stacked ? heightBelow() : 288,
    minSize: stacked ? 120 : 240,
    maxSize: '70%',
    content: <Inspector grant={grant} image={image} range={range} node={read ? node : null} />,
  };
  return (
    <div className={styles.files}>
      <Split
        orientation="horizontal"
        separatorLabel={t('split.resize')}
        panes={[
          {
            id: 'layers',
            defaultSize: 248,
            minSize: 190,
            maxSize: '50%',
            content: (
              <Layers
                image={image}
                facts={reading.status === 'ready' ? reading.value : null}
                range={range}
                onRange={(next) => setRange({ grant, key: image.key }, next)}
                onDragOut={(layers) =>
                  void dragOut({
                    what: 'layers',
                    grant,
                    image: image.key,
                    layers,
                    format: 'tar',
                    level: null,
                  })
                }
              />
            ),
          },
          {
            id: stacked ? 'files-column' : 'files-row',
            minSize: 280,
            content: (
              <Split
                key={stacked ? 'vertical' : 'horizontal'}
                orientation={stacked ? 'vertical' : 'horizontal'}
                separatorLabel={t('split.resize')}
                panes={inspectorOpen ? [files, inspector] : [files]}
              />
            ),
          },
        ]}
      />
    </div>
  );
}

/** Pixels for the inspector below the files: less in a low window, where the files need the room more. */
function heightBelow(): number {
  return Math.round(Math.max(120, Math.min(280, window.innerHeight * 0.28)));
}

/** How far the reading of the layers has come. */
function Reading({ source, image }: { readonly source: SourceState; readonly image: Image }) {
  const { t, locale } = useText();
  const job = useJobsStore((state) =>
    state.jobs.find(
      (other) => other.kind === 'read' && other.grant === source.grant && other.image === image.key,
    ),
  );
  if (job === undefined) return null;
  return (
    <p className={styles.progress}>
      <span className={styles.bar}>
        <ProgressBar value={jobShare(job)} label={t('job.read')} />
      </span>
      {t('job.read')}
      {job.total !== null &&
        ` ${t('job.ofTotal', { done: formatBytes(job.done, locale), total: formatBytes(job.total, locale) })}`}
    </p>
  );
}
