import type { SecretRule } from '../../../shared/model/findings.ts';
import { entropyOf, isPlaceholder } from './likely-value.ts';
import { secretPattern } from './secret-match.ts';
import type { Confidence, SecretPattern } from './secret-match.ts';

/** What goes on with a word stands neither before nor behind a token. */
function asWord(source: string): RegExp {
  return new RegExp(`(?<![A-Za-z0-9])(?:${source})(?![A-Za-z0-9])`, 'y');
}

/** Characters that are enough to tell a token from a placeholder. */
const judgedLength = 64;

/** A token that its issuer gave a form of its own, so that it is known again. */
function token(
  rule: SecretRule,
  literals: readonly string[],
  source: string,
  confidence: Confidence = 'high',
  back = 0,
): SecretPattern {
  return secretPattern(rule, confidence, literals, asWord(source), {
    back,
    shown: back === 0 ? Math.min(...literals.map((literal) => literal.length)) : 3,
    inBinary: true,
    judge: (value) => {
      const head = value.slice(0, judgedLength);
      return isPlaceholder(head) || entropyOf(head) < 3 ? null : confidence;
    },
  });
}

/** What a short token can stand behind, so that there are four characters to look for. */
function behind(start: string): readonly string[] {
  return ['"', "'", '=', ':', ' ', '\n', '`', '>'].map((sign) => sign + start);
}

function continued(start: string, next: string): readonly string[] {
  return next.split('').map((character) => start + character);
}

/** Azure's storage emulator has this key everywhere (learn.microsoft.com, Azurite). */
const emulatorKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6';
/** The token that jwt.io shows to everybody, by its subject `1234567890`. */
const sampleSubject = 'eyJzdWIiOiIxMjM0NTY3ODkwI';
/** What a header in base64 begins with: `{"alg":`, `{"typ":`, `{"kid":`, `{"enc":`, `{"cty":`, `{"x5t":`, `{"jku":`. */
const tokenHeaders = [
  'eyJhbGci',
  'eyJ0eXAi',
  'eyJraWQi',
  'eyJlbmMi',
  'eyJjdHki',
  'eyJ4NXQi',
  'eyJqa3Ui',
];

