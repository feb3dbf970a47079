import { visibleLine } from '../../../shared/format/visible.ts';
import type { ComparedImage, PairDetail } from '../../../shared/model/comparison.ts';
import { formatText } from '../../i18n/format-text.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { Button } from '../../ui/button.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { FormatOutcome } from '../inspector/content-format.tsx';
import { ContentHash } from '../inspector/content-hash.tsx';
import { useContentFormat } from '../inspector/use-content-format.ts';
import inspector from '../inspector/inspector.module.css';
import { attributeRows } from './content-attribute-rows.ts';
import { AttributeLine, attributeCell } from './content-attribute-line.tsx';
import { addressOf } from './content-side.ts';
import type { ContentSide, FileAddress } from './content-side.ts';
import { SideMark } from './side-mark.tsx';
import { useContents } from './use-contents.ts';
import styles from './content.module.css';

export interface PairDetailsProps {
  readonly comparison: number;
  readonly detail: PairDetail;
  readonly a: ContentSide | null;
  readonly b: ContentSide | null;
}

/** The attributes of a path on both sides, those that differ marked, and what the bytes of two files tell. */
export function PairDetails({ comparison, detail, a, b }: PairDetailsProps) {
  const texts = useText();
  const { t, number } = texts;
  const contents = useContents(comparison, detail.node, a, b);
  const known = contents.call.status === 'ready' ? contents.call.value : null;
  const files = isFile(a) || isFile(b);
  return (
    <div className={styles.details}>
      <table className={styles.attributes}>
        <thead>
          <tr>
            <th scope="col">
              <span className={styles.spoken}>{t('compareContent.attribute')}</span>
            </th>
            {(
              [
                ['a', a],
                ['b', b],
              ] as const
            ).map(([side, found]) => (
              <th key={side} scope="col">
                <SideMark side={side} />
                {found === null && (
                  <span className={styles.absent}>{t('compareContent.absent')}</span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {attributeRows(detail, texts).map((row) => (
            <AttributeLine
              key={row.kind === 'text' ? row.label : row.name}
              label={row.kind === 'text' ? t(row.label) : visibleLine(row.name)}
              changed={row.changed}
              a={attributeCell(row, 'a')}
              b={attributeCell(row, 'b')}
            />
          ))}
          {files && <FormatRow a={a} b={b} />}
          <AttributeLine
            label={t('inspector.layer')}
            changed={false}
            a={a === null ? null : <OriginLine side={a} />}
            b={b === null ? null : <OriginLine side={b} />}
          />
          {files && (
            <AttributeLine
              label="SHA-256"
              changed={known !== null && known.hashA !== known.hashB}
              a={isFile(a) ? <SideHash side={a} hash={known?.hashA ?? null} /> : null}
              b={isFile(b) ? <SideHash side={b} hash={known?.hashB ?? null} /> : null}
            />
          )}
        </tbody>
      </table>
      {contents.call.status === 'loading' && (
        <p className={styles.bytesLine}>
          <Spinner label={t('compareContent.comparing')} />
          {t('compareContent.comparing')}
        </p>
      )}
      {contents.call.status === 'failed' && (
        <p className={inspector.failure}>{failureText(contents.call.failure, t)}</p>
      )}
      {known !== null && (
        <p className={styles.bytesLine}>
          {known.firstDifference === null
            ? t('compareContent.equalBytes')
            : t('compareContent.firstDifference.exact', {
                offset: `0x${known.firstDifference.toString(16)}`,
                position: number(known.firstDifference),
              })}
        </p>
      )}
      {contents.ask !== null && (
        <Button size="s" onClick={contents.ask}>
          {t('compareContent.compareBytes')}
        </Button>
      )}
    </div>
  );
}

function isFile(side: ContentSide | null): side is ContentSide {
  return side?.entry.attributes.type === 'file';
}

/** What the files are by their bytes. */
function FormatRow({ a, b }: Pick<PairDetailsProps, 'a' | 'b'>) {
  const { t } = useText();
  const callA = useContentFormat(addressWithBytes(a));
  const callB = useContentFormat(addressWithBytes(b));
  if (callA.status === 'idle' && callB.status === 'idle') return null;
  const [wordsA, wordsB] = [callA, callB].map((call, index) =>
    call.status === 'ready' ? formatText(call.value, [a, b][index]?.entry.path ?? '', t) : null,
  );
  return (
    <AttributeLine
      label={t('inspector.format')}
      changed={wordsA !== null && wordsB !== null && wordsA !== wordsB}
      a={a === null ? null : <FormatOutcome call={callA} path={a.entry.path} />}
      b={b === null ? null : <FormatOutcome call={callB} path={b.entry.path} />}
    />
  );
}

/** Names a file that has bytes. */
function addressWithBytes(side: ContentSide | null): FileAddress | null {
  const { type, bytes } = side?.entry.attributes ?? { type: null, bytes: 0 };
  return side === null || type !== 'file' || bytes === 0 ? null : addressOf(side);
}

/** The layer that states the attributes, and the command that made it. */
function OriginLine({ side: { entry, image } }: { readonly side: ContentSide }) {
  const { t } = useText();
  const { origin } = entry.attributes;
  const command = commandOf(image, origin);
  return (
    <span className={inspector.layerLine}>
      <LayerChip layer={origin} label={t('inspector.layerNumber', { layer: origin })} />
      {command !== null && (
        <span className={inspector.command} title={command}>
          {visibleLine(command.replaceAll(/\s+/g, ' '))}
        </span>
      )}
    </span>
  );
}

function commandOf(image: ComparedImage, layer: number): string | null {
  return image.layers.find(({ index }) => index === layer)?.command ?? null;
}

interface SideHashProps {
  readonly side: ContentSide;
  /** Where comparing the bytes has told it. */
  readonly hash: string | null;
}

function SideHash({ side, hash }: SideHashProps) {
  return <ContentHash {...addressOf(side)} known={hash ?? side.entry.attributes.contentHash} />;
}
