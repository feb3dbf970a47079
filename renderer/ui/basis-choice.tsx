import { useId } from 'react';
import { byteBases, type ByteBasis } from '../../shared/model/amount.ts';
import type { TextKey } from '../../shared/i18n/t.ts';
import { useText } from '../i18n/use-text.ts';
import { Choice } from './choice.tsx';
import styles from './basis-choice.module.css';

const basisWords: Readonly<Record<ByteBasis, TextKey>> = {
  stored: 'basis.stored',
  unpacked: 'basis.unpacked',
};

export interface BasisChoiceProps {
  readonly basis: ByteBasis;
  readonly onChange: (basis: ByteBasis) => void;
}

/** Which bytes are shown: stored or unpacked ones. */
export function BasisChoice({ basis, onChange }: BasisChoiceProps) {
  const { t } = useText();
  const id = useId();
  return (
    <span className={styles.basis}>
      <span id={id} className={styles.label}>
        {t('basis.label')}
      </span>
      <Choice
        options={byteBases.map((each) => ({ id: each, label: t(basisWords[each]) }))}
        value={basis}
        onChange={onChange}
        labelledBy={id}
      />
    </span>
  );
}
