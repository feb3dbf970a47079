import type { ByteBasis } from '../../../shared/model/amount.ts';
import type { FamilyMember, FamilyTree, Lineage } from '../../../shared/model/lineage.ts';
import { platformText } from '../../../shared/model/platform.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import { amountText } from '../../../shared/format/amount.ts';
import { imageTexts } from '../../i18n/named-image.ts';
import { useText } from '../../i18n/use-text.ts';
import { DataTable } from '../../ui/data-table.tsx';
import { claimText } from './lineage-words.ts';
import styles from './lineage.module.css';

export interface FamilyTableProps {
  readonly lineage: Lineage;
  readonly tree: FamilyTree;
  readonly basis: ByteBasis;
  /** Images that a search left; positions in `lineage.images`. Null for all. */
  readonly found: ReadonlySet<number> | null;
  /** Keys of the chosen images. */
  readonly selected: ReadonlySet<string>;
  readonly onSelect: (image: number, more: boolean) => void;
  readonly onOpen: (image: number) => void;
}

interface Line {
  readonly image: number;
  readonly member: FamilyMember;
}

/** The family tree in words: every image with what it is built on and how that is known. */
export function FamilyTable(props: FamilyTableProps) {
  const { lineage, tree, basis, found, selected, onSelect, onOpen } = props;
  const texts = useText();
  const { t, number } = texts;
  const items = tree.members.flatMap((member) =>
    member.images
      .filter((image) => found === null || found.has(image))
      .map((image): Line => ({ image, member })),
  );
  const called = imageTexts(lineage.images, t);
  const imageAt = (image: number) => lineage.images[image];
  return (
    <div className={styles.table}>
      <DataTable
        label={t('lineage.title')}
        items={items}
        itemKey={({ image }) => imageAt(image)?.key ?? String(image)}
        columns={[
          {
            key: 'choose',
            label: t('usage.choose'),
            cell: ({ image }) => (
              <input
                type="checkbox"
                aria-label={t('usage.chooseImage', { name: called[image] ?? '' })}
                checked={selected.has(imageAt(image)?.key ?? '')}
                onChange={() => onSelect(image, true)}
              />
            ),
          },
          {
            key: 'image',
            label: t('lineage.column.image'),
            cell: ({ image }) => (
              <button type="button" className={styles.link} onClick={() => onOpen(image)}>
                {called[image]}
              </button>
            ),
          },
          {
            key: 'platform',
            label: t('config.platform'),
            cell: ({ image }) => {
              const platform = imageAt(image)?.platform;
              return platform === undefined ? '' : visibleLine(platformText(platform));
            },
          },
          {
            key: 'base',
            label: t('lineage.column.base'),
            wide: true,
            cell: ({ image }) => <Claims lineage={lineage} image={image} />,
          },
          {
            key: 'children',
            label: t('lineage.column.children'),
            end: true,
            cell: ({ image }) => number(imageAt(image)?.children.length ?? 0),
          },
          {
            key: 'layers',
            label: t('lineage.column.layers'),
            end: true,
            cell: ({ member }) => number(member.nodes.length),
          },
          {
            key: 'bytes',
            label: t(basis === 'stored' ? 'lineage.column.stored' : 'lineage.column.unpacked'),
            end: true,
            cell: ({ member }) => amountText(member.added[basis], texts),
          },
        ]}
      />
    </div>
  );
}

function Claims({ lineage, image }: { readonly lineage: Lineage; readonly image: number }) {
  const { t } = useText();
  const claims = lineage.images[image]?.bases ?? [];
  if (claims.length === 0) return <span className={styles.unknown}>{t('lineage.base.none')}</span>;
  return (
    <ul className={styles.claims}>
      {claims.map((claim) => {
        const text = claimText(claim, t);
        return <li key={text}>{text}</li>;
      })}
    </ul>
  );
}
