import { type CarryFile, loadCarries } from '../carries/load.ts';
import type { Carry } from '../carries/model.ts';
import { rehome } from '../carries/rehome.ts';
import { edited } from '../carries/store.ts';
import { type Compared, compare } from '../compare/compare.ts';
import { Complaint } from '../complaint.ts';
import type { Repository } from '../git/repository.ts';
import type { Room } from '../git/room.ts';
import { judge, type Law, type Verdict } from '../judge.ts';
import type { Layout } from '../layout/layout.ts';
import type { Finding, Oid, Path, Ref } from '../model.ts';
import type { Ported } from './run.ts';
import type { Left } from './work.ts';

/** What carries are followed with. */
export interface CarriesBy {
  readonly repository: Repository;
  readonly room: Room;
  readonly layout: Layout;
  /** The file that declares them. */
  readonly file: string;
  readonly law: Law;
  readonly fork: Ref;
  readonly target: Ref;
  /** The upstream commit that the fork stands on. */
  readonly base: Oid;
  /** False for a commit that others of the fork's follow: then paths follow, and the lines are judged at the last. */
  readonly last: boolean;
  /** Makes a commit of the room of what was ported. */
  commit(ported: Ported): Promise<Oid>;
}

/**
 * Lets the fork's carries follow what they declare: to the paths where it was placed, and, where the port had to write the
 * very lines otherwise, to what is found there now. One whose lines were not all placed keeps its fingerprints: a person looks.
 */
export async function followCarries(ported: Ported, by: CarriesBy): Promise<Ported> {
  const { file, fork, room, law } = by;
  if (!ported.writes.some(({ path, mode }) => path === file && mode !== null)) return ported;
  const names = law.rules.map(({ name }) => name);
  const declared = await loadCarries({ read: room.reader.objects, workTree: null }, { file, commit: fork.sha }, names);
  try {
    const moved = rehomed(declared.carries, ported);
    const there = withEdits(declared, moved, names);
    const again = by.last ? await renewed(there, withText(ported, there), by) : [];
    return withText(ported, withEdits(there, again, names));
  } catch (error) {
    if (!(error instanceof Complaint)) throw error;
    const left: Left = { from: file, symbol: file, reason: error.message, candidates: [file], patch: '' };
    return { ...ported, left: [...ported.left, left] };
  }
}

/** The file of carries after an edit, as if it had been read so. */
function withEdits(declared: CarryFile, put: readonly Carry[], rules: readonly string[]): CarryFile {
  if (put.length === 0) return declared;
  const known = new Map(put.map((carry) => [carry.id, carry]));
  const text = edited(declared, { put }, rules);
  return { ...declared, text, carries: declared.carries.map((carry) => known.get(carry.id) ?? carry) };
}

function withText(ported: Ported, { file, text }: CarryFile): Ported {
  const writes = ported.writes.map((write) =>
    write.path === file && write.mode !== null ? { path: file, mode: write.mode, content: text ?? '' } : write,
  );
  return { ...ported, writes };
}

/** The carries whose paths are elsewhere now. */
function rehomed(carries: readonly Carry[], { placed, left }: Ported): Carry[] {
  const paths = [...new Set([...placed, ...left].map(({ from }) => from))];
  return carries.flatMap((carry) => {
    const about = ({ symbol }: { readonly symbol: string }): boolean =>
      carry.symbol === null || symbol === carry.symbol || symbol.startsWith(`${carry.symbol}.`);
    const homesOf = (path: Path): Path[] => {
      const ours = placed.filter((one) => one.from === path && one.how !== 'upstream');
      const near = ours.filter(about);
      const sure = left.filter(({ from, candidates }) => from === path && candidates.length === 1);
      return [
        ...new Set([
          ...(near.length > 0 ? near : ours).map(({ home }) => home),
          ...sure.filter(about).flatMap(({ candidates }) => candidates),
        ]),
      ].sort();
    };
    return rehome([carry], paths, homesOf);
  });
}

/** The carries whose findings have other lines now, because the port had to write them so. */
async function renewed(there: CarryFile, ported: Ported, by: CarriesBy): Promise<Carry[]> {
  const now = await judged({ name: 'the port', sha: await by.commit(ported) }, by.target.sha, there, by);
  const outgrown = now.carries.standings.filter(({ stale, beyond }) => stale.length > 0 && beyond.length > 0);
  if (outgrown.length === 0) return [];
  const names = by.law.rules.map(({ name }) => name);
  const before = await loadCarries(
    { read: by.room.reader.objects, workTree: null },
    { file: by.file, commit: by.fork.sha },
    names,
  );
  const then = await judged(by.fork, by.base, before, by);
  return outgrown.flatMap(({ carry, stale, beyond }) => {
    const old = then.carries.standings.find((standing) => standing.carry.id === carry.id);
    const covered = then.findings.filter(({ fingerprint }) => old?.covers.includes(fingerprint));
    const open = now.findings.filter(({ fingerprint }) => beyond.includes(fingerprint));
    const fresh = carry.fingerprint.map((imprint) => {
      const was = stale.includes(imprint) ? sole(covered.filter((finding) => finding.imprint === imprint)) : undefined;
      return was && isWhole(was, ported.left)
        ? (sole(open.filter((one) => isSame(one, was)))?.imprint ?? imprint)
        : imprint;
    });
    return fresh.some((imprint, i) => imprint !== carry.fingerprint[i]) ? [{ ...carry, fingerprint: fresh }] : [];
  });
}

async function judged(
  fork: Ref,
  base: Oid,
  declared: CarryFile,
  { repository, room, layout, law, target }: CarriesBy,
): Promise<Verdict> {
  const asked = { fork, base, target: target.sha, targetRequested: false, upstream: undefined };
  const compared: Compared = await compare({ repository, room, layout, asked });
  return judge(room.git, { compared, declared, before: null }, law);
}

/** Nothing of it was left to a person. */
function isWhole({ path, symbol }: Finding, left: readonly Left[]): boolean {
  return !left.some(
    (one) => one.from === path && (symbol === null || one.symbol === symbol || one.symbol.startsWith(`${symbol}.`)),
  );
}

const isSame = (one: Finding, was: Finding): boolean => one.rule === was.rule && one.symbol === was.symbol;

const sole = <T>(all: readonly T[]): T | undefined => (all.length === 1 ? all[0] : undefined);