/** Secrets that are known by their own form, wherever they stand. */
export const tokenPatterns: readonly SecretPattern[] = [
  // AWS, IAM identifiers: an access key's ID is base32. Without its secret it opens nothing.
  token('aws-key', ['AKIA', 'ASIA'], '(?:AKIA|ASIA)[A-Z2-7]{16}', 'medium'),
  token('gcp-key', ['AIza'], 'AIza[\\w-]{35}', 'medium'),
  token('gcp-key', ['GOCSPX-'], 'GOCSPX-[\\w-]{28}'),
  // The refresh token that a login with gcloud leaves behind.
  token('gcp-key', ['1//0'], '1//0[\\w-]{40,512}'),
  secretPattern('azure-key', 'high', ['AccountKey='], /AccountKey=(?<value>[A-Za-z0-9+/]{86}==)/y, {
    judge: (value) => (value.startsWith(emulatorKey) ? null : 'high'),
  }),
  secretPattern(
    'azure-key',
    'high',
    ['SharedAccessKey='],
    /SharedAccessKey=(?<value>[A-Za-z0-9+/]{43}=)/y,
  ),
  // Shared access signatures (learn.microsoft.com, Create a service SAS): a version before them, or an expiry.
  secretPattern(
    'azure-key',
    'medium',
    ['?sig=', '&sig='],
    /(?<=[?&](?:sv|se|sp|sr)=[^\s"'<>]{1,400})[?&]sig=(?<value>(?:[A-Za-z0-9+/]|%2[BbFf]){40,80}(?:=|%3[Dd]))/y,
  ),
  token('github-token', ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_'], 'gh[opusr]_[A-Za-z0-9]{36,255}'),
  token('github-token', ['github_pat_'], 'github_pat_[A-Za-z0-9]{22}_[A-Za-z0-9]{59}'),
  token(
    'gitlab-token',
    ['glpat-', 'gldt-', 'glrt-', 'glcbt-', 'glptt-', 'glsoat-', 'glagent-'],
    'gl(?:pat|dt|rt|cbt|ptt|soat|agent)-[\\w.-]{20,300}',
  ),
  token('npm-token', ['npm_'], 'npm_[A-Za-z0-9]{36}'),
  token('pypi-token', ['pypi-AgE'], 'pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZ)[\\w-]{50,1000}'),
  token('slack-token', continued('xox', 'abeoprs'), 'xox[abeoprs]-(?:\\d-)?[\\w-]{16,250}'),
  token('slack-token', ['xapp-'], 'xapp-\\d-[A-Z0-9]{8,20}-\\d{8,20}-[a-f0-9]{40,80}'),
  token(
    'slack-token',
    ['hooks.slack.com/'],
    'hooks\\.slack\\.com/(?:services|workflows)/T[A-Z0-9]{8,12}/[A-Z0-9]{8,20}/[A-Za-z0-9]{20,30}',
  ),
  token('stripe-key', ['sk_live_', 'rk_live_'], '[sr]k_live_[A-Za-z0-9]{24,250}'),
  token('stripe-key', ['sk_test_', 'rk_test_'], '[sr]k_test_[A-Za-z0-9]{24,250}', 'low'),
  token('ai-key', ['sk-ant-'], 'sk-ant-[a-z]{3,10}\\d\\d-[\\w-]{80,120}'),
  token('ai-key', ['sk-proj-', 'sk-svcacct-', 'sk-admin-'], 'sk-[a-z]{4,8}-[\\w-]{40,250}'),
  token('ai-key', ['T3BlbkFJ'], 'sk-[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20}', 'high', 23),
  token('ai-key', behind('hf_'), 'hf_[A-Za-z]{34}', 'high', -1),
  token('registry-login', ['dckr_pat_'], 'dckr_pat_[\\w-]{27}'),
  token('registry-login', ['dckr_oat_'], 'dckr_oat_[\\w-]{32}'),
  token('service-token', behind('SG.'), 'SG\\.[\\w-]{22}\\.[\\w-]{43}', 'high', -1),
  token('service-token', ['dop_v1_', 'doo_v1_', 'dor_v1_'], 'do[opr]_v1_[a-f0-9]{64}'),
  token('service-token', ['hvs.', 'hvb.'], 'hv[sb]\\.[\\w-]{90,300}'),
  token(
    'service-token',
    ['shpat_', 'shpss_', 'shpca_', 'shppa_'],
    'shp(?:at|ss|ca|pa)_[a-fA-F0-9]{32}',
  ),
  token('service-token', ['.atlasv1.'], '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w=-]{60,70}', 'high', 14),
  token('service-token', ['glsa_'], 'glsa_[A-Za-z0-9]{32}_[A-Fa-f0-9]{8}'),
  token('service-token', ['lin_api_'], 'lin_api_[A-Za-z0-9]{40}'),
  token('service-token', ['PMAK-'], 'PMAK-[a-f0-9]{24}-[a-f0-9]{34}'),
  token('service-token', ['NRAK-'], 'NRAK-[A-Z0-9]{27}'),
  token('service-token', ['xkeysib-'], 'xkeysib-[a-f0-9]{64}-[A-Za-z0-9]{16}'),
  token('service-token', ['rubygems_'], 'rubygems_[a-f0-9]{48}'),
  token('service-token', ['dapi'], 'dapi[a-f0-9]{32}(?:-\\d)?'),
  token('service-token', ['sntrys_', 'sntryu_'], 'sntry[su]_[\\w+/=-]{60,300}'),
  token('service-token', ['ATATT3xF'], 'ATATT3xF[\\w=-]{170,220}'),
  token('service-token', ['figd_'], 'figd_[\\w-]{40,60}'),
  token('service-token', ['/api/webhooks/'], '/api/webhooks/\\d{17,20}/[\\w-]{60,80}'),
  secretPattern(
    'service-token',
    'high',
    ['api.telegram.org/bot'],
    /api\.telegram\.org\/bot(?<value>\d{8,10}:[\w-]{35})(?![\w-])/y,
    { judge: (value) => (isPlaceholder(value) ? null : 'high') },
  ),
  // 32 bytes in base64 (wg(8), PrivateKey and PresharedKey).
  secretPattern(
    'private-key',
    'high',
    ['PrivateKey', 'PresharedKey'],
    /P(?:rivate|reshared)Key[ \t]{0,8}=[ \t]{0,8}(?<value>[A-Za-z0-9+/]{43}=)(?![A-Za-z0-9+/=])/y,
    { judge: (value) => (isPlaceholder(value) || entropyOf(value) < 3 ? null : 'high') },
  ),
  secretPattern(
    'service-token',
    'high',
    ['AGE-SECRET-KEY-'],
    /AGE-SECRET-KEY-1[QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L]{58}/y,
    { shown: 16, inBinary: true },
  ),
  secretPattern(
    'jwt',
    'medium',
    tokenHeaders,
    /(?<![A-Za-z0-9_-])eyJ[\w-]{10,1000}\.eyJ[\w-]{10,4000}\.[\w-]{20,1000}(?![\w-])/y,
    { shown: 3, judge: (value) => (value.includes(sampleSubject) ? null : 'medium') },
  ),
];
