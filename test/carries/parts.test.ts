import { describe, expect, it } from 'vitest';
import { globOf } from '../../src/carries/declare.ts';
import { type MatchWith, match, pathMatcher } from '../../src/carries/match.ts';
import type { Carry } from '../../src/carries/model.ts';
import { readCarries } from '../../src/carries/read.ts';
import { rehome } from '../../src/carries/rehome.ts';
import { reviewOf } from '../../src/carries/review.ts';
import { edited } from '../../src/carries/store.ts';
import { ended, wrongUntil } from '../../src/carries/until.ts';
import { Complaint } from '../../src/complaint.ts';
import type { Finding } from '../../src/model.ts';

const rules = ['framework-edit', 'source-edit', 'carry-unused'];
const [one, two, three] = ['1111111111111111', '2222222222222222', '12e4567890123456'] as const;

const carry: Carry = {
  id: 'utils',
  rule: 'framework-edit',
  path: 'connectors/utils.py',
  symbol: null,
  reason: 'Our proxy drops every third request',
  owner: null,
  upstream: { status: 'pending', url: null },
  until: null,
  fingerprint: [one],
};

const finding: Finding = {
  rule: 'framework-edit',
  severity: 'error',
  when: 'now',
  path: 'connectors/utils.py',
  line: 7,
  endLine: 7,
  symbol: 'Sleeps.cancel',
  message: 'changed',
  data: {},
  commands: [],
  fingerprint: 'aaaaaaaaaaaaaaaa',
  imprint: one,
  carried: false,
};

const given: MatchWith = {
  clock: { now: 0, base: '9.2.0', target: '9.3.0' },
  changes: [],
  absorbed: new Set(),
  since: () => null,
};

describe('reading', () => {
  const block = (lines: string): string =>
    `- id: utils\n  rule: framework-edit\n  path: a.py\n  reason: because it has to be\n${lines}`;
  const rest = `  upstream: {status: pending}\n  fingerprint: '${one}'\n`;

  it('reads what is written, in any order, as a text or a list', () => {
    const { carries, lines } = readCarries(
      `# head\n\n${block(rest)}- fingerprint: ['${one}', '${three}']\n  id: b\n  rule: '*'\n  symbol: Sink\n  reason: because it has to be\n  upstream: {status: submitted, url: 'https://github.com/elastic/connectors/pull/1'}\n  until: '9.10'\n`,
      'f',
      rules,
    );
    expect(
      carries.map(({ id, rule, path, symbol, until, fingerprint }) => [id, rule, path, symbol, until, fingerprint]),
    ).toEqual([
      ['utils', 'framework-edit', 'a.py', null, null, [one]],
      ['b', '*', null, 'Sink', '9.10', [one, three]],
    ]);
    expect([...lines]).toEqual([
      ['utils', 3],
      ['b', 9],
    ]);
    expect(readCarries('', 'f', rules).carries).toEqual([]);
    expect(readCarries('# nothing yet\n', 'f', rules).carries).toEqual([]);
  });

  it.each([
    ['no reason', `- id: a\n  rule: '*'\n  path: a\n${rest}`, 'lacks reason'],
    ['a word for a reason', block(rest).replace('because it has to be', 'because'), 'too short a reason'],
    ['no status', block(`  fingerprint: '${one}'\n`), 'lacks upstream'],
    ['a status of its own', block(rest).replace('pending', 'sent'), '"sent" is not accepted'],
    ['no link', block(rest).replace('pending', 'accepted'), 'lacks url, which accepted needs'],
    [
      'a link with a password',
      block(rest).replace('pending', "accepted, url: 'https://me:secret@x.org/1'"),
      'link without a password',
    ],
    ['a program for a link', block(rest).replace('pending', "accepted, url: 'javascript:alert(1)'"), 'is no https'],
    [
      'an unknown rule',
      block(rest).replace('framework-edit', 'framework-edits'),
      'no such rule, accepted: framework-edit',
    ],
    ['no place', block(rest).replace('  path: a.py\n', ''), 'lacks path or symbol'],
    ['a path outside', block(rest).replace('a.py', '../a.py'), 'matches nothing'],
    ['an unknown key', block(`${rest}  untill: 2027-01-01\n`), 'no such key; nearest: until'],
    ['a fingerprint by hand', block(rest).replace(one, 'abc'), 'is no fingerprint'],
    ['no fingerprint', block('  upstream: {status: pending}\n'), 'lacks fingerprint'],
    ['a day that is none', block(`${rest}  until: 2027-02-30\n`), 'neither a date'],
    ['the same id twice', `${block(rest)}${block(rest)}`, 'stands on line 1 already'],
    ['a mapping', 'carries: []\n', 'where a list belongs'],
    ['no YAML', '- [', 'not YAML'],
  ])('refuses %s by file and line', (_, text, sentence) => {
    const read = () => readCarries(text, 'f.yaml', rules);
    expect(read).toThrow(Complaint);
    expect(read).toThrow(sentence);
    expect(read).toThrow(/^f\.yaml:\d+: /);
  });
});

