import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { host } from '../engine/client.ts';
import { IconButton } from './icon-button.tsx';

export interface CopyButtonProps {
  /** What goes to the clipboard. */
  readonly text: string;
  /** What the button does, such as "Copy image ID". */
  readonly label: string;
  readonly size?: 's' | 'm';
}

/** Copies a text and shows for a moment that it did. */
export function CopyButton({ text, label, size = 's' }: CopyButtonProps) {
  const [copied, setCopied] = useState(false);

  async function copy(): Promise<void> {
    await host.call('clipboard.write', { text });
    setCopied(true);
    setTimeout(() => setCopied(false), 1200);
  }

  return (
    <IconButton
      label={label}
      size={size}
      icon={copied ? <Check /> : <Copy />}
      onClick={(event) => {
        event.stopPropagation();
        void copy();
      }}
    />
  );
}
