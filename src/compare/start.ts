import { type Merge, mergeTree } from '../git/merge.ts';
import type { Repository } from '../git/repository.ts';
import type { Room } from '../git/room.ts';
import type { Layout } from '../layout/layout.ts';
import type { Ref } from '../model.ts';
import { type OwnHistory, ownHistory } from './ground.ts';
import { type Asked, type Question, resolveQuestion } from './question.ts';
import { type Settled, settled } from './settled.ts';
import { firstHeld } from './target.ts';

/** A comparison whose names are resolved, and what git has been asked since. */
export interface Started {
  readonly question: Question;
  /** The target while upstream's history has not been read. It is the final one nearly always. */
  readonly target: Ref;
  readonly own: Promise<OwnHistory>;
  /** The fork merged into that target. It takes longest of all, so who needs it asks at once; git is asked once. */
  merge(): Settled<Merge>;
}

export interface StartWith {
  readonly repository: Repository;
  readonly room: Room;
  readonly layout: Layout;
  readonly asked: Asked;
}

/**
 * Resolves every name, and asks git for the fork's own history. It needs little of the program, so that git can be at work
 * while the rest is being loaded.
 * @throws Complaint for a missing remote, branch, fork, base or target.
 */
export async function start({ repository, room, layout, asked }: StartWith): Promise<Started> {
  const question = await resolveQuestion(repository, layout, asked);
  const { fork, targets, remote } = question;
  const target = firstHeld(targets, { has: () => true }, remote.name);
  const own = ownHistory(room.git, question);
  own.catch(() => {}); // whoever needs it looks at it
  let merged: Settled<Merge> | undefined;
  const merge = (): Settled<Merge> => {
    merged ??= settled(mergeTree(room.git, target.sha, fork.sha));
    return merged;
  };
  return { question, target, own, merge };
}
