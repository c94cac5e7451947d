import type { Oid, Path } from '../model.ts';
import { type Kin, type Kindred, kindredOf, type MovedFile } from './kin.ts';
import { type BytesOf, licenceOf, linesIn, placesShared, type TellingLines } from './lines.ts';

/** The lines of a file ({@link linesIn}). */
export type LinesOf = (oid: Oid) => TellingLines;

/** Where a file is kept now, sorted; and whether that says what became of it, or strangers should be asked. */
export interface NamedHomes {
  readonly homes: readonly Path[];
  readonly told: boolean;
}

/** One line may be anywhere; fewer than `few` may be by chance. */
const [fewest, few] = [2, 10];

/** A share of the new file that the old one gave, or a share of the old one that went there, one of which is enough. */
interface Shares {
  readonly ofNew: number;
  readonly ofOld: number;
}

/** Of many lines, and of few. */
interface Enough {
  readonly many: Shares;
  readonly few: Shares;
}

/**
 * The more its path says, the fewer lines need to; and where only a few do, they must be more of a file. Between releases of
 * elastic/connectors that lie years apart, parts of a source in files of its name have 0.16 of their lines from it and more, and
 * a file that only does things as others do 0.14 at most; a stranger that is a home has 0.28 of the old file and more, one that
 * is none 0.25 of it, or 0.62 of itself, at most.
 */
const enough = {
  kept: { many: { ofNew: 0.1, ofOld: 0.1 }, few: { ofNew: 0.1, ofOld: 0.1 } },
  namesake: { many: { ofNew: 0.15, ofOld: 0.27 }, few: { ofNew: 0.5, ofOld: 0.5 } },
  stranger: { many: { ofNew: 0.7, ofOld: 0.27 }, few: { ofNew: 0.7, ofOld: 0.5 } },
} satisfies Record<Exclude<Kin, 'moved'>, Enough>;

/** What is in more strangers than these is what such files are like. */
const mostStrangers = 3;

/**
 * With half of a file in files that have its name, the rest is rather gone than elsewhere, and no stranger is asked. In nine
 * pairs of releases, some years apart, that makes a difference for one fixture of 846 files, and the name is right there.
 */
const half = 0.5;

/**
 * Where the target keeps what the base kept in the `asked` files, all of which are gone: old path -> new paths, sorted.
 *
 * git's renames are one-to-one and a restructure is one-to-many (33 sources became 93 files, of which git follows 30). Lines
 * alone tell it where nothing else has changed (93 of 93, and one false); in a release of years later every new source has the
 * lines that all sources have, and one old file is found in fifteen. So paths are asked first, and lines must bear them out.
 */
export function homesOf(
  asked: ReadonlySet<Path>,
  gone: readonly MovedFile[],
  come: readonly MovedFile[],
  bytesOf: BytesOf,
): Map<Path, readonly Path[]> {
  const linesOf = linesIn(bytesOf);
  return new Map(
    kindredOf(asked, gone, come).map((one) => [one.file.path, homesAmong(one, homesByName(one, linesOf), linesOf)]),
  );
}

/** Where one file is kept now, as far as the files tell whose paths speak for it. */
export const homesByName = (kindred: Kindred, linesOf: LinesOf): NamedHomes => homesIn(kindred, byName, linesOf);

/**
 * The strangers that must be asked too. A new source's own files are no part of what its name tells something of: it does as
 * others do.
 */
export function strangersTo({ kin }: Kindred, { homes, told }: NamedHomes): readonly MovedFile[] {
  if (told) return [];
  return homes.length === 0 ? kin.stranger : kin.stranger.filter(({ source }) => !source);
}

/** Where one file is kept now. */
export function homesAmong(kindred: Kindred, named: NamedHomes, linesOf: LinesOf): readonly Path[] {
  const stranger = strangersTo(kindred, named);
  if (stranger.length === 0) return named.homes;
  return homesIn({ ...kindred, kin: { ...kindred.kin, stranger } }, [...byName, 'stranger'], linesOf).homes;
}

const byName: readonly Kin[] = ['moved', 'kept', 'namesake'];

function homesIn({ file, same, kin }: Kindred, kins: readonly Kin[], linesOf: LinesOf): NamedHomes {
  const old = linesOf(file.oid);
  const small = old.all.length < few;
  const isTold = (how: Kin, one: Held): boolean =>
    how === 'moved' || (small && how === 'kept') || isHome(one, enough[how], same !== null); // of the first two the path must do
  const held = kins.flatMap((how) =>
    kin[how].map((one) => ({ how, one: heldAgainst(old, one.path, linesOf(one.oid)) })),
  );
  const told = held.filter(({ how, one }) => isTold(how, one));
  const strangers = told.filter(({ how }) => how === 'stranger').length;
  const homes = told.filter(({ how }) => how !== 'stranger' || strangers <= mostStrangers);
  const namesakes = held.filter(({ how }) => how === 'namesake');
  const found = (homes.length > 0 || same !== null ? homes : mostOf(namesakes)).map(({ one }) => one);
  const paths = found.map(({ path }) => path);
  const share = shareOf(new Set(found.flatMap(({ places }) => places)).size, old.all.length);
  return {
    homes: [...new Set(same === null ? paths : [...paths, same])].sort(),
    told: same !== null || (small ? found.length > 0 : share > half),
  };
}

/** Of namesakes that are none by their lines, the one with most of them. */
function mostOf<Of extends { readonly one: Held }>(held: readonly Of[]): readonly Of[] {
  const [most] = [...held].sort((a, b) => b.one.lines - a.one.lines);
  return most && most.one.lines >= few ? [most] : [];
}

/** What an old and a new file share. */
interface Held extends Shares {
  readonly path: Path;
  /** Where the lines stand among the old one's. */
  readonly places: readonly number[];
  /** How many there are beyond a licence, which is in both of them. */
  readonly lines: number;
}

function heldAgainst(old: TellingLines, path: Path, now: TellingLines): Held {
  const places = placesShared(old, now);
  const licence = licenceOf(old, now);
  const lines = places.length - licence;
  const [ofNew = 0, ofOld = 0] = [now, old].map(({ all }) => shareOf(lines, all.length - licence));
  return { path, places, lines, ofNew, ofOld };
}

const shareOf = (part: number, of: number): number => (of === 0 ? 0 : part / of);

/** `found`: whether the old file is known to be elsewhere, so that a few lines may be by chance again. */
function isHome({ lines, ofNew, ofOld }: Held, { many, few: fewLines }: Enough, found: boolean): boolean {
  const least = found || lines < few ? fewLines : many;
  return lines >= fewest && (ofNew >= least.ofNew || ofOld >= least.ofOld);
}
