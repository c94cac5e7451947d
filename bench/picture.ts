// `npm run bench:picture`: how long the picture of a report takes: to make, and from there to a page that is drawn and can be used.
// Prints a Markdown table; the README quotes it.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Area, Change, Finding } from '../src/model.ts';
import type { Report } from '../src/report.ts';
import { html } from '../src/reporters/html.ts';
import { launch } from '../test/picture/browser.ts';
import { comparison, finding, reportOf } from '../test/reporters/sample.ts';

const runs = 5;

/** A fork with so many findings, ten in a file, each with lines behind it, on an upstream of 800 files. */
function reportWith(count: number): Report {
  const areas: readonly Area[] = ['source', 'framework', 'source-test', 'docs', 'ci'];
  const changes = Array.from({ length: Math.ceil(count / 10) }, (_, i): Change => {
    const path = `connectors/part_${i % 40}/module_${i}.py`;
    const hunks = Array.from({ length: 10 }, (_, j) => {
      const lines = Array.from({ length: 6 }, (_, k) => `        self.value_${k} = compute(${i}, ${j}, ${k})`);
      return { baseLine: j * 40 + 1, forkLine: j * 40 + 1, removed: lines, added: lines };
    });
    return {
      ...{
        path,
        from: null,
        kind: 'modified',
        area: areas[i % areas.length] ?? 'other',
        source: null,
        hunks,
        edits: [],
      },
      ...{ before: 'a', after: 'b', modes: ['100644', '100644'], published: false, stale: false, lineEndsOnly: false },
      ...{ added: 60 + (i % 90), deleted: 60, homes: [`app/${path}`], commits: [], upstreamCommits: i % 7 },
      ...{ copiedFrom: null, copiedAt: null },
    };
  });
  const findings = Array.from({ length: count }, (_, i): Finding => {
    const line = (i % 10) * 40 + 1;
    return finding({
      rule: ['source-edit', 'framework-edit', 'dead-import', 'merge-conflict'][i % 4] ?? '',
      severity: i % 4 < 2 ? 'error' : 'warn',
      when: i % 4 < 2 ? 'now' : 'next',
      path: changes[Math.floor(i / 10)]?.path ?? null,
      line,
      endLine: line + 5,
      message: `Class_${i}.method changed +6 -6; the target has it in app/connectors/part.py; 3 upstream commits since`,
    });
  });
  const files = Array.from({ length: 800 }, (_, i) => {
    const area = areas[i % areas.length] ?? 'other';
    return { path: `upstream/file_${i}.py`, area, source: null, bytes: 500 + ((i * 7919) % 40_000) };
  });
  return { ...reportOf(findings, { comparison: { ...comparison, changes } }), landscape: { files, stops: [] } };
}

const median = (numbers: readonly number[]): number =>
  [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;

/** What the page's process has worked, in milliseconds: what a machine that does nothing else would take at most. */
const cpuOf = (metrics: readonly { readonly name: string; readonly value: number }[]): number =>
  (metrics.find(({ name }) => name === 'ProcessTime')?.value ?? Number.NaN) * 1000;

const browser = await launch();
const dir = mkdtempSync(join(tmpdir(), 'fork-lint-bench-'));
console.log(`${browser.version()}, ${runs} runs each, medians\n`);
console.log('| findings | page kB | made ms | opened ms | of which CPU ms | searched ms |\n|--:|--:|--:|--:|--:|--:|');
for (const count of [20, 200, 2000]) {
  const report = reportWith(count);
  const [made, opened, busy, searched]: [number[], number[], number[], number[]] = [[], [], [], []];
  let size = 0;
  for (let run = 0; run <= runs; run++) {
    const began = performance.now();
    const page = html(report);
    const after = performance.now();
    size = page.length;
    const file = join(dir, 'page.html');
    writeFileSync(file, page);
    const tab = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const session = await tab.context().newCDPSession(tab);
    await session.send('Performance.enable');
    const start = performance.now();
    await tab.goto(pathToFileURL(file).href);
    // the second frame comes after the first was painted
    await tab.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const drawn = performance.now();
    const cpu = cpuOf((await session.send('Performance.getMetrics')).metrics);
    await tab.getByRole('searchbox').fill('method dead');
    await tab.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const found = performance.now();
    await tab.close();
    if (run === 0) continue; // the first warms the caches
    made.push(after - began);
    opened.push(drawn - start);
    busy.push(cpu);
    searched.push(found - drawn);
  }
  const cells = [count, size / 1000, median(made), median(opened), median(busy), median(searched)].map((one) =>
    one.toFixed(0),
  );
  console.log(`| ${cells.join(' | ')} |`);
}
await browser.close();
rmSync(dir, { recursive: true, force: true });
