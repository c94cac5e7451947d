import type { Repository } from '../git/repository.ts';
import type { Room } from '../git/room.ts';
import type { Git } from '../git/run.ts';
import type { Layout } from '../layout/layout.ts';
import type { Oid, Path, Ref } from '../model.ts';
import { analyzerFor } from '../outline/index.ts';
import { unitsOf } from '../own/units.ts';
import { certainBase, contentBase, type FoundBase, likelyBase } from './base.ts';
import type { OwnHistory, UpstreamHistory } from './ground.ts';
import { baseOf } from './headings.ts';
import type { Question } from './question.ts';
import { requireKnownLines, requireWholeHistory } from './sound.ts';
import { squashedBase } from './squash.ts';
import { type Started, type StartWith, start } from './start.ts';
import { type Survey, type SurveyOf, surveyOf } from './survey.ts';
import { firstHeld } from './target.ts';
import { tellHistory } from './told.ts';

/** Where a fork stands: base and target are settled, and history was found to be whole enough to tell. */
export interface Stand {
  readonly own: OwnHistory;
  readonly upstream: UpstreamHistory;
  readonly survey: Survey;
}

export interface StandWith {
  readonly repository: Repository;
  readonly layout: Layout;
  /** Told of a first survey as soon as there is one, while upstream's history is read. It is the final one nearly always. */
  readonly ahead?: (first: Survey, reading: Promise<UpstreamHistory>) => void;
}

/**
 * Finds base and target.
 * @throws Complaint when they cannot be determined, or not be trusted.
 */
export async function stand(
  room: Room,
  { question, target, own: history, upstream: read }: Started,
  { repository, layout, ahead }: StandWith,
): Promise<Stand> {
  const own = await history;
  const reading = read(placesAskedOf(own, layout)); // takes longest from here on
  reading.catch(() => {}); // it is looked at later, or never when something else fails first
  requireWholeHistory(repository, question, own);
  const fork = question.fork.sha;
  const likely =
    likelyBase(question, own) ?? (await contentBase(room.git, question, treeOf(own, fork), (await reading).graph));
  const of = { fork, layout, found: likely, target, own };
  const first = await surveyOf(room, of);
  ahead?.(first, reading);
  const upstream = await reading;
  const found = await certainBase(room.git, likely, own, upstream);
  const survey = await finalSurvey(room, question, { ...of, found }, first, upstream);
  // in a shallow clone a base found by content would hide that the graph is wrong
  const looked = repository.shallow ? first : survey;
  await requireKnownLines({ reader: room.reader, repository, layout, question, own, upstream }, looked);
  return { own, upstream, survey };
}

/** The three commits of a comparison, for those who need nothing else of it. */
export async function standsOf(
  inputs: StartWith,
): Promise<{ readonly base: Ref; readonly fork: Ref; readonly target: Ref }> {
  const started = await start(inputs);
  const found = await stand(inputs.room, started, inputs);
  const { ref, sha } = baseOf(started.question, found.survey, found.upstream);
  return { base: { name: ref, sha }, fork: started.question.fork, target: found.survey.target };
}

/** A squashed sync changes more files than this. */
const fewest = 5;

/** Surveys again where history shows that base or target was another: several bases, a squashed sync, a fork's own tag. */
async function finalSurvey(
  room: Room,
  question: Question,
  of: SurveyOf,
  first: Survey,
  upstream: UpstreamHistory,
): Promise<Survey> {
  const target = question.targetNamed ? of.target : firstHeld(question.targets, upstream.graph, question.remote.name);
  const asGuessed = of.found.bases.join() === first.found.bases.join();
  const based = asGuessed ? first : await surveyOf(room, of);
  const squashed =
    of.found.how === 'graph' && based.ours.length >= fewest
      ? await squashOf(room.git, question, based, upstream, of.own)
      : null;
  if (!squashed && target.sha === of.target.sha) return based;
  return surveyOf(room, { ...of, target, found: squashed ?? of.found });
}

async function squashOf(
  room: Git,
  question: Question,
  survey: Survey,
  upstream: UpstreamHistory,
  own: OwnHistory,
): Promise<FoundBase | null> {
  const { trees, ours } = survey;
  const { verdicts, touches } = await tellHistory(survey, upstream, own);
  const published = ours.filter(({ path }) => verdicts.get(path)?.published);
  const signs = {
    forkTree: trees.fork.tree,
    forkVersion: trees.fork.version,
    baseVersion: trees.base.version,
    changed: ours.length,
    published: new Map(published.map(({ path, after }) => [path, after])),
    touches,
  };
  return squashedBase(room, question, signs, upstream.graph);
}

/** Where the fork's own commits were, and, since it may have copied something, where upstream ever kept sources. */
function placesAskedOf({ touches }: OwnHistory, layout: Layout): Path[] {
  const mayBeCopy = touches.some(({ added, path }) => added && analyzerFor(path));
  return [...new Set(touches.map(({ path }) => path)), ...(mayBeCopy ? unitsOf(layout).roots : [])];
}

function treeOf({ commits }: OwnHistory, commit: Oid): Oid {
  const tree = commits.find(({ sha }) => sha === commit)?.tree;
  if (tree === undefined) throw new Error('the fork is missing from its own history');
  return tree;
}
