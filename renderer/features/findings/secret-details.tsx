import { Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { visibleText } from '../../../shared/format/visible.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import { useText } from '../../i18n/use-text.ts';
import { failureText } from '../../i18n/words.ts';
import { Button } from '../../ui/button.tsx';
import { KeyValueTable } from '../../ui/key-value-table.tsx';
import type { KeyValue } from '../../ui/key-value-table.tsx';
import { LayerChip } from '../../ui/layer-chip.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { LayerLine } from '../inspector/layer-line.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import { ConfidenceMark } from './confidence-mark.tsx';
import { ContentButton, PathText, ShowButton } from './finding-parts.tsx';
import { placeText, stateMeaning, stateText } from './finding-lines.ts';
import type { FindingLine } from './finding-lines.ts';
import styles from './findings.module.css';

export interface SecretDetailsProps extends ReviewSectionProps {
  readonly line: Extract<FindingLine, { kind: 'secret' }>;
}

/** Why something is taken for a secret, where it is, and its value for whoever asks for it. */
export function SecretDetails({ grant, image, line }: SecretDetailsProps) {
  const { t } = useText();
  const { confidence, locked, masked, more, place, rule } = line.secret;
  const facts: readonly KeyValue[] = [
    {
      key: 'sure',
      label: t('findings.sureness'),
      value: (
        <span className={styles.sure}>
          <ConfidenceMark confidence={confidence} />
          <span className={styles.remark}>{t(`confidence.${confidence}.meaning`)}</span>
        </span>
      ),
    },
    { key: 'where', label: t('findings.where'), value: <Place line={line} /> },
    {
      key: 'value',
      label: t('findings.value'),
      value:
        masked === null ? (
          t('findings.wholeFile')
        ) : (
          <SecretValue grant={grant} image={image.key} secret={line.position} masked={masked} />
        ),
    },
    ...(locked === undefined
      ? []
      : [
          {
            key: 'locked',
            label: t('findings.locked'),
            value: (
              <>
                {t(locked ? 'findings.locked.yes' : 'findings.locked.no')}
                <span className={styles.remark}>
                  {t(locked ? 'findings.locked.yes.text' : 'findings.locked.no.text')}
                </span>
              </>
            ),
          },
        ]),
  ];
  const fate: readonly KeyValue[] = [
    {
      key: 'state',
      label: t('findings.state'),
      value: (
        <>
          {stateText(place, t)}
          <span className={styles.remark}>{stateMeaning(place, t)}</span>
        </>
      ),
    },
    ...(place.kind === 'file'
      ? [
          {
            key: 'layer',
            label: t('findings.storedIn'),
            value: <LayerLine image={image} layer={place.layer} />,
          },
          ...(place.hiddenIn === null
            ? []
            : [
                {
                  key: 'hidden',
                  label: t('findings.hiddenIn'),
                  value: <LayerLine image={image} layer={place.hiddenIn} />,
                },
              ]),
        ]
      : []),
    // The command of a step may be the secret itself: its layer is named without it.
    ...(place.kind === 'history' && place.layer !== null
      ? [
          {
            key: 'layer',
            label: t('inspector.layer'),
            value: (
              <LayerChip
                layer={place.layer}
                label={t('inspector.layerNumber', { layer: place.layer })}
              />
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <h2 className={styles.title}>{t(`secret.${rule}`)}</h2>
      <p className={styles.reason}>{t(`secret.${rule}.reason`)}</p>
      <div className={styles.actions}>
        <ShowButton grant={grant} image={image} line={line} />
        {place.kind === 'file' && rule !== 'git-folder' && (
          <ContentButton grant={grant} image={image} node={place.node} layer={place.layer} />
        )}
      </div>
      <div className={styles.facts}>
        <KeyValueTable rows={facts} />
        <KeyValueTable rows={fate} />
      </div>
      {more > 0 && <p className={styles.remark}>{t('findings.more', { count: more })}</p>}
      <p className={styles.remark}>{t('findings.revoke')}</p>
    </>
  );
}

function Place({ line }: Pick<SecretDetailsProps, 'line'>) {
  const { t } = useText();
  const { place } = line.secret;
  if (place.kind !== 'file') return placeText(place, t);
  return (
    <>
      <PathText path={place.path} />
      {place.line !== null && (
        <span className={styles.remark}>{t('findings.line', { line: place.line })}</span>
      )}
    </>
  );
}

interface SecretValueProps {
  readonly grant: ReviewSectionProps['grant'];
  readonly image: string;
  /** Its position in `Findings.secrets`. */
  readonly secret: number;
  readonly masked: string;
}

/** A masked value. It is read from the image when it is asked for, and forgotten as soon as it is out of sight. */
function SecretValue({ grant, image, secret, masked }: SecretValueProps) {
  const { t } = useText();
  const [revealed, setRevealed] = useState(false);
  const value = useEngineCall('findings.reveal', revealed ? { grant, image, secret } : null);
  const ready = value.status === 'ready';
  return (
    <span className={styles.secret}>
      <code className={styles.value} data-revealed={ready || undefined}>
        {ready ? visibleText(value.value) : visibleText(masked)}
      </code>
      {value.status === 'failed' && (
        <span className={styles.failure} role="alert">
          {t('findings.reveal.failed')} {failureText(value.failure, t)}
        </span>
      )}
      <Button
        size="s"
        icon={revealed ? <EyeOff /> : <Eye />}
        aria-pressed={revealed}
        onClick={() => setRevealed(!revealed)}
      >
        {t(revealed ? 'findings.hide' : 'findings.reveal')}
        {value.status === 'loading' && <Spinner />}
      </Button>
    </span>
  );
}