describe('the end', () => {
  it.each([
    [null, 'now' as const, null],
    ['2026-05-31', '2026-06-01T11:59:00Z', null],
    ['2026-05-31', '2026-06-01T12:00:00Z', 'now'],
    ['9.2', '1970-01-01', 'now'],
    ['9.2.0', '1970-01-01', 'now'],
    ['9.3', '1970-01-01', 'next'],
    ['v9.3.0', '1970-01-01', 'next'],
    ['9.10', '1970-01-01', null],
  ])('%s at %s: %s', (until, now, end) => {
    expect(ended(until, { now: Date.parse(now), base: '9.2.0', target: '9.3.0' })).toBe(end);
  });

  it('is a date or a version', () => {
    expect(['2027-01-31', '9.6', 'v9.6.1'].map(wrongUntil)).toEqual([null, null, null]);
    for (const bad of ['soon', '2027-13-01', '31.01.2027', '9']) expect(wrongUntil(bad)).toMatch(/neither a date/);
  });
});

describe('matching', () => {
  const outcome = (carries: readonly Carry[], findings: readonly Finding[] = [finding]) =>
    match(findings, carries, given).findings.map(({ carried }) => carried);

  it.each([
    ['its rule, path and lines', {}, true],
    ['every rule', { rule: '*' }, true],
    ['another rule', { rule: 'source-edit' }, false],
    ['a glob', { path: 'connectors/**' }, true],
    ['another path', { path: 'connectors/es/**' }, false],
    ['a symbol without a path', { path: null, symbol: 'Sleeps.cancel' }, true],
    ['the class around it', { symbol: 'Sleeps' }, true],
    ['half the name of the class', { symbol: 'Sleep' }, false],
    ['other lines', { fingerprint: [two] }, false],
    ['an end that is reached', { until: '9.2' }, false],
    ['an end that only the target reaches', { until: '9.3' }, true],
  ])('%s', (_, part, carried) => expect(outcome([{ ...carry, ...part }])).toEqual([carried]));

  it('covers as many findings as it declares lines', () => {
    expect(outcome([carry], [finding, { ...finding, line: 90 }])).toEqual([true, false]);
    expect(outcome([{ ...carry, fingerprint: [one, one] }], [finding, finding])).toEqual([true, true]);
  });

  it('never covers what only the next upgrade breaks, or a finding about carries', () => {
    expect(outcome([{ ...carry, rule: '*' }], [{ ...finding, when: 'next' }])).toEqual([false]);
    expect(outcome([{ ...carry, rule: '*' }], [{ ...finding, rule: 'carry-unused' }])).toEqual([false]);
  });

  it('says of a finding which carry does not cover it', () => {
    const [told] = match([finding], [{ ...carry, fingerprint: [two] }], given).findings;
    expect(told?.message).toBe('changed; more than its carry utils declares');
  });
});

describe('review', () => {
  const before: Carry = { ...carry, until: '2027-01-31', fingerprint: [one, two] };
  const since = reviewOf([before]);
  it.each([
    ['nothing', before, null],
    [
      'a better reason, an owner, a status',
      { ...before, reason: 'Because of the proxy', owner: 'us', upstream: { status: 'denied', url: null } } as const,
      null,
    ],
    ['less', { ...before, fingerprint: [two] }, null],
    ['an earlier end', { ...before, until: '2026-12-31' }, null],
    ['another id', { ...before, id: 'b' }, null],
    ['a later end', { ...before, until: '2028-01-31' }, 'widened'],
    ['no end', { ...before, until: null }, 'widened'],
    ['a version for a date', { ...before, until: '9.9' }, 'widened'],
    ['more lines', { ...before, fingerprint: [one, two, three] }, 'widened'],
    ['the same lines twice', { ...before, fingerprint: [one, one] }, 'widened'],
    ['a wider place', { ...before, path: 'connectors/**' }, 'widened'],
    ['every rule', { ...before, rule: '*' }, 'widened'],
    ['a new one', { ...before, id: 'b', path: 'b.py' }, 'added'],
  ])('%s', (_, changed, verdict) => expect(since(changed)).toBe(verdict));
});

