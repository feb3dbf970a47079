import { textsFor } from '../../shared/i18n/t.ts';
import { libraryGrant } from '../../shared/model/library.ts';
import { hiddenCauses } from '../../shared/model/waste.ts';
import type { Waste } from '../../shared/model/waste.ts';
import { imagePieces } from '../../shared/report/image-pieces.ts';
import { reviewOf } from '../../electron/engine/session/review.ts';
import type { OpenedSource, Session } from '../../electron/engine/session/session.ts';
import type { ReadImage } from '../../electron/engine/session/image-reading.ts';
import { fileLife } from '../../electron/engine/view/file-life.ts';

const job = { signal: new AbortController().signal, progress: () => {} };
const texts = textsFor('de', 'de-DE');
const mostLives = 40;

/** The review of an image, its report in every form, and the lives of its first paths. */
export async function* askForReview(
  session: Session,
  source: OpenedSource,
  key: string,
  read: ReadImage,
): AsyncGenerator<unknown> {
  const image = source.archive.contents.images.find((each) => each.key === key);
  if (image === undefined) throw new Error(`there is no image ${key}`);
  const archive = source.image(key);
  const found = await reviewOf(
    { grant: libraryGrant, image, archive, read },
    { session, signal: job.signal, asJob: (_kind, work) => work(job) },
  );
  checkSums(found.waste);
  yield found;
  const review = { ...found, source: 'x' };
  for (const format of ['json', 'markdown', 'html'] as const) {
    const text = [...imagePieces(format, review, texts)].join('');
    if (format === 'html' && /<script/i.test(text)) throw new Error('the report has a script');
    yield text.length;
  }
  for (let node = 0; node < Math.min(read.tree.nodeCount, mostLives); node++) {
    yield fileLife(read.tree, node);
  }
}

function checkSums({ total, storedBytes, visibleBytes, byCause, layers }: Waste): void {
  const causes = hiddenCauses.reduce((sum, cause) => sum + byCause[cause], 0);
  const ofLayers = layers.reduce((sum, { hiddenBytes }) => sum + hiddenBytes, 0);
  if (total !== storedBytes - visibleBytes || causes !== total || ofLayers !== total) {
    throw new Error('the hidden bytes do not add up');
  }
}
