import type { Path } from '../model.ts';
import type { Change } from './align.ts';
import { combine, combineLeads, heldBefore, ownCode, type Renamer, words } from './combine.ts';
import { type Block, type Draft, findBlock } from './draft.ts';
import { atDepth, insert, takeOut } from './insert.ts';
import { codeOf, type Item } from './items.ts';
import { leave, leaveComments } from './leave.ts';
import { byText, findPart, locate, openSpot, partsOf } from './locate.ts';
import type { Places } from './place.ts';
import { translate } from './strings.ts';
import { changeId, type How, itemsOfText, type OwnFile, openDraft, type Spot, type Work } from './work.ts';

/** What is needed to place the changes of one file. */
export interface Applying {
  readonly work: Work;
  readonly file: OwnFile;
  readonly renamer: Renamer;
  readonly places: Places;
}

type Edit = Extract<Change, { kind: 'edit' }>;
type Add = Extract<Change, { kind: 'add' }>;
type Delete = Extract<Change, { kind: 'delete' }>;

/** Carries an edit to the item's home. */
export function applyEdit({ work, file, renamer }: Applying, change: Edit): undefined {
  const { keys, base, fork, headOnly } = change;
  const found = locate(work, file.path, keys, base);
  const open = 'path' in found ? openSpot(work, found) : null;
  if (!('path' in found) || open === null) {
    const candidates = 'path' in found ? [found.path] : found.candidates;
    const equal = candidates.length > 1 && candidates.every((path) => same(work, path, keys, fork, base));
    if (equal) return done(work, file, change, candidates[0] ?? file.path, 'upstream');
    const reason = candidates.length > 0 ? 'keeps it in several places' : 'no longer has it';
    const told = `${work.sides.target} ${reason}`;
    return leave(work, file, change, told, candidates.length > 0 ? candidates : partsOf(work, file.path));
  }
  const { draft, block } = open;
  const target = ownCode(block, headOnly);
  const combined = combine(
    work,
    file,
    { base: ownCode(base, headOnly), fork: ownCode(fork, headOnly), target },
    renamer,
  );
  if (combined.code === null) {
    const conflict = { spot: found, headOnly, base: ownCode(base, headOnly), fork: ownCode(fork, headOnly) };
    return leave(work, file, change, combined.reason, [found.path], conflict);
  }
  if (combined.code !== target) {
    block.code = combined.code;
    if (!headOnly) {
      block.items = [];
      block.kind = fork.kind;
    }
    draft.origins.add(file.path);
  }
  const how = bringLead(work, file, change, found.path, { block, base: base.lead, how: combined.how });
  const last = keys.at(-1);
  if (fork.key !== last && combined.code !== target) {
    block.key = fork.key;
    block.name = fork.name;
    work.spots.set(changeId(file.path, [...keys.slice(0, -1), fork.key]), {
      path: found.path,
      keys: [...found.keys.slice(0, -1), fork.key],
    });
    if (keys.length === 1) work.spots.set(changeId(file.path, keys), { path: found.path, keys: [fork.key] });
  }
  if (how !== null) done(work, file, change, found.path, how);
}

/**
 * Carries the comments above an item. What both sides rewrote is left, and the code below it placed all the same.
 * @returns how the item as a whole got there; null where nothing of it did.
 */
function bringLead(
  work: Work,
  file: OwnFile,
  { fork }: Edit | Add,
  home: Path,
  { block, base, how }: { readonly block: Block; readonly base: string; readonly how: How },
): How | null {
  const lead = combineLeads(base, fork.lead, block.lead);
  if (lead === null) {
    leaveComments(work, file, fork, base, home);
    return how === 'upstream' ? null : how;
  }
  const came = words(lead) !== words(block.lead);
  block.lead = lead;
  return came && how === 'upstream' ? 'taken' : how;
}

/** A place has the fork's text, and its comments where the fork wrote some of its own. */
function same(work: Work, path: Path, keys: readonly string[], fork: Item, base: Item | null): boolean {
  const block = findBlock(openDraft(work, path) ?? { items: [] }, keys);
  if (block === undefined || work.fold(codeOf(block)) !== work.fold(codeOf(fork))) return false;
  return [base?.lead ?? '', block.lead].some((lead) => words(lead) === words(fork.lead));
}

function done(work: Work, file: OwnFile, change: Change, home: Path, how: How): undefined {
  const item = change.kind === 'delete' ? change.base : change.fork;
  const id = changeId(file.path, change.keys);
  work.placed.push({
    from: file.path,
    symbol: item.symbol,
    home,
    how,
    id,
    code: codeOf(item),
    before: change.kind === 'add' ? '' : codeOf(change.base),
  });
}

/** Puts an added item beside its neighbours, unless upstream has it already. */
export function applyAdd(applying: Applying, change: Add): undefined {
  const { work, file } = applying;
  const { keys, fork } = change;
  const found = locate(work, file.path, keys, null);
  if ('path' in found) return join(applying, change, found);
  if (found.candidates.length > 0) {
    const known = found.candidates.find((path) => same(work, path, keys, fork, null));
    if (known !== undefined) return done(work, file, change, known, 'upstream');
    return leave(work, file, change, `${work.sides.target} has it in several places`, found.candidates);
  }
  if (keys.length > 1) return addMember(applying, change);
  const place = applying.places.of(fork);
  if (!('path' in place)) {
    const reason =
      place.candidates.length === 0
        ? `${work.sides.target} no longer has this file`
        : 'it could go to any of several files';
    return leave(work, file, change, reason, place.candidates);
  }
  const draft = openDraft(work, place.path);
  if (draft === undefined) return leave(work, file, change, `${work.sides.target} has no such text`, [place.path]);
  addTo(applying, change, draft, draft, itemsOfText(work, file.path, file.fork));
}

