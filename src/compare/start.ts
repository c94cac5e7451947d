import { type Merge, mergeTree } from '../git/merge.ts';
import type { Places } from '../git/places.ts';
import type { Repository } from '../git/repository.ts';
import type { Room } from '../git/room.ts';
import type { Layout } from '../layout/layout.ts';
import type { Ref } from '../model.ts';
import { type OwnHistory, ownHistory, type UpstreamHistory, upstreamHistory, upstreamTips } from './ground.ts';
import { type Asked, type Question, resolveQuestion } from './question.ts';
import { type Settled, settled } from './settled.ts';
import { firstHeld } from './target.ts';

/** A comparison whose names are resolved, and what git has been asked since. */
export interface Started {
  readonly question: Question;
  /** The target while upstream's history has not been read. It is the final one nearly always. */
  readonly target: Ref;
  readonly own: Promise<OwnHistory>;
  /** Upstream's history, with what was done at some places; git is asked once. */
  upstream(places: Places): Promise<UpstreamHistory>;
  /** The same for somebody else: it waits until it has been asked for. */
  readonly reading: Promise<UpstreamHistory>;
  /** The fork merged into that target. It takes longest of all, so who needs it asks at once; git is asked once. */
  merge(): Settled<Merge>;
}

export interface StartWith {
  readonly repository: Repository;
  readonly room: Room;
  readonly layout: Layout;
  readonly asked: Asked;
  /** A comparison with the same upstream: upstream's history is read once for both. */
  readonly beside?: Promise<Started> | undefined;
}

/**
 * Resolves every name, and asks git for the fork's own history. It needs little of the program, so that git can be at work
 * while the rest is being loaded.
 * @throws Complaint for a missing remote, branch, fork, base or target.
 */
export async function start({ repository, room, layout, asked, beside }: StartWith): Promise<Started> {
  const question = await resolveQuestion(repository, layout, asked);
  const { fork, targets, remote } = question;
  const target = firstHeld(targets, { has: () => true }, remote.name);
  const own = ownHistory(room.git, question);
  own.catch(() => {}); // whoever needs it looks at it
  let read: Promise<UpstreamHistory> | undefined;
  let begun = (_: Promise<UpstreamHistory>): void => {};
  const reading = new Promise<UpstreamHistory>((resolve) => {
    begun = resolve;
  });
  reading.catch(() => {}); // it is looked at later, or never when something else fails first
  const upstream = (places: Places): Promise<UpstreamHistory> => {
    read ??= upstreamOf(room, question, places, beside);
    begun(read);
    return read;
  };
  let merged: Settled<Merge> | undefined;
  const merge = (): Settled<Merge> => {
    merged ??= settled(mergeTree(room.git, target.sha, fork.sha));
    return merged;
  };
  return { question, target, own, upstream, reading, merge };
}

/** The places of an earlier commit of the fork are nearly always among those of a later one. */
async function upstreamOf(
  room: Room,
  question: Question,
  places: Places,
  beside: StartWith['beside'],
): Promise<UpstreamHistory> {
  const other = await beside;
  const same = other !== undefined && upstreamTips(other.question).join() === upstreamTips(question).join();
  return same ? other.reading : upstreamHistory(room, question, places);
}
