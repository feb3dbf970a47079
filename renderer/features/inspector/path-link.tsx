import type { ReactNode } from 'react';
import type { Image } from '../../../shared/model/image.ts';
import type { Grant } from '../../../shared/model/source.ts';
import { useText } from '../../i18n/use-text.ts';
import { revealPath } from '../../store/reveal.ts';
import styles from './inspector.module.css';

export interface PathLinkProps {
  readonly grant: Grant;
  readonly image: Image;
  /** Without a leading slash; empty for the root. */
  readonly path: string;
  /** The layer after which symbolic links on the way are followed; without it none are. */
  readonly follow?: number;
  readonly children: ReactNode;
}

/** A path of the image that leads to its line among the files. */
export function PathLink({ grant, image, path, follow, children }: PathLinkProps) {
  const { t } = useText();
  return (
    <button
      type="button"
      className={styles.pathLink}
      title={t('problems.showPath')}
      onClick={() => void revealPath({ grant, key: image.key }, path, follow)}
    >
      {children}
    </button>
  );
}
