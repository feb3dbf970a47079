import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';

/** The schema of SARIF 2.1.0 (OASIS; rtm.5, which schemastore.org and GitHub use). */
const schemaFile = createRequire(import.meta.url).resolve(
  '@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json',
);

/** Where a value departs from the schema of SARIF 2.1.0; empty for a valid report. */
export function schemaFaults(value: unknown): readonly string[] {
  if (validate(value)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) =>
      `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
  );
}

const validate = compiled();

function compiled() {
  // It is written in draft 4, of which it only uses what later drafts mean by the same words, but for these two.
  const { $schema: _, id: __, ...schema } = JSON.parse(readFileSync(schemaFile, 'utf8'));
  const ajv = new Ajv({
    strict: false,
    unicodeRegExp: false,
    allErrors: true,
    formats: {
      uri: (text: string) => URL.canParse(text),
      'uri-reference': isReference,
      'date-time': (text: string) => !Number.isNaN(Date.parse(text)) && text.includes('T'),
    },
  });
  return ajv.compile(schema);
}

/** A uri-reference (RFC 3986, 4.1): nothing in it that has to be escaped, and every escape whole. */
function isReference(text: string): boolean {
  return /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})*$/.test(text);
}
