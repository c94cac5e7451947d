// Time and memory of `fork-lint port` over the restructure: a real fork, and one that edited 200 files. Prints a Markdown
// table. On a machine with other work the processor seconds tell more than the clock.
//   npm run build && FORK_LINT_LAB=DIR npx tsx bench/port/speed.ts [--runs 5]
import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';
import { parseArgs } from 'node:util';
import { outlineReader } from '../../src/api/module.ts';
import type { Span } from '../../src/outline/outline.ts';
import { borrowLab, reasonToSkip } from '../../test/own/lab.ts';
import { labGit } from '../../test/support/lab.ts';

const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } });
if (reasonToSkip('the speed of fork-lint port') !== null) process.exit(2);

const bin = new URL('../../dist/bin.js', import.meta.url).pathname;
/** Tells at its end what a process took at most of memory, and of the processor in all. */
const watch =
  "data:text/javascript,process.on('exit',()=>{const{maxRSS,userCPUTime:u,systemCPUTime:s}=process.resourceUsage();process.stderr.write(`used ${maxRSS} ${u+s}`)})";
const repo = borrowLab();

interface Run {
  readonly seconds: number;
  /** Seconds of the processor, git's own not counted. */
  readonly busy: number;
  readonly megabytes: number;
  readonly counts: { readonly definitions: number; readonly placed: number; readonly unplaced: number };
}

function port(fork: string): Run {
  const args = ['port', '--fork', fork, '--target', 'v9.5.2', '--branch', 'ported', '--force', '--format', 'json'];
  const began = performance.now();
  const { stdout, stderr, status } = spawnSync(process.execPath, ['--import', watch, bin, ...args], {
    cwd: repo.dir,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
  });
  const seconds = (performance.now() - began) / 1000;
  const [, peak, busy] = /used (\d+) (\d+)$/.exec(stderr) ?? [];
  if ((status !== 0 && status !== 1) || peak === undefined) throw new Error(stderr);
  return {
    seconds,
    busy: Number(busy) / 1e6,
    megabytes: (Number(peak) * 1024) / 1e6,
    counts: JSON.parse(stdout).counts,
  };
}

/** One more statement in the longest function of every Python file of a release, and one more line in its other texts. */
async function editedFork(release: string, files: number): Promise<string> {
  const read = await outlineReader(['a.py']);
  const edits = new Map<string, string>();
  const paths = repo.git(['ls-tree', '-r', '--name-only', release]).trim().split('\n');
  const isPython = (path: string): boolean => path.endsWith('.py');
  for (const path of [...paths.filter(isPython), ...paths.filter((one) => /\.(md|yml)$/.test(one))]) {
    if (edits.size === files) break;
    const text = repo.git(['show', `${release}:${path}`]);
    const functions = isPython(path)
      ? read(path, path, text).definitions.filter(({ kind }) => kind === 'function')
      : [];
    const [longest] = functions.flatMap((one) => (one.kind === 'function' ? [one.body] : [])).sort(byLength);
    const start = longest?.start ?? text.length;
    const line = text.lastIndexOf('\n', start - 1) + 1;
    const depth = text.slice(line, start);
    if (depth.trim() !== '') continue; // a body beside its header, a text without a last line feed
    const statement = isPython(path) ? 'edited_by_the_fork = True' : '# edited by the fork';
    edits.set(path, `${text.slice(0, line)}${depth}${statement}\n${text.slice(line)}`);
  }
  if (edits.size < files) throw new Error(`${release} has only ${edits.size} such files`);
  return repo.commit(release, edits);
}

const byLength = (a: Span, b: Span): number => b.end - b.start - (a.end - a.start);

try {
  const brandung = labGit('rev-parse', 'refs/heads/brandung/elastic-connectors/9.2-brandung-poc-custom').trim();
  const rows = [
    { name: 'brandung/elastic-connectors 9.2-brandung-poc-custom', fork: brandung },
    { name: 'v9.2.0 with 200 edited files', fork: await editedFork('v9.2.0', 200) },
  ];
  console.log(`node ${process.version}, ${cpus().length} cores, median of ${values.runs} runs after one to warm up\n`);
  console.log('| fork | seconds | of the processor | most memory, MB | placed | left |');
  console.log('|---|--:|--:|--:|--:|--:|');
  for (const { name, fork } of rows) {
    port(fork);
    const runs = Array.from({ length: Number(values.runs) }, () => port(fork)).sort((a, b) => a.seconds - b.seconds);
    const { seconds = Number.NaN, busy = Number.NaN, counts } = runs[Math.floor(runs.length / 2)] ?? {};
    const megabytes = Math.max(...runs.map((run) => run.megabytes));
    console.log(
      `| ${name} | ${seconds.toFixed(2)} | ${busy.toFixed(2)} | ${megabytes.toFixed(0)} | ${counts?.placed} | ${counts?.unplaced} |`,
    );
  }
} finally {
  repo.remove();
}
