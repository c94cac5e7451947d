import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { git } from './git.ts';

/** A commit of the small history below. `null` deletes a file. */
interface Step {
  readonly branch: string;
  readonly subject: string;
  readonly from?: string;
  readonly files: Readonly<Record<string, string | null>>;
  readonly own?: boolean;
}

/** `timeout` is where upstream and fork meet. */
const client = (timeout: number, retries: number): string => `class ESClient:
    """Talks to Elasticsearch."""

    def __init__(self, config):
        self.config = config
        self.retries = ${retries}

    def timeout(self):
        return ${timeout}

    async def close(self):
        await self.client.close()
`;

const source = (name: string): string => `class ${name}DataSource:
    name = "${name}"
    service_type = "${name.toLowerCase()}"

    async def get_docs(self):
        yield {}, None
`;

const version = (text: string) => ({ 'connectors/VERSION': `${text}\n` });

/** Upstream: main, and a line 9.2 of nine commits cut from it; tags at both. The fork stands on the line's sixth commit. */
const upstream: readonly Step[] = [
  {
    branch: 'main',
    subject: 'Start',
    files: {
      ...version('9.1.0'),
      'README.md': '# Connectors\n',
      'connectors/__init__.py': '',
      'connectors/config.py':
        'def _default_config():\n    return {"sources": {"jira": "connectors.sources.jira:JiraDataSource"}}\n',
      'connectors/es/__init__.py': '',
      'connectors/es/client.py': client(30, 1),
      'connectors/sources/__init__.py': '',
      'connectors/sources/jira.py': source('Jira'),
      'tests/sources/test_jira.py': 'def test_jira():\n    assert True\n',
    },
  },
  { branch: 'main', subject: 'Retry twice', files: { 'connectors/es/client.py': client(30, 2) } },
  { branch: 'main', subject: 'Release 9.2', files: version('9.2.0') },
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => ({
    branch: '9.2',
    ...(n === 1 ? { from: 'main' } : {}),
    subject: `[9.2] Fix ${n}`,
    files: {
      'README.md': `# Connectors\n\nFix ${n}\n`,
      ...(n === 2 ? version('9.2.1') : n === 5 ? version('9.2.2') : {}),
    },
  })),
  ...[1, 2, 3, 4].map((n) => ({
    branch: 'main',
    subject: `Improve ${n}`,
    files: { 'connectors/es/client.py': client(30 + n, 2), ...(n === 3 ? version('9.3.0') : {}) },
  })),
];

const fork: readonly Step[] = [
  { branch: 'fork', subject: 'Wait longer', own: true, files: { 'connectors/es/client.py': client(90, 2) } },
  {
    branch: 'fork',
    subject: 'Add the wiki',
    own: true,
    files: {
      'connectors/sources/acme_wiki.py': source('AcmeWiki'),
      'tests/sources/test_acme_wiki.py': 'def test_acme_wiki():\n    assert True\n',
    },
  },
];

const tags: Readonly<Record<string, string>> = {
  'v9.2.0': 'Release 9.2',
  'v9.2.1': '[9.2] Fix 2',
  'v9.2.2': '[9.2] Fix 6',
  'v9.3.0': 'Improve 3',
};

/** Which side of the story a repository holds, and where its branches lie. */
export interface Side {
  /** Prefix of upstream's branches; null leaves them out (their commits are there as far as the fork needs them). */
  readonly lines: string | null;
  /** Prefix of upstream's tags; null leaves them out. */
  readonly tags: string | null;
  /** Full name of the fork's branch; null leaves it out. */
  readonly fork: string | null;
}

/** What a clone of the fork with the upstream fetched holds. */
export const clone: Side = { lines: 'refs/remotes/upstream/', tags: 'refs/tags/', fork: 'refs/heads/main' };

