import path from 'node:path';
import type { ComparisonReport } from '../../../shared/report/comparison-report.ts';
import { reportPieces } from '../../../shared/report/report-pieces.ts';
import { writeText } from '../../engine/export/write-text.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { Command, CommandCall } from '../command.ts';
import { comparisonLines } from '../compare/comparison-lines.ts';
import { parseRules } from '../compare/fail-rule.ts';
import type { FailRule } from '../compare/fail-rule.ts';
import { judgeRules } from '../compare/judge-rules.ts';
import { withPair } from '../compare/open-pair.ts';
import type { ComparedPair } from '../compare/open-pair.ts';
import { otherPlatformLines } from '../compare/platform-lines.ts';
import { ExitCode } from '../exit-code.ts';
import { untilClosed } from '../output.ts';
import { english, oneLine } from '../text.ts';

export const compareCommand: Command = {
  name: 'compare',
  summary: 'Compare two images: where they part, layers, files, config, packages.',
  operands: ['A', 'B'],
  options: [
    'platform',
    'from',
    'to',
    'alone',
    'times',
    'fail-on',
    'html',
    'markdown',
    'json',
    'store',
  ],
  optionTexts: {
    platform: 'the platform of both: linux/amd64, linux/arm64/v8, arm64 …',
    from: 'take A after layer N, or `empty`; the same as A@N',
    to: 'take B after layer N, or `empty`; the same as B@N',
    json: 'print JSON with every path that differs',
  },
  notes: [
    'A and B are PATH or store:REF. PATH#REF chooses an image of an archive that holds several,\n@N at the end its files after layer N: app.tar#app:2@3, store:app:2@3. A file of exactly that name\ncomes first. What B has and A has not is added.',
    'RULES are separated by commas; the run ends with 1 when one is met:\n  size>+10%  size>+50MB  size>1GB  stored>+5%  paths>+1000  layers>30  packages>+0\n  shared-layers<5  added>100  removed>0  modified>0  moved>0\n  added:/root/**  removed:*.conf  modified:/etc/**  moved  changed:/usr/bin/**\n  content:  type:  mode:  owner:  link:  xattr:  mtime:GLOB  setuid[:GLOB]\n  packages[-added|-removed|-changed][:GLOB]  config[:KEY]\nA sign makes it the difference from A to B. docs/cli.md tells all about them.\n\nOf names for several platforms like is compared with like: linux/amd64, or the first that both have.',
  ],
  run: runCompare,
};

function runCompare(call: CommandCall): Promise<ExitCode> {
  const { options } = call;
  if (options.json && options.markdown) {
    throw new UsageFailure('--json and --markdown cannot both be printed');
  }
  const rules = parseRules(options.failOn);
  return withPair(call, async (pair) => {
    const file = options.html;
    if (file !== null) {
      const pieces = reportPieces('html', reportOf(pair, options.times), english());
      await writeText(path.resolve(file), pieces, call.signal);
    }
    await untilClosed(() => print(call, pair));
    for (const line of otherPlatformLines(pair)) await call.errors.line(line);
    return (await anyMet(call, pair, rules)) ? ExitCode.findings : ExitCode.fine;
  });
}

async function print({ options, output }: CommandCall, pair: ComparedPair): Promise<void> {
  if (options.json || options.markdown) {
    const format = options.json ? 'json' : 'markdown';
    const report = reportOf(pair, options.json || options.times);
    for (const piece of reportPieces(format, report, english())) await output.text(piece);
  } else {
    for (const line of comparisonLines(reportOf(pair, options.times), output)) {
      await output.line(line);
    }
  }
  await output.flush();
}

function reportOf(
  { comparison, others, packages, paths }: ComparedPair,
  timeOnly: boolean,
): ComparisonReport {
  return { comparison, packages, otherPlatforms: others, paths: () => paths({ timeOnly }) };
}

/** Says which rules are met and why; true when one is. */
async function anyMet(
  { errors, options }: CommandCall,
  { comparison, packages, paths }: ComparedPair,
  rules: readonly FailRule[],
): Promise<boolean> {
  if (rules.length === 0) return false;
  const met = judgeRules(rules, {
    comparison,
    packages,
    paths: () => paths({ timeOnly: true }),
    times: options.times,
  });
  for (const { rule, why } of met) {
    await errors.line(`${errors.style('red', 'failed')}  ${oneLine(rule.text)}  ${why}`);
  }
  return met.length > 0;
}
