import { isTooLarge, mostRead } from '../git/blobs.ts';
import { isZero, mostCompared, mostPatches, type PatchedChange } from '../git/changes.ts';
import type { Reader } from '../git/reader.ts';
import type { Note, Path } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import { plural } from '../plural.ts';
import type { Survey } from './survey.ts';

/** Names that one sentence holds. */
const mostNames = 3;

const megabytes = (bytes: number): string => `${bytes / 2 ** 20} MB`;

/** What the reader must know of the fork's files that are too large to be read, or too many. */
export async function unreadNotes({ ours, untold }: Survey, reader: Reader): Promise<Note[]> {
  const kept = ours.filter(({ letter, modes }) => letter !== 'D' && modes[1].startsWith('100'));
  const dark = kept.filter(({ hunks }) => hunks === null);
  const spoken = kept.filter(({ path }) => analyzerFor(path) !== undefined);
  const many = untold === 'nothing' ? [] : [untoldNote(untold)];
  if (dark.length + spoken.length === 0) return many;
  const asked = [...dark.flatMap(blobsOf), ...spoken.map(({ after }) => after)];
  const heads = new Map((await reader.heads(asked)).flatMap((head) => (head ? [[head.oid, head]] : [])));
  const size = (oid: string): number => heads.get(oid)?.size ?? 0;
  const large = dark.filter((change) => blobsOf(change).some((oid) => size(oid) > mostCompared)).map(pathOf);
  const whole = spoken.filter(({ path, after }) => {
    const head = heads.get(after);
    return head !== undefined && isTooLarge(head) && !large.includes(path);
  });
  return [
    ...told(large, mostCompared, 'what changed there was not read'),
    ...told(whole.map(pathOf), mostRead, 'what they define and import was not read'),
    ...many,
  ];
}

const blobsOf = ({ before, after }: PatchedChange): string[] => [before, after].filter((oid) => !isZero(oid));

const pathOf = ({ path }: PatchedChange): Path => path;

function told(paths: readonly Path[], most: number, what: string): Note[] {
  if (paths.length === 0) return [];
  const more = paths.length - mostNames;
  const names = [...paths.slice(0, mostNames), ...(more > 0 ? [`${more} more`] : [])].join(', ');
  return [
    {
      kind: 'undetermined',
      text: `${plural(paths.length, 'file')} larger than ${megabytes(most)}, so ${what}: ${names}`,
    },
  ];
}

function untoldNote(untold: 'added' | 'all'): Note {
  const whose = untold === 'added' ? 'what the fork added' : 'what the fork changed';
  return { kind: 'undetermined', text: `${whose} has more than ${megabytes(mostPatches)} of lines, and none was read` };
}
