import { FolderSearch, PackageSearch } from 'lucide-react';
import { useMemo, useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatBytesDifference } from '../../../shared/format/difference.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { ChangeKind } from '../../../shared/model/change.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { LayerPackageChange, PackageLayers } from '../../../shared/model/package-layers.ts';
import type { PackageManager } from '../../../shared/model/package.ts';
import { useText } from '../../i18n/use-text.ts';
import { revealPathIn } from '../../store/reveal.ts';
import { ByteBar } from '../../ui/byte-bar.tsx';
import { ChangeMark } from '../../ui/change-mark.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { TreeGrid } from '../../ui/tree-grid.tsx';
import type { GridColumn, GridLine } from '../../ui/tree-grid.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { grownBytes, layerLineOf, packageLines, packageOf, packageSums } from './package-lines.ts';
import type { PackageLine, PackageSums } from './package-lines.ts';
import styles from './package-layers.module.css';

export interface PackageListProps extends ReviewSectionProps {
  readonly found: PackageLayers;
  /** Part of the names to show; empty for all. */
  readonly text: string;
}

const changeMarks: Readonly<Record<LayerPackageChange['change'], ChangeKind>> = {
  installed: 'added',
  removed: 'removed',
  changed: 'modified',
};

/** The layers, and in each of them the packages that came, went and changed, most bytes first. */
export function PackageList({ grant, image, found, text }: PackageListProps) {
  const { t } = useText();
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set());
  const [current, setCurrent] = useState(0);
  const sums = useMemo(() => packageSums(found), [found]);
  const lines = useMemo(() => packageLines(found.layers, { text, open }), [found, text, open]);
  const columns: readonly GridColumn[] = [
    { key: 'name', label: t('packageLayers.column.name'), width: 'minmax(180px, 2.6fr)' },
    { key: 'version', label: t('packageLayers.column.version'), width: 'minmax(112px, 1.2fr)' },
    { key: 'bytes', label: t('packageLayers.column.bytes'), width: '80px', end: true },
    { key: 'bar', label: t('column.share'), spoken: true, width: 'minmax(40px, 0.7fr)' },
    { key: 'rest', label: t('packageLayers.column.rest'), width: '100px', end: true },
    { key: 'show', label: t('column.show'), spoken: true, width: '24px' },
  ];

  function expand(index: number, wanted: boolean): void {
    const line = lines[index];
    if (line?.kind !== 'layer') return;
    const next = new Set(open);
    if (wanted) next.add(line.layer.layer);
    else next.delete(line.layer.layer);
    setOpen(next);
  }

  function show(index: number): void {
    const line = lines[index];
    if (line?.kind === 'package') showRecord({ grant, key: image.key }, line);
  }

  if (lines.length === 0) {
    return <EmptyState icon={<PackageSearch />} title={t('compare.packages.filtered')} />;
  }
  return (
    <TreeGrid
      label={t('packageLayers.list')}
      columns={columns}
      count={lines.length}
      line={(index) => {
        const line = lines[index];
        if (line === undefined) return null;
        return line.kind === 'layer'
          ? layerLine(line, image, sums)
          : packageLine(line, sums, () => show(index));
      }}
      current={current}
      onCurrent={setCurrent}
      onExpand={expand}
      parentOf={(index) => layerLineOf(lines, index)}
      onOpen={show}
    />
  );
}

/** Shows what the manager wrote down of a package, as the layer left or found it. */
function showRecord(
  target: { readonly grant: ReviewSectionProps['grant']; readonly key: string },
  { change, layer }: Extract<PackageLine, { kind: 'package' }>,
): void {
  void revealPathIn(target, layer, packageOf(change).path);
}

function layerLine(
  line: Extract<PackageLine, { kind: 'layer' }>,
  image: Image,
  sums: PackageSums,
): GridLine {
  const { layer, open } = line;
  const bytes = layer.installedBytes - layer.removedBytes;
  return {
    level: 1,
    ...(open !== null && { expanded: open }),
    cells: [
      <LayerName key="name" image={image} layer={layer.layer} />,
      <Counts key="counts" line={line} />,
      open === null ? null : <Difference key="bytes" bytes={bytes} />,
      <span key="bar" className={styles.barCell}>
        {open !== null && (
          <ByteBar
            share={sums.largestLayer === 0 ? 0 : Math.abs(bytes) / sums.largestLayer}
            origin={layer.layer}
          />
        )}
      </span>,
      <RestBytes key="rest" bytes={layer.unownedBytes} />,
      null,
    ],
  };
}