describe('editing', () => {
  const text = [
    '# All that we keep.',
    '',
    '# Ask Ann.',
    '- id: a',
    '  path:   a.py   # the first',
    "  rule: '*'",
    '  reason: >-',
    '    because it has',
    '    to be',
    '  upstream: {status: pending}',
    `  fingerprint: ['${one}'] # by hand`,
    '',
    '',
    '- id: c',
    '  rule: source-edit',
    '  path: c.py',
    '  reason: because it has to be',
    '  upstream:',
    '    status: pending',
    `  fingerprint: ${three.replace('e', 'f')}`,
    '# The end.',
    '',
  ].join('\n');
  const file = { file: 'f', text, ...readCarries(text, 'f', rules) };

  it('puts a block where it belongs and keeps every other byte', () => {
    const after = edited(
      file,
      { put: [{ ...carry, id: 'b', path: 'b.py', until: '9.10', fingerprint: [three, one] }] },
      rules,
    );
    const [head = '', tail = ''] = text.split(/(?=- id: c)/);
    expect(after.startsWith(head)).toBe(true);
    expect(after.endsWith(`\n\n${tail}`)).toBe(true);
    expect(after).toContain(`  until: '9.10'\n  fingerprint:\n    - '${three}'\n    - '${one}'\n`);
  });

  it('changes what differs within a block, and its comments stay', () => {
    const [a] = file.carries;
    const after = edited(file, { put: a ? [{ ...a, owner: 'ann', until: '2027-01-31' }] : [] }, rules);
    expect(after).toContain('# the first');
    expect(after).toContain('# Ask Ann.\n- id: a\n');
    expect(after).toContain('  owner: ann\n  until: 2027-01-31\n');
    expect(
      edited(
        { ...file, text: after, ...readCarries(after, 'f', rules) },
        { put: a ? [{ ...a, owner: 'ann', until: '2027-01-31' }] : [] },
        rules,
      ),
    ).toBe(after);
  });

  it('takes a block out with the comment above it', () => {
    expect(edited(file, { drop: ['a'] }, rules)).toBe(text.replace(/# Ask Ann\.[\s\S]*?(?=- id: c)/, ''));
    expect(edited(file, { drop: ['a', 'c'] }, rules)).toMatch(/^# All that we keep\.\n/);
  });

  it('starts a file that is not there', () => {
    const none = { file: 'f', text: null, carries: [], lines: new Map() };
    expect(edited(none, { put: [carry] }, rules)).toMatch(
      /^# What this fork keeps[\s\S]*\n\n- id: utils\n {2}rule: framework-edit\n/,
    );
  });

  it.each([
    `[{id: a, rule: '*', path: a, reason: because it has to be, upstream: {status: pending}, fingerprint: '${one}'}]\n`,
    `  - id: a\n    rule: '*'\n    path: a\n    reason: because it has to be\n    upstream: {status: pending}\n    fingerprint: '${one}'\n`,
  ])('refuses a form that it cannot edit by blocks', (strange) => {
    const odd = { file: 'f', text: strange, ...readCarries(strange, 'f', rules) };
    expect(() => edited(odd, { drop: ['a'] }, rules)).toThrow(/one block for each carry/);
  });
});

describe('paths', () => {
  it.each([
    'a[b]{c,d}(e)*?.py',
    '!x.py',
    '#x.py',
    'caf\udce9.py',
    'two\nlines.py',
    'connectors/.hidden',
    "it's $(id).py",
  ])('%j is matched by what is written for it', (path) => {
    expect(pathMatcher(globOf(path))(path)).toBe(true);
    const put = [{ ...carry, path: globOf(path) }];
    const text = edited({ file: 'f', text: null, carries: [], lines: new Map() }, { put }, rules);
    expect(pathMatcher(readCarries(text, 'f', rules).carries[0]?.path ?? null)(path)).toBe(true);
  });

  it('follow an upgrade to their homes', () => {
    const homes = (path: string): string[] =>
      path === 'a.py' ? ['x/a.py'] : path === 'b.py' ? ['x/b1.py', 'x/b2.py'] : [path];
    const carries = ['a.py', 'b.py', 'c.py', '**/*.py'].map((path) => ({
      ...carry,
      id: path.replace(/\W/g, '_'),
      path,
    }));
    expect(rehome(carries, ['a.py', 'b.py', 'c.py'], homes).map(({ path }) => path)).toEqual([
      'x/a.py',
      '{x/b1.py,x/b2.py}',
    ]);
  });
});
