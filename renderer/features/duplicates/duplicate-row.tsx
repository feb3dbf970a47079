import { Copy, Eye, EyeOff, FolderSearch } from 'lucide-react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { DuplicateCopy } from '../../../shared/model/duplicates.ts';
import { useText } from '../../i18n/use-text.ts';
import { imageName } from '../../i18n/words.ts';
import { findImage, findSource, useSourcesStore } from '../../store/sources.ts';
import { Badge } from '../../ui/badge.tsx';
import { ByteBar } from '../../ui/byte-bar.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import type { GridLine } from '../../ui/tree-grid.tsx';
import { firstFolder, groupNames } from './duplicate-lines.ts';
import type { DuplicateLine } from './duplicate-lines.ts';
import styles from './duplicates.module.css';

export interface DuplicateRowOptions {
  /** There is a column that names the image. */
  readonly withImage: boolean;
  /** What bars are a share of, in bytes. */
  readonly largest: number;
  readonly onShow: () => void;
}

/** The cells of a line: name, bytes, saved, bar, copies or visible, image where it is named, layer, show. */
export function duplicateRow(line: DuplicateLine, options: DuplicateRowOptions): GridLine {
  const { withImage, largest, onShow } = options;
  switch (line.kind) {
    case 'group': {
      const { bytes, copyCount, savedBytes } = line.group;
      return {
        level: 1,
        expanded: line.open,
        cells: [
          <GroupName key="name" line={line} />,
          <Bytes key="bytes" bytes={bytes} />,
          <Bytes key="saved" bytes={savedBytes} />,
          <span key="bar" className={styles.barCell}>
            <ByteBar share={largest === 0 ? 0 : savedBytes / largest} />
          </span>,
          <Copies key="copies" count={copyCount} />,
          // A layer has its number in its own image alone.
          withImage ? null : <Layers key="layers" line={line} />,
        ],
      };
    }
    case 'copy': {
      const { copy } = line;
      return {
        level: 2,
        // The path has the room of the figures, which are those of the group.
        spans: [4],
        cells: [
          <CopyPath key="path" copy={copy} />,
          <Visible key="visible" visible={copy.visible} />,
          ...(withImage ? [<ImageOf key="image" copy={copy} />] : []),
          <Layer key="layer" layer={copy.layer} />,
          <Show key="show" path={copy.path} onShow={onShow} />,
        ],
      };
    }
    case 'more':
      return { level: 2, spans: [4], cells: [<More key="more" count={line.count} />] };
  }
}

function GroupName({ line }: { readonly line: Extract<DuplicateLine, { kind: 'group' }> }) {
  const { names, more } = groupNames(line.group);
  return (
    <>
      <Copy className={styles.icon} aria-hidden="true" />
      <span className={styles.name} data-selectable="">
        {names.map(visibleLine).join(', ')}
        {more && ' …'}
      </span>
      <code className={styles.folder}>/{visibleLine(firstFolder(line.group))}</code>
    </>
  );
}

/** The layers that store copies, the first ones alone where there are many. */
function Layers({ line }: { readonly line: Extract<DuplicateLine, { kind: 'group' }> }) {
  const layers = [...new Set(line.group.copies.map(({ layer }) => layer))];
  return (
    <>
      {layers.slice(0, shownLayers).map((layer) => (
        <Layer key={layer} layer={layer} />
      ))}
      {layers.length > shownLayers && '…'}
    </>
  );
}

const shownLayers = 3;

function Copies({ count }: { readonly count: number }) {
  const { t } = useText();
  return <span className={styles.muted}>{t('duplicates.copies', { count })}</span>;
}

function Bytes({ bytes }: { readonly bytes: number }) {
  const { locale } = useText();
  return formatBytes(bytes, locale);
}

function CopyPath({ copy }: { readonly copy: DuplicateCopy }) {
  const { t } = useText();
  return (
    <>
      <code className={styles.path} data-selectable="">
        /{visibleLine(copy.path)}
      </code>
      {copy.images > 1 && <Badge>{t('duplicates.inImages', { count: copy.images })}</Badge>}
    </>
  );
}

function ImageOf({ copy }: { readonly copy: DuplicateCopy }) {
  const { t } = useText();
  const source = useSourcesStore((state) => findSource(state.sources, copy.grant));
  const image = findImage(source, copy.image);
  return (
    <span className={styles.muted}>{image === null ? '' : visibleLine(imageName(image, t))}</span>
  );
}

/** Whether the final view shows a copy: a sign and the word. */
function Visible({ visible }: { readonly visible: boolean }) {
  const { t } = useText();
  return (
    <span className={styles.visible} data-hidden={!visible || undefined}>
      {visible ? <Eye aria-hidden="true" /> : <EyeOff aria-hidden="true" />}
      {t(visible ? 'duplicates.visible' : 'duplicates.hidden')}
    </span>
  );
}

function Layer({ layer }: { readonly layer: number }) {
  const { t } = useText();
  return <LayerChip layer={layer} label={t('inspector.layerNumber', { layer })} />;
}

function More({ count }: { readonly count: number }) {
  const { t } = useText();
  return <span className={styles.muted}>{t('duplicates.more', { count })}</span>;
}

function Show({ path, onShow }: { readonly path: string; readonly onShow: () => void }) {
  const { t } = useText();
  return (
    <IconButton
      size="s"
      tabIndex={-1}
      label={t('packageLayers.show', { name: `/${visibleLine(path)}` })}
      icon={<FolderSearch />}
      onClick={onShow}
    />
  );
}
