import { Weight } from 'lucide-react';
import { Popover } from 'radix-ui';
import { useState } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { useText } from '../../i18n/use-text.ts';
import { Button } from '../../ui/button.tsx';
import { parseBytes } from './parse-bytes.ts';
import styles from './size-filter.module.css';

export interface SizeFilterProps {
  readonly minBytes: number | null;
  readonly maxBytes: number | null;
  readonly onChange: (minBytes: number | null, maxBytes: number | null) => void;
}

/** Shows files of some size alone: at least, at most, or both. */
export function SizeFilter({ minBytes, maxBytes, onChange }: SizeFilterProps) {
  const { t, locale } = useText();
  const [open, setOpen] = useState(false);
  const active = minBytes !== null || maxBytes !== null;
  const text =
    minBytes !== null && maxBytes !== null
      ? `${formatBytes(minBytes, locale)} – ${formatBytes(maxBytes, locale)}`
      : minBytes !== null
        ? `≥ ${formatBytes(minBytes, locale)}`
        : maxBytes !== null
          ? `≤ ${formatBytes(maxBytes, locale)}`
          : null;
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger
        className={styles.trigger}
        data-active={active || undefined}
        aria-label={t('sizeFilter.title')}
        title={t('sizeFilter.title')}
      >
        <Weight />
        {text}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content className={styles.popover} sideOffset={4} collisionPadding={8}>
          <SizeForm
            minBytes={minBytes}
            maxBytes={maxBytes}
            onApply={(min, max) => {
              onChange(min, max);
              setOpen(false);
            }}
          />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}

interface SizeFormProps {
  readonly minBytes: number | null;
  readonly maxBytes: number | null;
  readonly onApply: (minBytes: number | null, maxBytes: number | null) => void;
}

const quickSizes = [1_000_000, 10_000_000, 100_000_000] as const;

function SizeForm({ minBytes, maxBytes, onApply }: SizeFormProps) {
  const { t, locale } = useText();
  const [min, setMin] = useState(minBytes === null ? '' : formatBytes(minBytes, locale));
  const [max, setMax] = useState(maxBytes === null ? '' : formatBytes(maxBytes, locale));
  const parsedMin = parseBytes(min, locale);
  const parsedMax = parseBytes(max, locale);
  const valid = parsedMin !== undefined && parsedMax !== undefined;
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (valid) onApply(parsedMin, parsedMax);
      }}
    >
      <label className={styles.field}>
        {t('sizeFilter.min')}
        <input
          value={min}
          placeholder="1 MB"
          aria-invalid={parsedMin === undefined}
          onChange={(event) => setMin(event.target.value)}
        />
      </label>
      <label className={styles.field}>
        {t('sizeFilter.max')}
        <input
          value={max}
          placeholder={t('sizeFilter.any')}
          aria-invalid={parsedMax === undefined}
          onChange={(event) => setMax(event.target.value)}
        />
      </label>
      <div className={styles.quick}>
        {quickSizes.map((bytes) => (
          <Button key={bytes} size="s" onClick={() => onApply(bytes, null)}>
            ≥ {formatBytes(bytes, locale)}
          </Button>
        ))}
      </div>
      <div className={styles.actions}>
        <Button size="s" variant="ghost" onClick={() => onApply(null, null)}>
          {t('sizeFilter.clear')}
        </Button>
        <Button size="s" variant="primary" type="submit" disabled={!valid}>
          {t('sizeFilter.apply')}
        </Button>
      </div>
    </form>
  );
}
