import type { OwnHistory, UpstreamHistory } from '../compare/ground.ts';
import type { Survey } from '../compare/survey.ts';
import type { Told } from '../compare/told.ts';
import { isFile } from '../git/changes.ts';
import type { Commits } from '../git/graph.ts';
import type { Reader } from '../git/reader.ts';
import type { Note, Oid, OwnSource, OwnWork, Path } from '../model.ts';
import { belongingsOf, registrationsIn, unseenConfig } from './belongings.ts';
import { collisionsOf } from './collisions.ts';
import { copiedOf, type Held } from './copied.ts';
import { draftsOf } from './drafts.ts';
import { once } from './once.ts';
import type { Shelves } from './original.ts';
import { bySource, type Release, shelfOf } from './shelf.ts';
import { straysOf, withoutTaken } from './strays.ts';
import { type Units, unitsOf } from './units.ts';

/** What the comparison knows when it asks for the fork's own work. */
export interface OwnInputs {
  readonly survey: Survey;
  readonly told: Told;
  readonly own: OwnHistory;
  readonly upstream: UpstreamHistory;
  /** Release tags that may be upstream's. */
  readonly tags: readonly Omit<Release, 'date'>[];
  readonly reader: Reader;
}

/** The fork's own work, and of each file that was copied where it comes from. */
export interface FoundWork extends OwnWork {
  readonly copies: ReadonlyMap<Path, { readonly from: Path; readonly at: string | null }>;
}

/** Text of a file that the fork added: all its lines stand in the comparison already. */
export type AddedTexts = ReadonlyMap<Path, string>;

/**
 * What the fork added beside upstream's sources. Reads nothing when it added no source, test or fixture and no entry to a
 * registry; else the base's sources once, and of a copied one its releases.
 */
export async function ownWork(inputs: OwnInputs): Promise<FoundWork> {
  const { survey, told } = inputs;
  const { layout } = survey.trees.base.layout;
  const units = unitsOf(layout);
  const added = new Map(
    survey.ours.flatMap(({ letter, path, hunks }) =>
      letter === 'A' ? [[path, (hunks ?? []).flatMap((hunk) => hunk.added).join('\n')] as const] : [],
    ),
  );
  const registrations = registrationsIn(survey);
  const strays = straysOf(survey, added, units);
  const unseen = unseenConfig(survey);
  const drafts = draftsOf(survey, added, registrations, units, (path) => told.verdicts.get(path)?.published ?? false);
  if (drafts.length + strays.length === 0) return { sources: [], collisions: [], strays, unseen, copies: new Map() };
  const shelves = await shelvesOf(inputs, units);
  const own = drafts.filter(({ source }) => !shelves.base.has(source));
  const copies = new Map<Path, { from: Path; at: string | null }>();
  const sources: OwnSource[] = [];
  const belongs = belongingsOf(own, added, units);
  for (const draft of own) {
    const belongings = belongs(draft);
    const held: Held = { ...draft, ...belongings };
    const found = await copiedOf(held, added, shelves, inputs);
    for (const [path, from] of found?.files ?? []) copies.set(path, { from, at: found?.copied.at ?? null });
    const { files, text: _, ...known } = draft;
    sources.push({ ...known, ...belongings, files: [...files.keys()].sort(), copied: found?.copied ?? null });
  }
  const collisions = collisionsOf(sources, survey, shelves);
  const placed = withoutTaken(strays, { now: shelves.base, next: shelves.target });
  return { sources, collisions, strays: placed, unseen, copies };
}

/** What was not looked at, where it could change the answer. */
export function ownNotes({ sources, unseen }: OwnWork): Note[] {
  const unknown = sources.filter(({ registration, className }) => registration === null && className !== null);
  if (unseen === null || unknown.length === 0) return [];
  const names = unknown.map(({ source }) => source).join(', ');
  return [
    { kind: 'undetermined', text: `git does not track ${unseen}, so whether it registers ${names} is not known` },
  ];
}

async function shelvesOf({ survey, upstream, tags }: OwnInputs, units: Units): Promise<Shelves> {
  const { graph } = upstream;
  const ground = survey.found.sha;
  const shelf = shelfOf({ graph, touches: await upstream.touches(units.roots) }, tags, units);
  const base = shelf.at(ground);
  const files = new Map([...base.values()].flatMap((one) => [...one]));
  for (const { path, after, modes } of survey.theirs) {
    if (!isFile(modes[1])) files.delete(path);
    else if (path.endsWith('.py') && units.area(path) === 'source') files.set(path, after);
  }
  const within = once((commit: Oid) => graph.reachable([commit]));
  return { shelf, base, target: bySource(files, units), ground, under: under(upstream, survey), within };
}

/** Whether the fork stands on a commit. */
function under({ graph }: UpstreamHistory, { found }: Survey): (commit: Oid) => boolean {
  let reach: Commits | undefined;
  return (commit) => {
    reach ??= graph.reachable(found.bases);
    return reach.has(commit);
  };
}
