import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright';
import { electronStage } from '../harness/electron-app.ts';
import type { ElectronStage } from '../harness/electron-app.ts';
import { contend, type Sample } from '../harness/measure.ts';
import { ratio } from '../harness/report.ts';
import { rounds, type Subject } from './subject.ts';

const names = {
  empty: 'an empty Electron window, painted',
  app: "the app, the sample's tree painted",
} as const;

/** The least program that shows a window. */
const emptyApp = `
import { app, BrowserWindow } from 'electron';
app.on('window-all-closed', () => app.quit());
app.on('ready', () => {
  const window = new BrowserWindow({ width: 1200, height: 800 });
  void window.loadURL('data:text/html,<title>empty</title><p>empty');
});
`;

/** From launching the program to its window painted, driven by Playwright, beside an empty window driven alike. */
export const start: Subject = async (bench) => {
  const stage = await electronStage();
  const folder = await mkdtemp(path.join(tmpdir(), 'layerscope-bench-'));
  await writeFile(path.join(folder, 'main.mjs'), emptyApp);
  await writeFile(
    path.join(folder, 'package.json'),
    JSON.stringify({ name: 'empty', version: '0.0.0', type: 'module', main: 'main.mjs' }),
  );
  const sample = path.join(stage.project, 'assets/sample.tar');
  const title = 'from launch to the first picture';
  try {
    const measured = await contend(
      [
        { name: names.empty, run: () => timeToPaint(stage, [folder], async () => {}) },
        {
          name: names.app,
          run: () =>
            timeToPaint(stage, [stage.project, sample], async (page) => {
              await page.getByRole('treegrid').getByRole('row').nth(2).waitFor();
            }),
        },
      ],
      bench.runs,
      { warmUp: true, onRound: rounds(bench, title) },
    );
    const comparison = { title, measured, against: [names.empty] };
    return {
      subject: 'start',
      comparisons: [comparison],
      verdicts: [],
      notes: [
        stage.description,
        `the app takes ${ratio(comparison, names.app, names.empty).toFixed(2)} times as long as the empty window`,
      ],
    };
  } finally {
    stage.end();
    await rm(folder, { recursive: true, force: true });
  }
};

async function timeToPaint(
  stage: ElectronStage,
  args: readonly string[],
  painted: (page: Page) => Promise<void>,
): Promise<Sample> {
  const begin = performance.now();
  return stage.launch(args, async (_app, page) => {
    await painted(page);
    // Two frames later what is in the document is on the screen.
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    );
    return { milliseconds: performance.now() - begin, peakBytes: null, figures: {} };
  });
}
