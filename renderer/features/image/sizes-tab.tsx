import { useState } from 'react';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { useSelectionStore } from '../../store/selection.ts';
import { unfiltered, useViewStore } from '../../store/view.ts';
import { CallOutcome } from '../overview/call-outcome.tsx';
import { saveDrawing } from '../overview/save-drawing.ts';
import { TreemapView } from '../usage/treemap-view.tsx';
import styles from './image-page.module.css';

export interface SizesTabProps {
  readonly grant: Grant;
  /** An image that has been read. */
  readonly image: Image;
  /** The files are shown as they stand after this layer. */
  readonly layer: number;
}

const root = 0;

/** The files of an image as areas by size, with a way into every folder. */
export function SizesTab({ grant, image, layer }: SizesTabProps) {
  const { t } = useText();
  const [node, setNode] = useState(root);
  const files = useEngineCall('usage.files', { grant, image: image.key, layer, node });
  return (
    <div className={styles.sizes}>
      <CallOutcome call={files}>
        {(map) => (
          <TreemapView map={map} onFolder={setNode} onFile={showFile} onExport={saveDrawing} />
        )}
      </CallOutcome>
      <p className={styles.sizesNote}>
        {layer === image.layers.length - 1
          ? t('usage.files.whole')
          : t('usage.files.after', { layer })}
      </p>
    </div>
  );
}

/** Puts the cursor of the files on a path of the image shown. */
function showFile(node: number): void {
  useViewStore.getState().setOptions(unfiltered());
  useSelectionStore.getState().setNode(node);
  useSelectionStore.getState().setTab('files');
}
