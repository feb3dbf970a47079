import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { formatMode, formatOctalMode } from '../../../shared/format/mode.ts';
import { formatTime } from '../../../shared/format/time.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import type { EntryAttributes, EntryDetail } from '../../../shared/model/view.ts';
import type { Texts } from '../../../shared/i18n/t.ts';
import { ageText } from '../../i18n/age.ts';
import { useText } from '../../i18n/use-text.ts';
import { typeWords } from '../../i18n/words.ts';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import type { KeyValue } from '../../ui/key-value-table.tsx';
import { Section } from '../../ui/section.tsx';
import { exactTime, ownerLine } from './attribute-changes.ts';
import { ContentFormat } from './content-format.tsx';
import { ContentHash } from './content-hash.tsx';
import { LayerLine } from './layer-line.tsx';
import { linkTarget } from './link-target.ts';
import { modeNotes } from './mode-notes.ts';
import { PathLink } from './path-link.tsx';
import type { ShownEntry } from './shown-at.ts';
import styles from './inspector.module.css';

export interface AttributesProps {
  readonly grant: Grant;
  readonly image: Image;
  readonly detail: EntryDetail;
  readonly shown: ShownEntry;
}

/** What the layer's tar states about the path. */
export function Attributes({ grant, image, detail, shown }: AttributesProps) {
  const texts = useText();
  const { t } = texts;
  const { attributes, layer, former } = shown;
  const hash =
    attributes.type === 'file' ? (
      <ContentHash
        grant={grant}
        image={image.key}
        layer={layer}
        node={detail.node}
        known={attributes.contentHash}
      />
    ) : null;
  const format =
    attributes.type === 'file' && attributes.bytes > 0 ? (
      <ContentFormat
        address={{ grant, image: image.key, layer: Math.max(0, layer), node: detail.node }}
        path={detail.path}
      />
    ) : null;
  const { link } = attributes;
  const target =
    link === null ? null : (
      <PathLink
        grant={grant}
        image={image}
        path={linkTarget(detail.path, link)}
        follow={Math.max(0, layer)}
      >
        <span className={styles.mono}>{visibleLine(link)}</span>
      </PathLink>
    );
  return (
    <Section
      level={3}
      title={former ? t('inspector.attributes.former') : t('inspector.attributes')}
    >
      <KeyValueTable
        rows={[
          ...basics(attributes, texts),
          ...(format === null
            ? []
            : [{ key: 'format', label: t('inspector.format'), value: format }]),
          ...(target === null ? [] : [{ key: 'link', label: t('inspector.link'), value: target }]),
          ...permissions(attributes, texts),
          {
            key: 'layer',
            label: t('inspector.layer'),
            value: <LayerLine image={image} layer={attributes.origin} />,
          },
          ...(hash === null ? [] : [{ key: 'hash', label: 'SHA-256', value: hash }]),
        ]}
      />
      {attributes.implied && <p className={styles.note}>{t('inspector.implied')}</p>}
    </Section>
  );
}

function basics(attributes: EntryAttributes, texts: Texts): readonly KeyValue[] {
  const { t, locale } = texts;
  const rows: KeyValue[] = [
    { key: 'type', label: t('inspector.type'), value: t(typeWords[attributes.type]) },
  ];
  if (attributes.type === 'file' || (attributes.type === 'directory' && attributes.bytes > 0)) {
    rows.push({
      key: 'size',
      label: attributes.type === 'file' ? t('inspector.size') : t('inspector.sizeBelow'),
      value: sizeText(attributes.bytes, texts),
    });
  }
  if (attributes.sparseBytes !== null) {
    rows.push({
      key: 'sparse',
      label: t('inspector.sparse'),
      value: t('inspector.sparse.text', { size: formatBytes(attributes.sparseBytes, locale) }),
    });
  }
  if (attributes.device !== null) {
    rows.push({
      key: 'device',
      label: t('inspector.device'),
      value: t('inspector.device.text', {
        major: String(attributes.device.major),
        minor: String(attributes.device.minor),
      }),
    });
  }
  return rows;
}

function permissions(attributes: EntryAttributes, texts: Texts): readonly KeyValue[] {
  const { t, locale } = texts;
  const notes = modeNotes(attributes.mode, attributes.type);
  return [
    {
      key: 'mode',
      label: t('inspector.mode'),
      value: (
        <>
          <span className={styles.mono}>
            {formatMode(attributes.mode, attributes.type)} {formatOctalMode(attributes.mode)}
          </span>
          {notes.map((note) => (
            <span key={note} className={styles.remark}>
              {t(`inspector.mode.${note}`)}
            </span>
          ))}
        </>
      ),
    },
    { key: 'owner', label: t('inspector.owner'), value: ownerLine(attributes.owner) },
    {
      key: 'modified',
      label: t('inspector.modified'),
      value: (
        <>
          <time dateTime={exactTime(attributes.modified)} title={exactTime(attributes.modified)}>
            {formatTime(attributes.modified, locale, 'full')}
          </time>
          <span className={styles.remark}>{ageText(attributes.modified, locale)}</span>
        </>
      ),
    },
  ];
}

function sizeText(bytes: number, { t, locale }: Texts): string {
  const exact = formatExactBytes(bytes, t);
  return bytes < 1000 ? exact : `${formatBytes(bytes, locale)} (${exact})`;
}
