import { compatibility } from '../stack/compat.ts';
import { type EnterpriseSearch, enterpriseSearch, type StackPath, type StackStep } from '../stack/path.ts';
import { nameOf, older, releaseOf } from '../stack/release.ts';
import { known, type PlanItem, unverified } from './model.ts';

const nobodyAsked = 'nobody asked the running stack: fork-lint preflight';

/** (b) The snapshot that is the only way back. */
export function snapshotItems(from: string | null, to: string | null): PlanItem[] {
  const name = `before-${(to ?? 'upgrade').replace(/[^a-z0-9.]/gi, '-').toLowerCase()}`;
  return [
    unverified('take a snapshot of the whole cluster before anything else; in Kibana, Dev Tools', nobodyAsked, {
      commands: [`PUT /_snapshot/REPOSITORY/${name}?wait_for_completion=true`],
      links: ['https://www.elastic.co/docs/deploy-manage/tools/snapshot-and-restore'],
    }),
    unverified(
      `it must be complete (SUCCESS), be taken while Elasticsearch is still ${releaseName(from) ?? 'on its old version'}, and hold .elastic-connectors-v1, .elastic-connectors-sync-jobs-v1, .search-acl-filter-* and every index of a connector`,
      nobodyAsked,
      { commands: ['fork-lint preflight'] },
    ),
  ];
}

/** `8.9.0.0`, a VERSION of the connectors, belongs to Elasticsearch 8.9.0. */
function releaseName(version: string | null): string | null {
  const release = releaseOf(version);
  return release ? nameOf(release) : version;
}

/** (c) Services first, then the stack, component by component and step by step, connectors last. */
export function stackItems(path: StackPath, from: string | null, to: string | null): PlanItem[] {
  const stop = unverified(
    'stop every connectors service that you run and wait ten minutes; the status of a connector stays "connected", only its times tell',
    nobodyAsked,
    { commands: ['fork-lint preflight'] },
  );
  const steps =
    path.kind === 'steps' ? path.steps.flatMap((step, i) => stepItems(step, path.steps.length > 1 ? i + 1 : 0)) : [];
  return [stop, ...steps, ...pairing(from, to)];
}

function stepItems({ from, to, line }: StackStep, number: number): PlanItem[] {
  const [base, target] = [releaseOf(from), releaseOf(to)];
  const label = `${number ? `step ${number}: ` : ''}`;
  const name = line ? `the newest ${to}` : to;
  const table = 'the order of docs/UPGRADING.md, without what the version no longer has';
  const search = base && target ? enterpriseItem(enterpriseSearch(base, target), label, name) : [];
  return [
    known(`${label}upgrade Elasticsearch to ${name}`, table),
    ...search,
    known(`${label}upgrade Kibana to ${name}`, table),
  ];
}

function enterpriseItem(step: EnterpriseSearch, label: string, name: string): PlanItem[] {
  switch (step) {
    case 'required':
      return [
        known(`${label}upgrade Enterprise Search to ${name}, self-managed ones too`, 'connectors before 8.10 need it'),
      ];
    case 'once':
      return [
        known(
          `${label}run Enterprise Search ${name} once: it migrates the indices of connectors in place`,
          'the base is older than 8.9',
        ),
      ];
    case 'if-installed':
      return [
        unverified(
          `${label}upgrade Enterprise Search to ${name} if you run it`,
          'whether it is installed, only you know',
        ),
      ];
    case 'gone':
      return []; // 9.0 has none
  }
}

/** What happens between "stack upgraded" and "connectors upgraded". */
function pairing(from: string | null, to: string | null): PlanItem[] {
  if (from === null || to === null || !releaseOf(from) || !releaseOf(to)) return [];
  const [before, after] = [releaseOf(from), releaseOf(to)];
  const meanwhile = compatibility({ elasticsearch: to, connectors: from });
  const words = {
    ok: 'would start',
    warn: 'would start with a warning',
    refuse: 'would refuse to start',
    crash: 'would crash',
  };
  const elsewhere = before && after && older(before, after) !== 0;
  return [
    ...(elsewhere
      ? [
          known(
            `until the fork is upgraded too, leave its services stopped: with Elasticsearch ${to} the old ones ${words[meanwhile.verdict]}`,
            `upstream's start-up rule as ${from} has it: ${meanwhile.reason}`,
          ),
        ]
      : []),
    known(
      `start the connectors last, once the fork says ${to}`,
      "upstream's start-up rule: Elasticsearch may be newer, never older",
    ),
  ];
}
