import { codeOf } from './items.ts';
import { openSpot } from './locate.ts';
import { markedText } from './merge.ts';
import type { Work } from './work.ts';

/** Writes what conflicts into the drafts, between git's markers; the last thing that happens to them. */
export function markConflicts(work: Work): void {
  const [fork, target] = [work.sides.ours, work.sides.target].map((side) => side.replace(/^the /, ''));
  const names = { fork: fork ?? '', target: target ?? '' };
  for (const { conflict } of work.left) {
    const open = conflict && openSpot(work, conflict.spot);
    if (!open) continue;
    const { block } = open;
    const target = conflict.headOnly ? block.code : codeOf(block);
    block.code = markedText({ base: conflict.base, fork: conflict.fork, target }, names);
    if (!conflict.headOnly) block.items = [];
  }
}
