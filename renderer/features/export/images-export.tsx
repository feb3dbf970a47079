import { useMemo, useState } from 'react';
import { libraryGrant } from '../../../shared/model/library.ts';
import type { ExportRequest, Packing } from '../../../shared/model/export.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { SaveFormat } from '../../../shared/model/store.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { platformFamily } from '../../store/image-pairs.ts';
import { useLibraryStore } from '../../store/library.ts';
import { findSource, useSourcesStore } from '../../store/sources.ts';
import { Button } from '../../ui/button.tsx';
import { ImageChecklist } from '../library/image-checklist.tsx';
import type { CheckedImage } from '../library/image-checklist.tsx';
import { storedImageBytes } from '../archives/archive-items.ts';
import { ExportFrame, useExportPlan } from './export-frame.tsx';
import { FormChoice } from './form-choice.tsx';
import { PackingChoice } from './packing-choice.tsx';
import styles from './export.module.css';

export interface ImagesExportProps {
  readonly grant: Grant;
  /** Keys of the images that are chosen to begin with. */
  readonly initial: readonly string[];
}

/** Writes images of the library, or of an opened archive, in one of four forms, their layers packed as wanted. */
export function ImagesExport({ grant, initial }: ImagesExportProps) {
  const { t } = useText();
  const source = useSourcesStore((state) => findSource(state.sources, grant));
  const images = useImagesOf(grant);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(() => new Set(initial));
  const [format, setFormat] = useState<SaveFormat>('docker-oci-archive');
  const [packing, setPacking] = useState<Packing | null>(null);
  const meant = images.filter(({ image }) => chosen.has(image.key));
  const choices = meant.map(({ image }) => ({ grant, image: image.key }));
  const request: ExportRequest | null =
    choices.length === 0 ? null : { what: 'images', images: choices, format, packing };
  const plan = useExportPlan(request);
  const family = useMemo(() => {
    const all =
      source === null ? [] : meant.flatMap(({ image }) => platformFamily({ source, image }));
    return new Set(all.map(({ key }) => key));
  }, [source, meant]);

  function choose(next: SaveFormat): void {
    setFormat(next);
    // Engines that read the old form do not know zstd.
    if (next === 'docker-archive' && packing?.compression === 'zstd') setPacking(null);
  }

  return (
    <ExportFrame
      title={t('export.images.title')}
      about={
        <span className={styles.faint}>
          {grant === libraryGrant ? t('library.kept.title') : visibleLine(source?.name ?? '')}
        </span>
      }
      request={request}
      missing={t('export.images.missing')}
      plan={plan}
    >
      <div className={styles.field}>
        <ImageChecklist
          images={images}
          chosen={chosen}
          onChosen={setChosen}
          label={t('export.images.which')}
        />
        {family.size > meant.length && (
          <p className={styles.level}>
            <span className={styles.faint}>{t('export.images.morePlatforms')}</span>
            <Button size="s" onClick={() => setChosen(family)}>
              {t('export.images.allPlatforms', { count: family.size })}
            </Button>
          </p>
        )}
      </div>
      <FormChoice format={format} onChange={choose} />
      <PackingChoice
        legend={t('export.packing')}
        packing={packing}
        canStay
        zstd={format !== 'docker-archive'}
        onChange={setPacking}
      />
    </ExportFrame>
  );
}

/** What there is to write of the library or of an archive. */
function useImagesOf(grant: Grant): readonly CheckedImage[] {
  const library = useLibraryStore((state) => state.library);
  const source = useSourcesStore((state) => findSource(state.sources, grant));
  return useMemo(
    () =>
      grant === libraryGrant
        ? (library?.images ?? []).map(({ image, size }) => {
            return { image, storedBytes: size.storedBytes };
          })
        : (source?.contents?.images ?? []).map((image) => {
            return { image, storedBytes: storedImageBytes(image) };
          }),
    [grant, library, source],
  );
}
