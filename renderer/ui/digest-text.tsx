import { CopyButton } from './copy-button.tsx';
import styles from './digest-text.module.css';

export interface DigestTextProps {
  /** Algorithm, colon, hash; other text is shown as it is. */
  readonly digest: string;
  readonly copyLabel: string;
  /** Shows the whole hash instead of its first twelve characters. */
  readonly whole?: boolean;
}

/** A digest with a button that copies all of it. */
export function DigestText({ digest, copyLabel, whole = false }: DigestTextProps) {
  const [algorithm = '', hash] = digest.split(':', 2);
  return (
    <span className={styles.digest}>
      <code className={styles.text} data-whole={whole || undefined} title={digest}>
        {whole || hash === undefined || hash.length <= 20
          ? digest
          : `${algorithm}:${hash.slice(0, 12)}…`}
      </code>
      <CopyButton text={digest} label={copyLabel} />
    </span>
  );
}
