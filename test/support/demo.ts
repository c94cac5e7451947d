import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeRooms } from '../../src/git/room.ts';
import { main } from '../../src/main.ts';
import { nearest } from '../../src/nearest.ts';
import { readStory, storyNames, tell } from './story.ts';

/** The fork that most readers will know their own in. */
const first = 'a-year-behind';

/** `npm run demo [story] [-- flags]`: makes a story a repository and lints it. */
async function demo(argv: readonly string[]): Promise<number> {
  const named = argv[0] !== undefined && !argv[0].startsWith('-');
  const name = (named ? argv[0] : undefined) ?? first;
  const rest = argv.slice(named ? 1 : 0);
  const names = storyNames();
  if (!names.includes(name)) return unknown(name, names);
  const flags = intoFile(
    rest.filter((flag) => flag !== '--' && flag !== '--keep'),
    name,
  );
  const keep = rest.includes('--keep');
  const told = tell(name, { checkout: keep || flags.includes('--worktree') });
  process.on('exit', () => {
    closeRooms();
    if (!keep) told.remove();
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => process.exit(130));
  if (!flags.includes('json')) console.log(`${readStory(name).about}\n(fixtures/${name}, ${flagsShown(flags)})\n`);
  const { stdout, stderr, env } = process;
  const code = await main(flags, { cwd: told.dir, env, stdout, stderr, now: Date.now() });
  const page = flags.map((flag) => /^(?:--format=)?html=(.+)$/.exec(flag)?.[1]).find((path) => path !== undefined);
  if (page !== undefined && code !== 2) console.log(`The picture lies in ${page}`);
  if (keep) console.log(`\nThe repository lies in ${told.dir}`);
  return code === 1 ? 0 : code; // findings are what a demo is for
}

/** A page is for a browser: where no file is named for it, it goes to one that stays. */
function intoFile(flags: readonly string[], story: string): string[] {
  return flags.map((flag) =>
    flag.replace(/^((?:--format=)?)html$/, (_, start: string) => {
      return `${start}html=${join(mkdtempSync(join(tmpdir(), 'fork-lint-')), `${story}.html`)}`;
    }),
  );
}

const flagsShown = (flags: readonly string[]): string => ['$ fork-lint', ...flags].join(' ');

function unknown(name: string, names: readonly string[]): number {
  const meant = nearest(name, names);
  console.error(`There is no story ${JSON.stringify(name)}.${meant ? ` Did you mean ${meant}?` : ''}\n`);
  for (const one of names) console.error(`  ${one.padEnd(26)} ${readStory(one).about}`);
  return 2;
}

process.exitCode = await demo(process.argv.slice(2));
