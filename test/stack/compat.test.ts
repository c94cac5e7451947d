import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CompatVerdict, compatibility, ruleTextOf } from '../../src/stack/compat.ts';

interface Vector {
  readonly ref: string;
  readonly es: string;
  readonly connectors: string;
  readonly result: true | false | 'raise';
  readonly level?: 'info' | 'warning' | 'critical';
  readonly error?: string;
}

const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('../../bench/data/version-compat.json', import.meta.url), 'utf8'),
);

/** What upstream's own method answered, in our words. */
function expected({ result, level }: Vector): CompatVerdict {
  if (result === 'raise') return 'crash';
  return result ? (level === 'info' ? 'ok' : 'warn') : 'refuse';
}

describe('the version rule agrees with what upstream’s own method answered', () => {
  it.each(vectors)('$ref: Elasticsearch $es, connectors $connectors', (vector) => {
    const { es, connectors, ref, error } = vector;
    const answer = compatibility({ elasticsearch: es, connectors, rule: ref });
    expect(answer.verdict).toBe(expected(vector));
    if (error !== undefined) expect(answer.reason).toContain(error);
  });

  it('knows all 46', () => expect(vectors).toHaveLength(46));
});

describe('which text of the rule a release runs', () => {
  it.each([
    ['8.14.3.0', 'none'],
    ['8.15.4.0', '8.15'],
    ['8.15.2+build202410101017', '8.16'],
    ['8.15.2+acme', '8.15'],
    ['8.16.0', '8.16'],
    ['8.19.20', '8.16'],
    ['v9.0.8', '8.16'],
    ['9.1.0', '9.1'],
    ['v9.5.2', '9.1'],
    ['9.10.0', '9.1'],
    ['nonsense', '9.1'],
  ])('%s: %s', (release, text) => expect(ruleTextOf(release)).toBe(text));
});

describe('beyond the vectors', () => {
  it.each([
    ['9.0.0-beta1', '9.0.0', 'crash'], // the fix came with 9.1.0, not with 9.0.0
    ['9.1.0-beta1', '9.1.0', 'ok'],
    ['9.2', '8.19.0', 'refuse'], // the major version is compared before the missing number is looked for
    ['9.1.0', '9.2.0', 'refuse'],
    ['8.14.0', '8.13.0.0', 'ok'],
    ['8.15.0', '8.15.0.0+acme', 'crash'],
    ['', '9.2.0', 'crash'],
    ['9.2.0', '', 'crash'],
    ['9. 2 .0', '9.2.0', 'ok'],
    ['9.2.0', '9.2_0.0', 'refuse'],
  ])('Elasticsearch %s, connectors %s: %s', (elasticsearch, connectors, verdict) =>
    expect(compatibility({ elasticsearch, connectors }).verdict).toBe(verdict),
  );

  it('compares nothing on serverless', () =>
    expect(compatibility({ elasticsearch: '8.11.0', connectors: '9.2.0', flavor: 'serverless' }).verdict).toBe('ok'));
});
