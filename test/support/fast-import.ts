import type { Line } from './history.ts';
import { refOf, type Timeline, type Told } from './timeline.ts';
import type { Entry } from './tree.ts';

/** 2025-01-06, a Monday; each commit is a week after the one before. */
const began = Date.UTC(2025, 0, 6, 9) / 1000;
const week = 7 * 86_400;

const authors: Readonly<Record<Line['side'], string>> = {
  upstream: 'Upstream <upstream@example.com>',
  fork: 'Acme <fork@example.com>',
};

/** A timeline as the input of `git fast-import`: fixed people and a fixed clock, so ids are the same everywhere. */
export function streamOf({ commits, refs }: Timeline): Buffer {
  const parts = commits.flatMap((commit, i) => commitOf(commit, i + 1));
  for (const [name, mark] of refs) parts.push(Buffer.from(`reset ${name}\nfrom :${mark}\n`));
  return Buffer.concat([...parts, Buffer.from('done\n')]);
}

function commitOf({ line, parents, tree, subject }: Told, mark: number): Buffer[] {
  const who = `${authors[line.side]} ${began + mark * week} +0000`;
  const [from, ...others] = parents;
  const head = [
    ...(from === undefined ? [`reset ${refOf(line)}`] : []), // else the branch's tip would become the parent
    `commit ${refOf(line)}`,
    `mark :${mark}`,
    `author ${who}`,
    `committer ${who}`,
    `data ${Buffer.byteLength(subject)}`,
    subject,
    ...(from === undefined ? [] : [`from :${from}`]),
    ...others.map((other) => `merge :${other}`),
    'deleteall',
  ];
  return [Buffer.from(`${head.join('\n')}\n`), ...[...tree].map(([path, entry]) => entryOf(path, entry))];
}

function entryOf(path: string, { mode, content }: Entry): Buffer {
  if (mode === '160000') return Buffer.from(`M 160000 ${content.toString()} ${quoted(path)}\n`);
  const head = Buffer.from(`M ${mode} inline ${quoted(path)}\ndata ${content.length}\n`);
  return Buffer.concat([head, content, Buffer.from('\n')]);
}

/** A path in C quotes: the only way to name one that starts with a quote or holds a line feed. */
function quoted(path: string): string {
  const octal = (character: string): string => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`;
  return `"${path.replace(/[^ !#-[\]-~]/g, octal)}"`;
}
