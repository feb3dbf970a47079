import { TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { platformText } from '../../../shared/model/platform.ts';
import type { ExportPlan, ExportRequest } from '../../../shared/model/export.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { namedImageText } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import { parentOf } from '../../store/image-pairs.ts';
import type { PlacedImage } from '../../store/image-pairs.ts';
import { useSourcesStore } from '../../store/sources.ts';
import { Button } from '../../ui/button.tsx';
import { ImageChoiceList } from '../compare/image-choice-list.tsx';
import { storedImageBytes } from '../archives/archive-items.ts';
import { ExportFrame, useExportPlan } from './export-frame.tsx';
import { FormChoice } from './form-choice.tsx';
import { ImageAbout } from './image-about.tsx';
import styles from './export.module.css';

export interface BaseExportProps {
  /** `delta`: the image without what a base has. `join`: the image, a delta, with what a base has. */
  readonly kind: 'delta' | 'join';
  readonly placed: PlacedImage;
}

/** Writes an image without the layers of a base, or puts such a delta and its base together again. */
export function BaseExport({ kind, placed }: BaseExportProps) {
  const { t } = useText();
  const sources = useSourcesStore((state) => state.sources);
  const [base, setBase] = useState(() => parentOf(placed.image, sources));
  const [choosing, setChoosing] = useState(base === null);
  const [format, setFormat] = useState<SaveFormat>('docker-oci-archive');
  const request: ExportRequest | null =
    base === null || choosing
      ? null
      : { what: kind, ...choiceOf(placed), base: choiceOf(base), format };
  const plan = useExportPlan(request);
  return (
    <ExportFrame
      title={t(`export.${kind}.title`)}
      about={<ImageAbout placed={placed} />}
      request={request}
      missing={t(`export.${kind}.missing`)}
      plan={plan}
    >
      <p className={styles.faint}>{t(`export.${kind}.text`)}</p>
      <div role="group" aria-label={t(`export.${kind}.base`)}>
        <p className={styles.legend}>{t(`export.${kind}.base`)}</p>
        {base === null || choosing ? (
          <ImageChoiceList
            other={placed}
            onChoose={(chosen) => {
              setBase(chosen);
              setChoosing(false);
            }}
          />
        ) : (
          <BaseLine base={base} onChange={() => setChoosing(true)} />
        )}
      </div>
      {!choosing && <FormChoice format={format} onChange={setFormat} />}
      {kind === 'delta' && plan.status === 'ready' && !leavesOut(plan.value) && (
        <p className={styles.note} role="status">
          <TriangleAlert />
          {t(format === 'docker-archive' ? 'export.delta.unlike' : 'export.delta.nothing')}
        </p>
      )}
    </ExportFrame>
  );
}

/** Whether a delta is any smaller than the whole. */
function leavesOut({ losses }: ExportPlan): boolean {
  return losses.some((loss) => loss.kind === 'base-missing');
}

interface BaseLineProps {
  readonly base: PlacedImage;
  readonly onChange: () => void;
}

function BaseLine({ base: { source, image }, onChange }: BaseLineProps) {
  const { t, locale } = useText();
  const place = source.role === 'library' ? t('library.kept.title') : visibleLine(source.name);
  return (
    <div className={styles.base}>
      <span className={styles.baseName}>
        {namedImageText(image, t)}
        <span className={styles.faint}>
          {visibleLine(platformText(image.platform))} · {place} ·{' '}
          {formatBytes(storedImageBytes(image), locale)}
        </span>
      </span>
      <Button size="s" onClick={onChange}>
        {t('export.base.change')}
      </Button>
    </div>
  );
}

function choiceOf({ source, image }: PlacedImage) {
  return { grant: source.grant, image: image.key };
}
