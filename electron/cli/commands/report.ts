import path from 'node:path';
import type { Review } from '../../../shared/model/review.ts';
import { imagePieces } from '../../../shared/report/image-pieces.ts';
import { maskedReview } from '../../../shared/report/image-masks.ts';
import { writeText } from '../../engine/export/write-text.ts';
import { reviewOf } from '../../engine/session/review.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { adviceLines } from '../review/advice-lines.ts';
import { withReviewed } from '../review/open-reviewed.ts';
import { english } from '../text.ts';

export const reportCommand: Command = {
  name: 'report',
  summary: 'Say what to do about an image, or all about it.',
  operands: ['PATH'],
  options: ['image', 'platform', 'html', 'markdown', 'json', 'store'],
  optionTexts: { json: 'print everything as JSON' },
  notes: [
    'Without --markdown or --json what should be done about the image is printed. Secrets are masked in\nall forms.',
  ],
  run: runReport,
};

function runReport(call: CommandCall): Promise<ExitCode> {
  const { operands, options } = call;
  if (options.json && options.markdown) {
    throw new UsageFailure('--json and --markdown cannot both be printed');
  }
  if (options.html === '-' && (options.json || options.markdown)) {
    throw new UsageFailure('one form alone can be printed');
  }
  const operand = { opened: operands[0] ?? '', wanted: options };
  return withReviewed(call, [operand], async ({ reviewed, work, source }) => {
    const review: Review = { source, ...(await reviewOf(reviewed, work)) };
    const { html } = options;
    const pieces = imagePieces('html', review, english());
    if (html === '-') {
      for (const piece of pieces) await call.output.text(piece);
      return ExitCode.fine;
    }
    if (html !== null) await writeText(path.resolve(html), pieces, call.signal);
    await print(call, review);
    return ExitCode.fine;
  });
}

async function print({ options, output }: CommandCall, review: Review): Promise<void> {
  if (options.json || options.markdown) {
    const format = options.json ? 'json' : 'markdown';
    for (const piece of imagePieces(format, review, english())) await output.text(piece);
    return;
  }
  for (const line of adviceLines(maskedReview(review), output)) await output.line(line);
}
