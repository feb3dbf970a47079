import { FileSearch, FolderSearch, ListTree } from 'lucide-react';
import { visibleLine } from '../../../shared/format/visible.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import type { ReviewSectionProps } from '../review/section-props.ts';
import type { FindingLine } from './finding-lines.ts';
import styles from './findings.module.css';
import { showContent, showFinding } from './show-finding.ts';

export interface ShowButtonProps extends ReviewSectionProps {
  readonly line: FindingLine;
}

/** Leads to what a finding is about. */
export function ShowButton({ grant, image, line }: ShowButtonProps) {
  const { t } = useText();
  const item = { grant, key: image.key };
  const kind = line.kind === 'secret' ? line.secret.place.kind : 'file';
  const words = {
    file: t('findings.showFile'),
    config: t('findings.showConfig'),
    history: t('findings.showHistory'),
  };
  return (
    <Button
      size="s"
      icon={kind === 'file' ? <FolderSearch /> : <ListTree />}
      onClick={() => showFinding(item, line)}
    >
      {words[kind]}
    </Button>
  );
}

interface ContentButtonProps extends ReviewSectionProps {
  readonly node: number;
  readonly layer: number;
}

/** Opens a file as one layer stores it. */
export function ContentButton({ grant, image, node, layer }: ContentButtonProps) {
  const { t } = useText();
  return (
    <Button
      size="s"
      icon={<FileSearch />}
      onClick={() => showContent({ grant, key: image.key }, node, layer)}
    >
      {t('findings.openContent')}
    </Button>
  );
}

/** A path that can be selected and breaks anywhere. */
export function PathText({ path }: { readonly path: string }) {
  return <span className={styles.path}>/{visibleLine(path)}</span>;
}