/** A stream for `git fast-import`. Dates are fixed, so ids are the same everywhere. */
function stream(side: Side): string {
  const marks = new Map<string, number>();
  const tips = new Map<string, number>();
  const steps = [...upstream, ...(side.fork === null ? [] : fork)];
  const parts = steps.map(({ branch, subject, from, files, own }, i) => {
    const mark = i + 1;
    const parent =
      branch === 'fork' ? (tips.get('fork') ?? marks.get('[9.2] Fix 6')) : (tips.get(branch) ?? tips.get(from ?? ''));
    marks.set(subject, mark);
    tips.set(branch, mark);
    const who = own ? 'Fiona <fiona@example.org>' : 'Ursula <ursula@example.org>';
    const by = own ? who : 'GitHub <noreply@github.com>';
    const when = `${1_700_000_000 + mark * 3600} +0000`;
    return [
      `commit refs/building/${branch}\nmark :${mark}\nauthor ${who} ${when}\ncommitter ${by} ${when}`,
      data(own ? subject : `${subject} (#${100 + mark})`),
      ...(parent === undefined ? [] : [`from :${parent}`]),
      ...Object.entries(files).map(([path, text]) =>
        text === null ? `D ${path}` : `M 100644 inline ${path}\n${data(text)}`,
      ),
    ].join('\n');
  });
  const refs = [
    ...['main', '9.2'].flatMap((name) =>
      side.lines === null ? [] : [[`${side.lines}${name}`, tips.get(name)] as const],
    ),
    ...Object.entries(tags).flatMap(([name, at]) =>
      side.tags === null ? [] : [[`${side.tags}${name}`, marks.get(at)] as const],
    ),
    ...(side.fork === null ? [] : [[side.fork, tips.get('fork')] as const]),
  ];
  const resets = refs.map(([name, mark]) => `reset ${name}\nfrom :${mark}\n`);
  const zero = ['main', '9.2', ...(side.fork === null ? [] : ['fork'])].map(
    (branch) => `reset refs/building/${branch}\nfrom ${'0'.repeat(40)}\n`,
  );
  return [...parts, ...resets, ...zero, 'done\n'].join('\n');
}

const data = (text: string): string => `data ${Buffer.byteLength(text)}\n${text}`;

/** How to make a repository of it. */
export interface Making {
  readonly side?: Side;
  readonly bare?: boolean;
  readonly sha256?: boolean;
  /** URL of the remote `upstream`; null for no such remote. */
  readonly url?: string | null;
}

/** Makes a repository out of the history: a clone of the fork with its upstream fetched, unless told otherwise. */
export function make(dir: string, { side = clone, bare = false, sha256 = false, url = elastic }: Making = {}): string {
  mkdirSync(dir, { recursive: true });
  const head = ['-c', 'init.defaultBranch=main', 'init', '-q', ...(bare ? ['--bare'] : [])];
  git(dir, [...head, ...(sha256 ? ['--object-format=sha256'] : [])]);
  const text = stream(side);
  git(dir, ['fast-import', '--quiet', '--done'], sha256 ? text.replaceAll('0'.repeat(40), '0'.repeat(64)) : text);
  if (url !== null) {
    const remote = `[remote "upstream"]\n\turl = ${url}\n\tfetch = +refs/heads/*:refs/remotes/upstream/*\n`;
    appendFileSync(join(dir, bare ? 'config' : '.git/config'), remote);
  }
  if (!bare && side.fork === 'refs/heads/main') git(dir, ['reset', '-q', '--hard']);
  return dir;
}

/** The real upstream's URL; never fetched from. */
export const elastic = 'https://github.com/elastic/connectors.git';

/** The two servers of the story, to clone from: bare repositories with the branches that such servers have. */
export function makeServers(dir: string): { readonly fork: string; readonly upstream: string } {
  const [forkDir, upstreamDir] = [join(dir, 'fork.git'), join(dir, 'upstream.git')];
  make(forkDir, { bare: true, url: null, side: { lines: null, tags: null, fork: 'refs/heads/main' } });
  make(upstreamDir, { bare: true, url: null, side: { lines: 'refs/heads/', tags: 'refs/tags/', fork: null } });
  for (const one of [forkDir, upstreamDir]) git(one, ['config', 'uploadpack.allowFilter', 'true']);
  return { fork: `file://${forkDir}`, upstream: `file://${upstreamDir}` };
}
