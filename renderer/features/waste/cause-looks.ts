import {
  Copy,
  FileStack,
  FileX2,
  FolderX,
  HardDrive,
  Layers,
  Replace,
  UserCog,
} from 'lucide-react';
import type { LucideIcon } from 'lucide-react';
import type { HiddenCause } from '../../../shared/model/waste.ts';
import type { Texture } from './texture-path.ts';

export interface CauseLook {
  readonly icon: LucideIcon;
  /** What of the colours: something newer is there, the same once more, nothing is there, or none of these. */
  readonly tone: 'newer' | 'copied' | 'gone' | 'other';
  readonly texture: Texture;
}

/** How each cause is marked: by a sign, a colour and a texture, so that none of them is needed to tell it from others. */
export const causeLooks: Readonly<Record<HiddenCause, CauseLook>> = {
  overwritten: { icon: FileStack, tone: 'newer', texture: 'rising' },
  metadata: { icon: UserCog, tone: 'copied', texture: 'dots' },
  'deleted-file': { icon: FileX2, tone: 'gone', texture: 'falling' },
  'deleted-folder': { icon: FolderX, tone: 'gone', texture: 'crossed' },
  opaque: { icon: Layers, tone: 'gone', texture: 'upright' },
  replaced: { icon: Replace, tone: 'gone', texture: 'level' },
  duplicate: { icon: Copy, tone: 'other', texture: 'dots' },
  'not-shown': { icon: HardDrive, tone: 'other', texture: 'upright' },
};
