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
const counted = ['Killed', 'Timeout', 'Survived', 'NoCoverage'];
const drawn = rows.filter(({ status }) => counted.includes(status));

for (const { path, status, location, mutatorName, replacement } of drawn) {
  if (status === 'Killed') continue;
  const { start, end } = location;
  console.log(`${status} ${path}:${start.line}:${start.column}-${end.line}:${end.column} ${mutatorName}`);
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .slice(start.line - 1, Math.min(end.line, start.line + 2));
  for (const line of lines) console.log(`  - ${line.trim()}`);
  console.log(`  + ${replacement.replace(/\s+/g, ' ').slice(0, 200)}`);
}

const [killed, endless, survived, unseen] = counted.map(
  (status) => drawn.filter((one) => one.status === status).length,
);
const [all, noticed] = [drawn.length, killed + endless];

/** Wilson's interval of 95 %. */
const [z, share] = [1.96, noticed / all];
const middle = share + z ** 2 / (2 * all);
const reach = z * Math.sqrt((share * (1 - share)) / all + z ** 2 / (4 * all ** 2));
const [low, high] = [middle - reach, middle + reach].map((at) => ((100 * at) / (1 + z ** 2 / all)).toFixed(1));

console.log(`${all} mutants: ${killed} killed, ${endless} without end, ${survived} survived, ${unseen} run by no test`);
console.log(`${(100 * share).toFixed(1)} % noticed, of all between ${low} and ${high} % (95 %)`);
