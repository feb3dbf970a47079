import { CircleCheck, CircleX, Info, X } from 'lucide-react';
import { Toast as Primitive } from 'radix-ui';
import type { Notice } from '../store/notices.ts';
import { Button } from './button.tsx';
import { IconButton } from './icon-button.tsx';
import styles from './toasts.module.css';

const icons = { ok: CircleCheck, error: CircleX, note: Info } as const;

export interface ToastsProps {
  readonly notices: readonly Notice[];
  readonly onDismiss: (id: number) => void;
  readonly closeLabel: string;
  /** What a screen reader calls the place where the messages appear. */
  readonly label: string;
}

/** Short messages at the lower edge. Errors stay longer and are read out at once. */
export function Toasts({ notices, onDismiss, closeLabel, label }: ToastsProps) {
  return (
    <Primitive.Provider label={label} swipeDirection="right">
      {notices.map((notice) => {
        const Icon = icons[notice.tone];
        return (
          <Primitive.Root
            key={notice.id}
            className={styles.toast}
            data-tone={notice.tone}
            type={notice.tone === 'error' ? 'foreground' : 'background'}
            duration={notice.tone === 'error' || notice.action !== undefined ? 12_000 : 4000}
            onOpenChange={(open) => {
              if (!open) onDismiss(notice.id);
            }}
          >
            <Icon className={styles.icon} />
            <div className={styles.words}>
              <Primitive.Title className={styles.title}>{notice.title}</Primitive.Title>
              {notice.text !== undefined && (
                <Primitive.Description className={styles.text}>{notice.text}</Primitive.Description>
              )}
              {notice.action !== undefined && (
                <Primitive.Action asChild altText={notice.action.label}>
                  <Button size="s" className={styles.action} onClick={notice.action.run}>
                    {notice.action.label}
                  </Button>
                </Primitive.Action>
              )}
            </div>
            <Primitive.Close asChild>
              <IconButton label={closeLabel} icon={<X />} size="s" side="left" />
            </Primitive.Close>
          </Primitive.Root>
        );
      })}
      <Primitive.Viewport className={styles.viewport} />
    </Primitive.Provider>
  );
}
