import { plural } from '../plural.ts';
import type { Studied } from '../study.ts';
import { edited, store } from './store.ts';

/** Takes out the carries that match nothing any more or that upstream has published, and lines that are gone from others. */
export function prune(
  { declared, verdict, repository, compared }: Studied,
  { dryRun }: { readonly dryRun: boolean },
  rules: readonly string[],
): readonly string[] {
  const { standings } = verdict.carries;
  const { target } = compared.comparison;
  const kept = standings
    .filter(({ published }) => published === 'next')
    .map(({ carry }) => `${carry.id}: kept, for the fork lacks what ${target.ref} has of it; merge that first`);
  const idle = standings.filter(({ covers, beyond }) => covers.length + beyond.length === 0);
  const thinner = standings.filter(
    ({ covers, beyond, stale }) => covers.length > 0 && beyond.length === 0 && stale.length > 0,
  );
  if (idle.length + thinner.length === 0) return [...kept, 'nothing to prune: every carry still covers something'];
  const put = thinner.map(({ carry, stale }) => ({ ...carry, fingerprint: without(carry.fingerprint, stale) }));
  const text = edited(declared, { put, drop: idle.map(({ carry }) => carry.id) }, rules);
  if (!dryRun) store(repository, declared.file, text);
  return [
    ...idle.map(
      ({ carry, published }) =>
        `${carry.id}: dropped, ${published === 'now' ? 'upstream has published it' : 'it matched nothing'}`,
    ),
    ...thinner.map(
      ({ carry, stale }) => `${carry.id}: ${plural(stale.length, 'fingerprint')} dropped, their lines are gone`,
    ),
    ...kept,
    ...(dryRun ? [`${declared.file} is left as it was (--dry-run)`] : []),
  ];
}

function without(all: readonly string[], gone: readonly string[]): string[] {
  const left = [...gone];
  return all.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}
