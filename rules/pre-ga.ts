import { rule } from '../src/rule.ts';

export const preGa = rule({
  name: 'pre-ga',
  summary: 'The base is older than 8.8: what it left in Elasticsearch may have to be put right by hand.',
  severity: 'warn',
  when: 'next',
  advice: 'connectors became generally available with 8.8: look at each of these after the upgrade',
  *find({ upgrade: { byHand } }) {
    for (const { v, fact, fix, url } of byHand) {
      yield { at: { path: null }, data: { v, fact, fix: fix ?? null, url }, content: [v, fact] };
    }
  },
  // a request to Elasticsearch, not a command of a shell
  say: ({ fact, fix }) => (fix === null ? fact : `${fact}; ${fix}`),
});
