import type { Carry } from '../carries/model.ts';
import { carryUrl } from '../carries/read.ts';
import { edited, store } from '../carries/store.ts';
import { Complaint } from '../complaint.ts';
import { shellWord } from '../git/trouble.ts';
import type { Change } from '../model.ts';
import { display } from '../reporters/display.ts';
import type { Studied } from '../study.ts';
import type { Selection } from './select.ts';

/** The carries that cover findings of these changes. */
export function carriesOf({ carries, findings }: Studied['verdict'], changes: readonly Change[]): Carry[] {
  const paths = new Set(changes.flatMap(({ path, from }) => (from === null ? [path] : [path, from])));
  const about = new Set(
    findings.filter(({ path }) => path !== null && paths.has(path)).map(({ fingerprint }) => fingerprint),
  );
  return carries.standings
    .filter(({ covers, beyond }) => [...covers, ...beyond].some((one) => about.has(one)))
    .map(({ carry }) => carry);
}

/** Notes in the carries that the change is on its way. */
export function submitted(
  studied: Studied,
  changes: readonly Change[],
  { carry }: Selection,
  url: string,
  rules: readonly string[],
): string {
  const wrong = carryUrl(url);
  if (wrong !== null)
    throw new Complaint(wrong, 'fork-lint export … --url https://github.com/elastic/connectors/pull/NUMBER');
  const all = studied.verdict.carries.standings.map((standing) => standing.carry);
  const carries = carry.length ? all.filter(({ id }) => carry.includes(id)) : carriesOf(studied.verdict, changes);
  if (carries.length === 0) {
    const [path = 'PATH'] = changes.map((change) => change.path);
    throw new Complaint(
      'no carry declares this change, so there is nowhere to note the link',
      `fork-lint carry add ${shellWord(path)} --status submitted --url ${shellWord(url)} --reason 'WHY'`,
    );
  }
  const put = carries.map((one): Carry => ({ ...one, upstream: { status: 'submitted', url } }));
  store(studied.repository, studied.declared.file, edited(studied.declared, { put }, rules));
  return `carries  ${put.map(({ id }) => id).join(', ')}: submitted, ${display(url)}`;
}