function addMember(applying: Applying, change: Add): undefined {
  const { work, file } = applying;
  const owner = change.keys.slice(0, -1);
  const found = locate(work, file.path, owner, null);
  const open = 'path' in found ? openSpot(work, found) : null;
  if (open === null) {
    const candidates = 'path' in found ? [found.path] : found.candidates;
    return leave(work, file, change, 'the class it belongs to cannot be found', candidates);
  }
  const siblings = owner.reduce<readonly Item[]>(
    (row, key) => row.find((one) => one.key === key)?.items ?? [],
    itemsOfText(work, file.path, file.fork),
  );
  if (open.block.items.length === 0)
    return leave(work, file, change, 'the class it belongs to has been rewritten', [open.draft.path]);
  addTo(applying, change, open.draft, open.block, siblings);
}

function addTo(
  { work, file, renamer }: Applying,
  change: Add,
  draft: Draft,
  row: Draft | Block,
  siblings: readonly Item[],
): undefined {
  const { fork, keys } = change;
  const ours = translate(work, codeOf(fork), renamer);
  if (ours.unknown.length > 0) {
    return leave(work, file, change, `where ${[...new Set(ours.unknown)].join(', ')} lives now cannot be told`, [
      draft.path,
    ]);
  }
  // siblings as the fork has them; a renamed one is found under its new key
  const row_ = siblings.some((one) => one === fork)
    ? siblings
    : siblings.map((one) => (one.key === fork.key ? fork : one));
  insert(work, draft, row, {
    file,
    item: fork,
    siblings: row_,
    code: atDepth(row, ours.code, null),
    top: row === draft,
  });
  draft.origins.add(file.path);
  if (keys.length === 1) work.spots.set(changeId(file.path, keys), { path: draft.path, keys: [fork.key] });
  done(work, file, change, draft.path, 'added');
}

/** Both sides added it: member by member for a class. */
function join(applying: Applying, change: Add, spot: Spot): undefined {
  const { work, file, renamer } = applying;
  const { fork, keys } = change;
  const open = openSpot(work, spot);
  if (open === null) return leave(work, file, change, `${work.sides.target} has no such text`, [spot.path]);
  const { draft, block } = open;
  const members = fork.items.length > 0 && block.items.length > 0;
  const target = members ? block.code : codeOf(block);
  const combined = combine(work, file, { base: null, fork: members ? fork.code : codeOf(fork), target }, renamer);
  if (combined.code === null) return leave(work, file, change, combined.reason, [spot.path]);
  if (combined.code !== target) {
    block.code = combined.code;
    if (!members) block.items = [];
    draft.origins.add(file.path);
  }
  const how = bringLead(work, file, change, spot.path, { block, base: '', how: combined.how });
  if (how !== null) done(work, file, change, spot.path, how);
  if (members)
    for (const item of fork.items)
      if (item.kind !== 'import') applyAdd(applying, { kind: 'add', keys: [...keys, item.key], fork: item });
}

/** Deletes an item at its home, when what upstream has there is what the fork deleted. */
export function applyDelete({ work, file, renamer }: Applying, change: Delete): undefined {
  const { keys, base } = change;
  const parts = partsOf(work, file.path);
  const hits = parts.filter((path) => findBlock(openDraft(work, path) ?? { items: [] }, keys) !== undefined);
  if (hits.length > 1) return leave(work, file, change, `${work.sides.target} keeps it in several places`, hits);
  const [path] = hits;
  const spot = path === undefined ? byText(work, parts, base) : { path, keys };
  if (spot === null || isOurs(work, file, spot)) return done(work, file, change, spot?.path ?? file.path, 'upstream');
  const open = openSpot(work, spot);
  if (open === null) return;
  const target = codeOf(open.block);
  const then = translate(work, codeOf(base), renamer).code;
  const unchanged = work.fold(target) === work.fold(codeOf(base)) || work.fold(target) === work.fold(then);
  if (!unchanged && !heldBefore(work, file, target))
    return leave(work, file, change, `${work.sides.theirs} changed what ${work.sides.ours} deleted`, [spot.path]);
  const owner = spot.keys.length === 1 ? open.draft : findBlock(open.draft, spot.keys.slice(0, -1));
  if (owner === undefined) return;
  takeOut(owner, open.block);
  open.draft.origins.add(file.path);
  done(work, file, change, spot.path, 'deleted');
}

/** What stands here the fork has as well: an addition of ours went here, since upstream made the same move. */
function isOurs(work: Work, file: OwnFile, { path, keys }: Spot): boolean {
  const same = (spot: Spot): boolean => spot.path === path && spot.keys.join('\0') === keys.join('\0');
  return [...work.spots.values()].some(same) || findPart(itemsOfText(work, file.path, file.fork), keys) !== undefined;
}
