import { FileDown } from 'lucide-react';
import { Tabs } from 'radix-ui';
import { useRef } from 'react';
import type { ComponentType } from 'react';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { reportFormats } from '../../../shared/model/comparison.ts';
import { actionItem } from '../../actions/menu-item.tsx';
import { useText } from '../../i18n/use-text.ts';
import { stackedWindow } from '../../store/layout.ts';
import { badgesOf, reviewSections, useReviewStore } from '../../store/review.ts';
import type { ReviewBadge, ReviewSection } from '../../store/review.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { Menu } from '../../ui/menu.tsx';
import { TabMenu } from '../../ui/tab-menu.tsx';
import { useMedia } from '../../ui/use-media.ts';
import { AdviceSection } from '../advice/advice-section.tsx';
import { DuplicatesSection } from '../duplicates/duplicates-section.tsx';
import { FindingsSection } from '../findings/findings-section.tsx';
import { PackageLayersSection } from '../package-layers/package-layers-section.tsx';
import { WasteSection } from '../waste/waste-section.tsx';
import type { ReviewSectionProps } from './section-props.ts';
import { sectionLooks } from './sections.ts';
import styles from './review-tab.module.css';

const contents: Readonly<Record<ReviewSection, ComponentType<ReviewSectionProps>>> = {
  advice: AdviceSection,
  waste: WasteSection,
  findings: FindingsSection,
  packages: PackageLayersSection,
  duplicates: DuplicatesSection,
};

/** The review of an image: its sections beside one another, of which one shows; only that one is mounted. */
export function ReviewTab({ grant, image }: ReviewSectionProps) {
  const { t } = useText();
  const section = useReviewStore((state) => state.section);
  const setSection = useReviewStore((state) => state.setSection);
  const badges = useReviewStore((state) => badgesOf(state.badges, { grant, image: image.key }));
  const stacked = useMedia(stackedWindow);
  const list = useRef<HTMLDivElement>(null);
  const Content = contents[section];
  return (
    <Tabs.Root
      className={styles.review}
      orientation={stacked ? 'horizontal' : 'vertical'}
      value={section}
      onValueChange={(value) => {
        const chosen = reviewSections.find((id) => id === value);
        if (chosen !== undefined) setSection(chosen);
      }}
    >
      <div className={styles.side}>
        <Tabs.List ref={list} className={styles.list} aria-label={t('review.sections')}>
          {reviewSections.map((id) => {
            const { icon: Icon, label } = sectionLooks[id];
            return (
              <Tabs.Trigger key={id} className={styles.item} value={id}>
                <Icon />
                <span className={styles.label}>{t(label)}</span>
                <SectionBadge badge={badges[id]} />
              </Tabs.Trigger>
            );
          })}
        </Tabs.List>
        <TabMenu
          list={list}
          tabs={reviewSections.map((id) => ({ id, label: t(sectionLooks[id].label) }))}
          selected={section}
          onSelect={setSection}
        />
        <Menu
          align={stacked ? 'end' : 'start'}
          items={reportFormats.map((format) => actionItem(`review.save.${format}`, t))}
        >
          {stacked ? (
            <IconButton size="s" label={t('review.save')} icon={<FileDown />} />
          ) : (
            <Button size="s" variant="ghost" icon={<FileDown />}>
              {t('review.save')}
            </Button>
          )}
        </Menu>
      </div>
      <Tabs.Content className={styles.content} value={section} tabIndex={-1}>
        <Content grant={grant} image={image} />
      </Tabs.Content>
    </Tabs.Root>
  );
}

function SectionBadge({ badge }: { readonly badge: ReviewBadge | undefined }) {
  const { locale, number } = useText();
  if (badge === undefined || badge.value === 0) return null;
  return (
    <Badge tone={badge.tone}>
      {badge.unit === 'bytes' ? formatBytes(badge.value, locale) : number(badge.value)}
    </Badge>
  );
}
