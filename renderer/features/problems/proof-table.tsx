import { ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import { formatBytes, formatExactBytes } from '../../../shared/format/bytes.ts';
import { visibleLine } from '../../../shared/format/visible.ts';
import type { ProofCheck } from '../../../shared/model/proof.ts';
import type { SourceState } from '../../../shared/model/source-state.ts';
import { runOnSource } from '../../actions/run.ts';
import { useText } from '../../i18n/use-text.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { DataTable } from '../../ui/data-table.tsx';
import { DigestText } from '../../ui/digest-text.tsx';
import { Section } from '../../ui/section.tsx';
import { ProofState } from '../image/proof-state.tsx';
import { proofSummary } from '../image/proof-summary.ts';
import styles from './problems.module.css';

/** Every digest that the documents state, and what the bytes hash to. */
export function ProofTable({ source }: { readonly source: SourceState }) {
  const { t } = useText();
  const [onlyWrong, setOnlyWrong] = useState(false);
  const { proof, grant } = source;
  const { checked, verified, unread } = proofSummary(proof);
  const wrong = proof.checks.filter(({ result }) => result !== 'verified');
  const shown = onlyWrong ? wrong : proof.checks;
  return (
    <Section
      title={t('proof.title')}
      badge={checked > 0 && <Badge>{checked}</Badge>}
      trailing={
        proof.status === 'running' ? (
          <ProofState source={source} />
        ) : (
          <Button
            size="s"
            icon={<ShieldCheck />}
            onClick={() => runOnSource('source.prove', grant)}
          >
            {proof.status === 'waiting' ? t('proof.start') : t('proof.startAgain')}
          </Button>
        )
      }
    >
      <p className={styles.meaning}>
        {proof.status === 'done' && checked === 0
          ? t('problems.nothing.noDigests')
          : t(`proof.status.${proof.status === 'done' && unread > 0 ? 'unread' : proof.status}`)}
      </p>
      {checked > 0 && (
        <>
          <p className={styles.proofBar}>
            <span>{t('proof.counts', { verified, checked })}</span>
            <label className={styles.choice}>
              <input
                type="checkbox"
                checked={onlyWrong}
                onChange={(event) => setOnlyWrong(event.currentTarget.checked)}
              />
              {t('proof.onlyWrong')}
            </label>
          </p>
          {shown.length === 0 ? (
            <p className={styles.faint}>{t('proof.noneWrong')}</p>
          ) : (
            <Checks checks={shown} />
          )}
        </>
      )}
    </Section>
  );
}

function Checks({ checks }: { readonly checks: readonly ProofCheck[] }) {
  const { t } = useText();
  return (
    <DataTable
      label={t('proof.title')}
      items={checks}
      itemKey={({ name, over, stated }, position) => `${position} ${over} ${stated} ${name}`}
      columns={[
        {
          key: 'result',
          label: t('proof.result'),
          cell: ({ result }) => <Badge tone={tones[result]}>{t(`proof.result.${result}`)}</Badge>,
        },
        { key: 'stated', label: t('proof.digest'), cell: (check) => <Digests check={check} /> },
        {
          key: 'bytes',
          label: t('proof.bytes'),
          end: true,
          cell: (check) => <Sizes check={check} />,
        },
        { key: 'over', label: t('proof.over'), cell: ({ over }) => t(`proof.over.${over}`) },
        {
          key: 'name',
          label: t('proof.name'),
          wide: true,
          cell: ({ name }) => <code className={styles.member}>{visibleLine(name)}</code>,
        },
      ]}
    />
  );
}

const tones = {
  verified: 'ok',
  mismatch: 'error',
  missing: 'error',
  unreadable: 'error',
  'unknown-algorithm': 'note',
} as const;

function Digests({ check }: { readonly check: ProofCheck }) {
  const { t } = useText();
  const { stated, found } = check;
  return (
    <>
      <DigestText digest={stated} copyLabel={t('config.copyDigest')} />
      {found !== null && found !== stated && (
        <span className={styles.found}>
          {t('proof.found')}
          <DigestText digest={found} copyLabel={t('config.copyDigest')} />
        </span>
      )}
    </>
  );
}

function Sizes({ check }: { readonly check: ProofCheck }) {
  const { t, locale } = useText();
  const { statedBytes, foundBytes } = check;
  const bytes = foundBytes ?? statedBytes;
  if (bytes === null) return <>–</>;
  return (
    <>
      <span title={formatExactBytes(bytes, t)}>{formatBytes(bytes, locale)}</span>
      {statedBytes !== null && foundBytes !== null && statedBytes !== foundBytes && (
        <span className={styles.found}>
          {t('proof.statedBytes', { size: formatExactBytes(statedBytes, t) })}
        </span>
      )}
    </>
  );
}
