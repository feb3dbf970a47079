import path from 'node:path';
import type { ElectronApplication, Page } from 'playwright';
import { electronStage } from '../harness/electron-app.ts';
import { contend, type Sample } from '../harness/measure.ts';
import { rounds, type Subject } from './subject.ts';

const names = {
  sample: 'longest frame while the sample opens',
  image: 'longest frame while the image opens',
} as const;

/** How long frames are watched after the tree is there: digests are being proved then. */
const watchedAfter = 4000;

/** The worst stall of the window while an image opens in the running app, by the time between two frames. */
export const frames: Subject = async (bench) => {
  const stage = await electronStage();
  const { plain } = await bench.input();
  const sample = path.join(stage.project, 'assets/sample.tar');
  const title = 'the longest time between two frames';
  const run = (file: string) => () =>
    stage.launch([stage.project], (app, page) => longestFrame(app, page, file));
  try {
    const measured = await contend(
      [
        { name: names.sample, run: run(sample) },
        { name: names.image, run: run(plain.archive) },
      ],
      bench.runs,
      { warmUp: true, onRound: rounds(bench, title) },
    );
    const image = measured.find(({ name }) => name === names.image);
    return {
      subject: 'frames',
      comparisons: [{ title, measured, against: [] }],
      verdicts: [
        {
          work: 'the worst of all runs, opening the image',
          measured: image?.most ?? Number.NaN,
          target: 16,
          limit: 50,
          unit: 'ms',
        },
      ],
      notes: [stage.description],
    };
  } finally {
    stage.end();
  }
};

async function longestFrame(app: ElectronApplication, page: Page, file: string): Promise<Sample> {
  await app.evaluate(({ dialog }, filePath) => {
    Reflect.set(dialog, 'showOpenDialog', async () => ({ canceled: false, filePaths: [filePath] }));
  }, file);
  const open = page.getByRole('button', { name: 'Open…' }).first();
  await open.waitFor();
  await page.waitForTimeout(1000);
  await page.evaluate(() => {
    let last = performance.now();
    const seen = { longest: 0 };
    Reflect.set(globalThis, 'framesSeen', seen);
    const next = (now: number): void => {
      seen.longest = Math.max(seen.longest, now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  await open.click();
  // Asked for by roles it would have the page work out the roles of everything in it while its frames are watched.
  await page.locator('[role=treegrid] [data-index="1"]').waitFor({ timeout: 60_000 });
  await page.waitForTimeout(watchedAfter);
  const longest = await page.evaluate(() => {
    const seen: { readonly longest: number } = Reflect.get(globalThis, 'framesSeen');
    return seen.longest;
  });
  return { milliseconds: longest, peakBytes: null, figures: {} };
}
