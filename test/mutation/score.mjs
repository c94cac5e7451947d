// What runs of Stryker say of the mutants that were drawn: the score, how far it may be off, and who lives.
// node test/mutation/score.mjs [coverage/drawn.jsonl …]
import { readFileSync } from 'node:fs';

const [, , ...notes] = process.argv;
const rows = (notes.length > 0 ? notes : ['coverage/drawn.jsonl']).flatMap((path) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line)),
);
const all = rows.reduce((sum, row) => sum + (row.all ?? 0), 0);
const [killed, endless, survived, unseen] = ['Killed', 'Timeout', 'Survived', 'NoCoverage'].map((status) =>
  rows.filter((row) => row.status === status),
);

for (const { path, status, location, mutatorName, replacement } of [...endless, ...survived, ...unseen]) {
  const { start, end } = location;
  console.log(`${status} ${path}:${start.line}:${start.column}-${end.line}:${end.column} ${mutatorName}`);
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .slice(start.line - 1, Math.min(end.line, start.line + 2));
  for (const line of lines) console.log(`  - ${line.trim()}`);
  console.log(`  + ${replacement.replace(/\s+/g, ' ').slice(0, 200)}`);
}

const noticed = killed.length + endless.length;
const tried = noticed + survived.length;

/** Wilson's interval of 95 %; of what no test runs nothing is noticed, and Stryker tells all of that. */
const [z, share, seen] = [1.96, noticed / tried, 1 - unseen.length / all];
const middle = share + z ** 2 / (2 * tried);
const reach = z * Math.sqrt((share * (1 - share)) / tried + z ** 2 / (4 * tried ** 2));
const percent = (part) => (100 * seen * part).toFixed(1);
const [low, high] = [middle - reach, middle + reach].map((at) => percent(at / (1 + z ** 2 / tried)));

console.log(`${all} mutants, ${unseen.length} of them in code that no test runs`);
console.log(`${tried} tried: ${killed.length} killed, ${endless.length} without end, ${survived.length} survived`);
console.log(`${percent(share)} % noticed, of all between ${low} and ${high} % (95 %)`);
