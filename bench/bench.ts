// `npm run bench`: what the README says of speed and memory, measured. Draws the tables of bench/RESULTS.md anew.
//   FORK_LINT_LAB=DIR npm run bench [-- --rounds 9] [--part check|upgrade|api|start|growth] [--grows changed|files|commits|refs]
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { drawBetween } from '../test/support/pages.ts';
import { commandTables } from './commands.ts';
import { growthTables } from './growth.ts';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    part: { type: 'string', multiple: true, default: [] },
    grows: { type: 'string', multiple: true, default: [] },
  },
});
const rounds = Number(values.rounds);
const page = new URL('RESULTS.md', import.meta.url);

/** What a number means nothing without. */
function machine(): string {
  const git = execFileSync('git', ['version'], { encoding: 'utf8' }).trim();
  const [first] = cpus();
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GB`;
  const load = loadavg()[0]?.toFixed(1);
  const date = new Date().toISOString().slice(0, 10);
  return `${date} · ${cpus().length} × ${first?.model.trim()}, ${memory} · node ${process.version}, ${git} · load ${load} before · medians of ${rounds} interleaved rounds after one that warms`;
}

function draw(name: string, tables: () => string): void {
  const text = `\n${machine()}\n\n${tables()}\n`;
  console.log(`${name}\n${text}`);
  writeFileSync(page, drawBetween(readFileSync(page, 'utf8'), name, text));
}

const given = process.env['FORK_LINT_LAB'] ?? '';
const lab = [given, join(given, 'connectors.git')].find((dir) => dir !== '' && existsSync(join(dir, 'HEAD')));
const wanted = (part: string): boolean => values.part.length === 0 || values.part.includes(part);
if (lab === undefined) console.error('skipped: the commands need FORK_LINT_LAB=DIR, assembled by bench/lab.sh');
else
  for (const [part, tables] of Object.entries(commandTables)) if (wanted(part)) draw(part, () => tables(lab, rounds));
if (wanted('growth')) draw('growth', () => growthTables(rounds, values.grows));
