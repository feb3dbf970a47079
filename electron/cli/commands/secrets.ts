import type { Findings, SecretFinding } from '../../../shared/model/findings.ts';
import { findingsOf, revealSecret } from '../../engine/session/findings.ts';
import type { Command, CommandCall } from '../command.ts';
import { ExitCode } from '../exit-code.ts';
import { jsonText } from '../json-text.ts';
import { imageWord } from '../named-image.ts';
import { untilClosed } from '../output.ts';
import { withStack } from '../read-stack.ts';
import { secretLines } from '../secrets/secret-lines.ts';

export const secretsCommand: Command = {
  name: 'secrets',
  summary: 'Find likely secrets in files, deleted ones too, and in config and history.',
  operands: ['PATH'],
  options: ['image', 'platform', 'reveal', 'store', 'json'],
  optionTexts: {},
  notes: [
    'Values are masked unless --reveal is given. The run ends with 1 when a secret of high or medium\nconfidence was found. JSON also lists files with special permissions and what builds left behind.\ndocs/secrets.md tells what is looked for, and how well.',
  ],
  run: runSecrets,
};

function runSecrets(call: CommandCall): Promise<ExitCode> {
  const { options, output, signal } = call;
  return withStack(call, async ({ archive, image, read }) => {
    const { tasks, job, source } = archive;
    const { documents } = source.image(image.key);
    const { findings, secrets } = await findingsOf(read, { image, documents }, tasks, (_, work) =>
      work(job('looking through files')),
    );
    call.progress.clear();
    const values: (string | null)[] = [];
    for (let at = 0; options.reveal && at < secrets.length; at++) {
      values.push(await revealSecret(read, secrets, at, tasks, signal));
    }
    const { layers } = image;
    const unreadLayers = layers.flatMap(({ index }) =>
      read.layers[index] === null ? [index] : [],
    );
    await untilClosed(async () => {
      if (options.json) {
        await output.line(
          jsonText({ image: imageWord(image), ...record(findings, values), unreadLayers }, 2),
        );
      } else {
        for (const line of secretLines(findings, values, layers, unreadLayers, output))
          await output.line(line);
      }
      await output.flush();
    });
    return findings.secrets.some(isLikely) ? ExitCode.findings : ExitCode.fine;
  });
}

function isLikely({ confidence }: SecretFinding): boolean {
  return confidence !== 'low';
}

/** Numbers of nodes mean nothing outside of this run. */
function record(findings: Findings, values: readonly (string | null)[]): object {
  const { secrets, permissions, leftovers, ...rest } = findings;
  return {
    secrets: secrets.map(({ place, ...secret }, at) => ({
      ...secret,
      place: withoutNode(place),
      ...(values[at] === undefined ? {} : { value: values[at] }),
    })),
    permissions: permissions.map(withoutNode),
    leftovers: leftovers.map(withoutNode),
    ...rest,
  };
}

function withoutNode(value: object): object {
  return Object.fromEntries(Object.entries(value).filter(([name]) => name !== 'node'));
}
