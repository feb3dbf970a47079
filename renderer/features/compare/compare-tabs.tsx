import { FileDown } from 'lucide-react';
import { reportFormats } from '../../../shared/model/comparison.ts';
import { actionItem } from '../../actions/menu-item.tsx';
import { useText } from '../../i18n/use-text.ts';
import { useComparisonStore } from '../../store/comparison.ts';
import type { CompareTab } from '../../store/comparison.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import type { Tab } from '../../ui/tabs.tsx';
import type { ComparedProps } from './compared-props.ts';
import { ConfigDifferences } from './config-differences.tsx';
import { FilesTab } from './files-tab.tsx';
import { GrowthTab } from './growth-tab.tsx';
import { LayersTab } from './layers-tab.tsx';
import { OverviewTab } from './overview-tab.tsx';
import { PackagesTab } from './packages-tab.tsx';
import { StepsTab } from './steps-tab.tsx';
import styles from './compare-page.module.css';

/** Tabs that say something of two layers taken alone. */
const ofLayers: readonly CompareTab[] = ['overview', 'files', 'growth'];

/** How two images differ, part by part. */
export function CompareTabs(props: ComparedProps) {
  const { t, number } = useText();
  const tab = useComparisonStore((state) => state.tab);
  const setTab = useComparisonStore((state) => state.setTab);
  // What can be saved depends on what is on screen.
  useComparisonStore((state) => state.shown);
  const { layers, config, steps } = props.value;
  const counts: Readonly<Partial<Record<CompareTab, number>>> = {
    layers: layers.filter(({ status }) => status !== 'identical').length,
    config: config.length,
    history: steps.filter(({ status }) => status !== 'same').length,
  };
  const content = [
    ['overview', <OverviewTab key="overview" {...props} />],
    ['layers', <LayersTab key="layers" {...props} />],
    ['files', <FilesTab key="files" {...props} />],
    ['growth', <GrowthTab key="growth" {...props} />],
    ['config', <ConfigDifferences key="config" {...props} />],
    ['history', <StepsTab key="history" {...props} />],
    ['packages', <PackagesTab key="packages" {...props} />],
  ] as const;
  // What layers hold by themselves has no config and no history.
  const alone = props.value.a.point.alone && props.value.b.point.alone;
  const shownTabs = content.filter(([id]) => !alone || ofLayers.includes(id));
  const tabs = shownTabs.map(([id, shown]): Tab<CompareTab> => {
    const count = counts[id] ?? 0;
    return {
      id,
      label: t(`compare.tab.${id}`),
      badge: count > 0 && <Badge>{number(count)}</Badge>,
      content: shown,
    };
  });
  return (
    <Tabs
      tabs={tabs}
      selected={tabs.some(({ id }) => id === tab) ? tab : 'overview'}
      onSelect={setTab}
      label={t('compare.tabs')}
      trailing={
        <span className={styles.trailing}>
          <Menu
            align="end"
            items={reportFormats.map((format) => actionItem(`comparison.save.${format}`, t))}
          >
            <Button size="s" variant="ghost" icon={<FileDown />}>
              {t('compare.save')}
            </Button>
          </Menu>
        </span>
      }
    />
  );
}
