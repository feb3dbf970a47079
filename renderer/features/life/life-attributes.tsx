import { visibleLine } from '../../../shared/format/visible.ts';
import type { PairSide } from '../../../shared/model/comparison.ts';
import { useText } from '../../i18n/use-text.ts';
import type { RevealTarget } from '../../store/reveal.ts';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { AttributeLine, attributeCell } from '../compare/content-attribute-line.tsx';
import { attributeRows } from '../compare/content-attribute-rows.ts';
import compare from '../compare/content.module.css';
import { SideMark } from '../compare/side-mark.tsx';
import { ContentHash } from '../inspector/content-hash.tsx';
import type { Version } from './life-steps.ts';
import styles from './life.module.css';

export interface LifeAttributesProps {
  readonly target: RevealTarget;
  readonly node: number;
  readonly path: string;
  /** The version that is looked at. */
  readonly version: Version;
  /** The one it is compared with; null for none. */
  readonly partner: Version | null;
}

/** The attributes of a version, beside those of another one, with what differs marked. */
export function LifeAttributes({ target, node, path, version, partner }: LifeAttributesProps) {
  const texts = useText();
  const { t } = texts;
  const sideOf = ({ attributes }: Version): PairSide => ({ node, path, attributes });
  const b = sideOf(version);
  const a = partner === null ? null : sideOf(partner);
  const hash = ({ attributes, layer }: Version) =>
    attributes.type === 'file' ? (
      <ContentHash
        grant={target.grant}
        image={target.key}
        layer={layer}
        node={node}
        known={attributes.contentHash}
      />
    ) : null;
  const isFile = version.attributes.type === 'file' || partner?.attributes.type === 'file';
  const [known, other] = [version.attributes.contentHash, partner?.attributes.contentHash ?? null];
  return (
    <div className={styles.attributes}>
      <table className={compare.attributes} data-single={partner === null || undefined}>
        <thead>
          <tr>
            <th scope="col">
              <span className={styles.spoken}>{t('compareContent.attribute')}</span>
            </th>
            {partner !== null && (
              <th scope="col">
                <VersionHead layer={partner.layer} side="a" />
              </th>
            )}
            <th scope="col">
              <VersionHead layer={version.layer} side={partner === null ? null : 'b'} />
            </th>
          </tr>
        </thead>
        <tbody>
          {attributeRows({ a, b }, texts).map((row) => (
            <AttributeLine
              key={row.kind === 'text' ? row.label : row.name}
              label={row.kind === 'text' ? t(row.label) : visibleLine(row.name)}
              changed={row.changed}
              single={partner === null}
              a={attributeCell(row, 'a')}
              b={attributeCell(row, 'b')}
            />
          ))}
          {isFile && (
            <AttributeLine
              label="SHA-256"
              changed={known !== null && other !== null && known !== other}
              single={partner === null}
              a={partner === null ? null : hash(partner)}
              b={hash(version)}
            />
          )}
        </tbody>
      </table>
    </div>
  );
}

interface VersionHeadProps {
  readonly layer: number;
  readonly side: 'a' | 'b' | null;
}

function VersionHead({ layer, side }: VersionHeadProps) {
  const { t } = useText();
  return (
    <span className={styles.versionHead}>
      {side !== null && <SideMark side={side} />}
      {t('life.after')}
      <LayerChip layer={layer} label={t('layer.number', { layer: String(layer) })} />
    </span>
  );
}