function packageLine(
  { change }: Extract<PackageLine, { kind: 'package' }>,
  sums: PackageSums,
  onShow: () => void,
): GridLine {
  const grown = grownBytes(change);
  const { manager, name } = packageOf(change);
  const share = sums.largestPackage === 0 ? 0 : Math.abs(grown ?? 0) / sums.largestPackage;
  return {
    level: 2,
    cells: [
      <PackageName key="name" change={change} manager={manager} name={name} />,
      <Version key="version" change={change} />,
      <Difference key="bytes" bytes={grown} />,
      <span key="bar" className={styles.barCell}>
        <ByteBar share={share} />
      </span>,
      null,
      <ShowRecord key="show" name={name} onShow={onShow} />,
    ],
  };
}

function LayerName({ image, layer }: { readonly image: Image; readonly layer: number }) {
  const { t } = useText();
  const command = image.layers[layer]?.command ?? null;
  return (
    <>
      <LayerChip layer={layer} label={t('inspector.layerNumber', { layer })} />
      <code className={styles.command}>
        {command === null ? t('layer.noCommand') : visibleLine(command.replaceAll(/\s+/g, ' '))}
      </code>
    </>
  );
}

/** How many packages came, went and changed: a sign, a number, and the word for screen readers. */
function Counts({ line }: { readonly line: Extract<PackageLine, { kind: 'layer' }> }) {
  const { t, number } = useText();
  const { counts, open } = line;
  if (open === null) return <span className={styles.faint}>{t('packageLayers.noChange')}</span>;
  const parts = [
    { kind: 'installed', sign: '+' },
    { kind: 'changed', sign: '~' },
    { kind: 'removed', sign: '−' },
  ] as const;
  return (
    <span className={styles.counts}>
      {parts.map(
        ({ kind, sign }) =>
          counts[kind] > 0 && (
            <span
              key={kind}
              role="img"
              data-change={kind}
              aria-label={t(`packageLayers.count.${kind}`, { count: counts[kind] })}
              title={t(`packageLayers.count.${kind}`, { count: counts[kind] })}
            >
              {sign}
              {number(counts[kind])}
            </span>
          ),
      )}
    </span>
  );
}

interface PackageNameProps {
  readonly change: LayerPackageChange;
  readonly manager: PackageManager;
  readonly name: string;
}

function PackageName({ change, manager, name }: PackageNameProps) {
  const { t } = useText();
  return (
    <>
      <ChangeMark
        change={changeMarks[change.change]}
        label={t(`packageLayers.change.${change.change}`)}
      />
      <span className={styles.name} data-selectable="">
        {visibleLine(name)}
      </span>
      <span className={styles.manager}>{manager}</span>
    </>
  );
}

function Version({ change }: { readonly change: LayerPackageChange }) {
  const { before, after } = change;
  const versions = [before?.version, after?.version].filter((version) => version !== undefined);
  const text = [...new Set(versions)].map(visibleLine).join(' → ');
  return (
    <span className={styles.version} title={text} data-selectable="">
      {text}
    </span>
  );
}

function Difference({ bytes }: { readonly bytes: number | null }) {
  const { t, locale } = useText();
  if (bytes === null) return <span title={t('amount.unknown')}>–</span>;
  return formatBytesDifference(bytes, locale);
}

/** What a layer stores that belongs to no package. */
function RestBytes({ bytes }: { readonly bytes: number }) {
  const { locale } = useText();
  return (
    <span className={bytes === 0 ? styles.faint : undefined}>{formatBytes(bytes, locale)}</span>
  );
}

function ShowRecord({ name, onShow }: { readonly name: string; readonly onShow: () => void }) {
  const { t } = useText();
  return (
    <IconButton
      size="s"
      tabIndex={-1}
      label={t('packageLayers.show', { name: visibleLine(name) })}
      icon={<FolderSearch />}
      onClick={onShow}
    />
  );
}
