import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { goesIntoFolder } from '../../../shared/model/export.ts';
import type { ExportPlan, ExportRequest } from '../../../shared/model/export.ts';
import { useEngineCall } from '../../engine/use-call.ts';
import type { CallState } from '../../engine/use-call.ts';
import { failureText } from '../../i18n/words.ts';
import { useText } from '../../i18n/use-text.ts';
import { useDialogsStore } from '../../store/dialogs.ts';
import { useExportStore } from '../../store/export.ts';
import { runExport } from '../../store/run-export.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { PlanBox } from './plan-box.tsx';
import type { PlanBoxProps } from './plan-box.tsx';
import styles from './export.module.css';

export interface ExportFrameProps {
  readonly title: string;
  /** What is taken out. */
  readonly about: ReactNode;
  /** What would be done; null while something has still to be chosen. */
  readonly request: ExportRequest | null;
  /** What has still to be chosen. */
  readonly missing: string;
  readonly plan: CallState<ExportPlan>;
  /** Of the button that does it. */
  readonly label?: string;
  readonly size?: 'l' | 'xl';
  readonly children: ReactNode;
}

/** What `request` would do, while the dialog is to be seen. */
export function useExportPlan(request: ExportRequest | null): CallState<ExportPlan> {
  const visible = useDialogsStore((state) => state.open === 'export');
  return useEngineCall('export.plan', visible && request !== null ? { request } : null);
}

/** The dialog of all exports: what is taken, how, what that comes to, and then where to. */
export function ExportFrame(props: ExportFrameProps) {
  const { title, about, request, missing, plan, label, size = 'l', children } = props;
  const { t } = useText();
  const open = useDialogsStore((state) => state.open === 'export');
  const failure = useExportStore((state) => state.failure);
  const isEmpty = plan.status === 'ready' && plan.value.files === 0 && plan.value.bytes === 0;
  const cannot = request === null || plan.status === 'failed' || isEmpty;

  // What was refused is being set right.
  const asked = JSON.stringify(request);
  useEffect(() => () => useExportStore.setState({ failure: null }), [asked]);

  function close(): void {
    useDialogsStore.getState().show(null);
    useExportStore.setState({ subject: null });
  }

  return (
    <Dialog
      open={open}
      size={size}
      onOpenChange={(next) => {
        if (!next) close();
      }}
      title={title}
      closeLabel={t('dialog.close')}
      footer={
        <>
          <Button onClick={close}>{t('dialog.cancel')}</Button>
          <Button
            variant="primary"
            disabled={cannot}
            onClick={() => {
              if (request !== null) void runExport(request);
            }}
          >
            {label ?? t('export.do')}
          </Button>
        </>
      }
    >
      <div className={styles.parts}>
        <div className={styles.about}>{about}</div>
        {children}
        <div className={styles.planPlace}>
          {failure !== null && (
            <p className={styles.failure} role="alert">
              {failureText(failure, t)}
            </p>
          )}
          <PlanBox
            plan={plan}
            missing={missing}
            output={outputOf(request)}
            countsFiles={request?.what === 'files' || request?.what === 'layers'}
          />
        </div>
      </div>
    </Dialog>
  );
}

function outputOf(request: ExportRequest | null): PlanBoxProps['output'] {
  if (request?.what === 'edit' && request.format === null) return 'library';
  return request !== null && goesIntoFolder(request) ? 'into-folder' : 'named';
}
