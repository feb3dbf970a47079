import {
  ArrowRightLeft,
  Cpu,
  File,
  FileSymlink,
  Folder,
  FolderOpen,
  HardDrive,
} from 'lucide-react';
import type { Row } from '../../../shared/model/view.ts';
import styles from './file-tree.module.css';

const icons = {
  file: File,
  directory: Folder,
  symlink: FileSymlink,
  character: Cpu,
  block: HardDrive,
  fifo: ArrowRightLeft,
} as const;

export interface EntryIconProps {
  readonly row: Pick<Row, 'type'> & { readonly expanded?: boolean };
  readonly label: string;
}

/** The sign of an entry's type; folders open with their line. */
export function EntryIcon({ row, label }: EntryIconProps) {
  const Icon = row.type === 'directory' && row.expanded === true ? FolderOpen : icons[row.type];
  return <Icon className={styles.icon} data-type={row.type} role="img" aria-label={label} />;
}
