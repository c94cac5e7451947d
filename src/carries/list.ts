import { plural } from '../plural.ts';
import { display } from '../reporters/display.ts';
import { asJson } from '../reporters/escape.ts';
import type { Studied } from '../study.ts';
import type { Standing } from './model.ts';

/** Every carry with how it fares. */
export function list({ verdict, declared }: Studied, { format }: { readonly format: string }): readonly string[] {
  const { standings } = verdict.carries;
  if (format === 'json')
    return [
      asJson(
        standings.map(({ carry, ...fares }) => ({ ...carry, ...fares })),
        2,
      ),
    ];
  if (standings.length === 0)
    return [`no carries: ${declared.file} ${declared.text === null ? 'does not exist' : 'declares none'}`];
  return standings.flatMap((standing) => {
    const { id, rule, path, symbol, reason, owner, upstream, until } = standing.carry;
    const about = [rule, symbol, path].filter((part) => part !== null).join(' ');
    const facts = [upstream.status, upstream.url, until === null ? null : `until ${until}`, owner].filter(
      (part) => part !== null,
    );
    return [`${id}  ${fares(standing)}`, `  ${about}`, `  ${facts.join(', ')}`, `  ${reason}`].map(display);
  });
}

function fares({ covers, beyond, stale, ended, published }: Standing): string {
  const covered = plural(covers.length, 'finding');
  const told = [
    ...(ended === 'now'
      ? ['ended']
      : covers.length
        ? [`carries ${covered}`]
        : beyond.length
          ? []
          : ['matches nothing']),
    ...(ended === 'next' ? ['ends with the target'] : []),
    ...(beyond.length && ended !== 'now' ? [`${plural(beyond.length, 'finding')} beyond it`] : []),
    ...(stale.length && covers.length ? [`${plural(stale.length, 'fingerprint')} without lines`] : []),
    ...(published === null ? [] : [published === 'now' ? 'published' : 'published in the target']),
  ];
  return told.join(', ');
}
