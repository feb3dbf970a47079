import { FileInput, FolderInput, X } from 'lucide-react';
import { visibleLine } from '../../../shared/format/visible.ts';
import { host } from '../../engine/client.ts';
import { useText } from '../../i18n/use-text.ts';
import { reportFailure } from '../../store/follow.ts';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import type { AppendedLayer } from './edit-draft.ts';
import form from './export.module.css';
import styles from './edit.module.css';

export interface AppendedLayersProps {
  readonly appended: readonly AppendedLayer[];
  readonly onChange: (
    change: (before: readonly AppendedLayer[]) => readonly AppendedLayer[],
  ) => void;
}

/** Folders and tars that become layers on top, each with what the history says of it. */
export function AppendedLayers({ appended, onChange }: AppendedLayersProps) {
  const { t } = useText();

  async function add(folder: boolean): Promise<void> {
    try {
      const chosen = await host.call('export.chooseLayer', { folder });
      if (chosen === null) return;
      const { grant, name } = chosen;
      const message = t('export.edit.message', { name });
      onChange((before) => [...before, { grant, name, message }]);
    } catch (thrown) {
      reportFailure(t('export.edit.append'), thrown);
    }
  }

  return (
    <div role="group" aria-label={t('export.edit.append')}>
      <p className={form.legend}>{t('export.edit.append')}</p>
      {appended.length > 0 && (
        <ul className={styles.appended}>
          {appended.map((layer, place) => (
            <li key={layer.grant}>
              <span className={styles.appendedName} title={visibleLine(layer.name)}>
                {visibleLine(layer.name)}
              </span>
              <input
                className={form.input}
                aria-label={t('export.edit.messageOf', { name: visibleLine(layer.name) })}
                value={layer.message}
                onChange={({ target: { value } }) =>
                  onChange((before) =>
                    before.map((other, at) =>
                      at === place ? { ...other, message: value } : other,
                    ),
                  )
                }
              />
              <IconButton
                size="s"
                label={t('export.edit.remove', { name: visibleLine(layer.name) })}
                icon={<X />}
                onClick={() => onChange((before) => before.filter((_, at) => at !== place))}
              />
            </li>
          ))}
        </ul>
      )}
      <div className={styles.tools}>
        <Button size="s" icon={<FolderInput />} onClick={() => void add(true)}>
          {t('export.edit.addFolder')}
        </Button>
        <Button size="s" icon={<FileInput />} onClick={() => void add(false)}>
          {t('export.edit.addTar')}
        </Button>
      </div>
    </div>
  );
}
