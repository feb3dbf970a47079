import type { ExtendedAttribute } from '../../../shared/model/entry.ts';
import { useText } from '../../i18n/use-text.ts';
import type { FileCapabilities } from '../../../shared/format/capability.ts';
import { xattrValue } from './xattr-value.ts';
import styles from './inspector.module.css';

/** The value of an extended attribute, decoded where its meaning is known. */
export function XattrText({ attribute }: { readonly attribute: ExtendedAttribute }) {
  const { t } = useText();
  const value = xattrValue(attribute);
  switch (value.kind) {
    case 'empty':
      return <span className={styles.faint}>{t('inspector.xattr.empty')}</span>;
    case 'text':
      return <span className={styles.mono}>{value.text}</span>;
    case 'acl':
      return (
        <span className={styles.lines}>
          {value.lines.map((line) => (
            <span key={line}>{line}</span>
          ))}
        </span>
      );
    case 'capability':
      return <Capabilities capabilities={value.capabilities} />;
    case 'hex':
      return (
        <>
          <span className={styles.mono}>{value.hex}</span>
          {value.shownBytes < value.totalBytes && (
            <span className={styles.remark}>
              {t('inspector.xattr.cut', { shown: value.shownBytes, total: value.totalBytes })}
            </span>
          )}
        </>
      );
  }
}

function Capabilities({ capabilities }: { readonly capabilities: FileCapabilities }) {
  const { t } = useText();
  const { permitted, inheritable, effective, rootId, version } = capabilities;
  return (
    <>
      <span className={styles.lines}>
        {permitted.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </span>
      <span className={styles.remark}>
        {effective ? t('inspector.capability.effective') : t('inspector.capability.permitted')}
      </span>
      {inheritable.length > 0 && (
        <span className={styles.remark}>
          {t('inspector.capability.inheritable', { names: inheritable.join(', ') })}
        </span>
      )}
      {rootId !== null && rootId !== 0 && (
        <span className={styles.remark}>
          {t('inspector.capability.root', { id: String(rootId) })}
        </span>
      )}
      <span className={styles.remark}>{t('inspector.capability.version', { version })}</span>
    </>
  );
}
