import path from 'node:path';
import { platformText } from '../../../shared/model/platform.ts';
import { writeText } from '../../engine/export/write-text.ts';
import type { ReviewedImage } from '../../engine/session/advice.ts';
import { checkFacts } from '../check/check-image.ts';
import { checkLines, checkRecord } from '../check/check-report.ts';
import { checkRules, checkRuleNames } from '../check/check-rule.ts';
import { judgeCheck } from '../check/judge-check.ts';
import { readRules } from '../check/rules-file.ts';
import { sarifReport } from '../check/sarif-report.ts';
import type { CheckedImage } from '../check/sarif-report.ts';
import { UsageFailure } from '../cli-failure.ts';
import type { Command, CommandCall } from '../command.ts';
import { parseOperand } from '../compare/compare-operand.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { untilClosed } from '../output.ts';
import { withReviewed } from '../review/open-reviewed.ts';
import type { ReviewOperand } from '../review/open-reviewed.ts';

export const checkCommand: Command = {
  name: 'check',
  summary: 'Hold an image against rules: a gate for CI.',
  operands: ['PATH'],
  options: ['rules', 'baseline', 'image', 'platform', 'format', 'json', 'output', 'store'],
  optionTexts: {
    format: 'plain (the default), json or sarif (2.1.0)',
    json: 'the same as `--format json`',
    output: 'write JSON or SARIF there (- for stdout), and print the table',
    quiet: 'no progress, and only rules that failed',
  },
  notes: [
    'Exit code 1 when a rule failed. Rules stand below `rules:` in a YAML file, `.dive-ci` of the working\nfolder where no other is named; dive’s own are read as dive reads them. docs/check.md tells all.',
    `Rules:\n${ruleLines().join('\n')}`,
  ],
  run: runCheck,
};

function ruleLines(): readonly string[] {
  const width = Math.max(...checkRuleNames.map(({ length }) => length));
  return checkRuleNames.map((name) => `  ${name.padEnd(width)}  ${checkRules[name].text}`);
}

const formats = ['plain', 'json', 'sarif'] as const;

type Format = (typeof formats)[number];

async function runCheck(call: CommandCall): Promise<ExitCode> {
  const { operands, options } = call;
  const format = formatOf(call);
  const { file, rules } = await readRules(options.rules);
  const [opened = ''] = operands;
  const first: ReviewOperand = { opened, wanted: options };
  const second = baselineOf(call);
  return withReviewed(call, [first, ...second], async ({ reviewed, work, source, others }) => {
    const facts = await checkFacts(rules, reviewed, others[0] ?? null, work);
    call.progress.clear();
    const results = judgeCheck(rules, facts);
    const image = checkedImage(source === '' ? opened : source, reviewed);
    const record = {
      plain: () => null,
      json: () => checkRecord(results, image, file),
      sarif: () => sarifReport(results, image, call.installation.version),
    }[format]();
    await untilClosed(async () => {
      const text = record === null ? null : `${jsonText(record, 2)}\n`;
      const target = options.output === '-' ? null : options.output;
      if (text !== null && target === null) await call.output.text(text);
      else {
        if (text !== null) await writeText(path.resolve(target ?? ''), [text], call.signal);
        const lines = checkLines(results, call.output, options.quiet);
        for (const line of lines) await call.output.line(line);
      }
      await call.output.flush();
    });
    const isMet = results.every(({ result }) => result !== 'failed');
    return isMet ? ExitCode.fine : ExitCode.findings;
  });
}

function formatOf({ options }: CommandCall): Format {
  const text = options.format ?? (options.json ? 'json' : 'plain');
  const format = formats.find((each) => each === text);
  if (format === undefined) throw new UsageFailure(`--format takes ${formats.join(', ')}`);
  if (options.json && format !== 'json') {
    throw new UsageFailure(`--json cannot be combined with --format ${format}`);
  }
  if (format === 'plain' && options.output !== null) {
    throw new UsageFailure('--output needs --format json or sarif');
  }
  return format;
}

function baselineOf({ options }: CommandCall): readonly ReviewOperand[] {
  if (options.baseline === null) return [];
  const { opened, image, point } = parseOperand(options.baseline);
  if (point !== null) throw new UsageFailure('--baseline takes a whole image, without @N');
  return [{ opened, wanted: { image, platform: options.platform } }];
}

function checkedImage(source: string, { image }: ReviewedImage): CheckedImage {
  return {
    source,
    id: image.id,
    references: image.references,
    platform: platformText(image.platform),
  };
}
