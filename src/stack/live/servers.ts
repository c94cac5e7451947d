import { compatibility } from '../compat.ts';
import { stackPath } from '../path.ts';
import { lineNameOf, nameOf, older, releaseOf } from '../release.ts';
import { type Check, fail, pass, unverified } from './check.ts';
import { at, fieldsOf, flagAt, textAt } from './reading.ts';
import { type Inquiry, type Running, reasonOf, runningOf } from './state.ts';

/** Whether Elasticsearch answers, and whether it is Elasticsearch. */
export function connectionCheck({ answers }: Inquiry): Check {
  const root = answers.get('root');
  if (root.kind !== 'ok')
    return unverified('connection', `Elasticsearch gave no answer: ${root.reason}`, {
      needs: 'cluster privilege monitor',
    });
  const { version, serverless } = runningOf(root);
  if (version === null) return fail('connection', 'what answers is not Elasticsearch: it tells no version');
  if (serverless) return pass('connection', 'Elasticsearch serverless answers');
  const release = releaseOf(version);
  const odd = root.headers.product !== null && root.headers.product !== 'Elasticsearch';
  if (odd)
    return fail('connection', `what answers calls itself ${JSON.stringify(root.headers.product)}, not Elasticsearch`);
  if (release === null)
    return unverified('connection', `what answers tells a version that cannot be read: ${JSON.stringify(version)}`);
  return pass('connection', `Elasticsearch ${version} answers`);
}

/** Which of the privileges that the preflight needs are there. */
export function privilegesCheck({ answers }: Inquiry): Check {
  const answer = answers.get('privileges');
  if (answer.kind === 'refused' && answer.status === 404)
    return pass('privileges', 'security is off: everybody may look');
  if (answer.kind !== 'ok')
    return unverified('privileges', `what the credentials may do is not known: ${answer.reason}`, { weight: 'warn' });
  if (flagAt(answer.body, 'has_all_requested') === true)
    return pass('privileges', 'the credentials may look at everything needed');
  const lacks = Object.entries(fieldsOf(at(answer.body, 'cluster')) ?? {}).filter(([, has]) => has !== true);
  const indices = Object.entries(fieldsOf(at(answer.body, 'index')) ?? {}).flatMap(([index, rights]) =>
    Object.entries(fieldsOf(rights) ?? {}).flatMap(([right, has]) => (has === true ? [] : [`${right} on ${index}`])),
  );
  const missing = [...lacks.map(([name]) => `cluster ${name}`), ...indices];
  if (missing.length === 0)
    return unverified('privileges', 'what the credentials may do is not known: the answer does not say', {
      weight: 'warn',
    });
  return fail('privileges', `the credentials lack ${missing.join(', ')}`, { weight: 'warn' });
}

/** Fork, target and stack by upstream's own start-up rule, and the stack's way to the target. */
export function versionChecks(inquiry: Inquiry): Check[] {
  const { answers, versions } = inquiry;
  const running = runningOf(answers.get('root'));
  if (running.version === null) {
    const why = 'the version of Elasticsearch is not known';
    return [unverified('versions', why), unverified('stack-path', why), unverified('stack-first', why)];
  }
  return [forkCheck(running, versions.fork), ...targetChecks(running, running.version, versions.target)];
}

function forkCheck({ version, flavor }: Running, fork: string | null): Check {
  if (fork === null)
    return unverified('versions', 'the fork declares no VERSION', { needs: '--versions fork=VERSION' });
  const { verdict, reason } = compatibility({
    elasticsearch: version ?? '',
    connectors: fork,
    flavor: flavor ?? undefined,
  });
  if (verdict === 'ok') return pass('versions', reason);
  // once the stack is upgraded the old service may not start any more: that is the order, not a mistake
  return fail('versions', `the fork as it is: ${reason}`, { weight: verdict === 'crash' ? 'error' : 'warn' });
}

function targetChecks({ serverless }: Running, version: string, target: string | null): Check[] {
  if (serverless)
    return [
      pass('stack-path', 'serverless is always the newest'),
      pass('stack-first', 'serverless is always upgraded'),
    ];
  const [now, next] = [releaseOf(version), releaseOf(target)];
  if (target === null || now === null || next === null) {
    const why = 'the version of the target is not known';
    const needs = '--target REF or --versions target=VERSION';
    return [unverified('stack-path', why, { needs }), unverified('stack-first', why, { needs })];
  }
  const { verdict, reason } = compatibility({ elasticsearch: version, connectors: target });
  const first =
    verdict === 'ok' || verdict === 'warn'
      ? pass('stack-first', `connectors ${target} will start: ${reason}`)
      : fail('stack-first', `upgrade the stack before the connectors: ${reason}`, { weight: 'warn' });
  if (older(now, next) >= 0) {
    const tooNew = now[0] > next[0];
    return [
      tooNew
        ? fail('stack-path', `Elasticsearch ${version} is of a newer major version than the target ${target}`)
        : pass('stack-path', `Elasticsearch ${version} is as new as the target`),
      first,
    ];
  }
  return [pathCheck(version, target), first];
}

function pathCheck(version: string, target: string): Check {
  const path = stackPath({ from: version, to: target });
  if (path.kind === 'refused') return fail('stack-path', `${path.reason}; ${path.instead}`);
  if (path.kind !== 'steps') return unverified('stack-path', path.reason);
  const names = path.steps.map(({ to, line }) => (line ? `the newest ${to}` : to)).join(', then ');
  const text = `the stack goes from ${version} to ${names}`;
  return path.steps.length === 1 ? pass('stack-path', text) : fail('stack-path', text, { weight: 'warn' });
}

/** Kibana: reachable, and of Elasticsearch's version. Without rights it tells no version, which is not a wrong one. */
export function kibanaCheck({ answers }: Inquiry): Check {
  const { version, serverless } = runningOf(answers.get('root'));
  if (serverless) return pass('kibana', 'serverless: Kibana goes with it');
  const answer = answers.get('kibana');
  const optional = { weight: 'warn', needs: 'the URL of Kibana and a user of it' } as const;
  if (answer.kind !== 'ok') return unverified('kibana', `Kibana gave no answer: ${reasonOf(answer)}`, optional);
  const number = textAt(answer.body, 'version', 'number');
  const level = textAt(answer.body, 'status', 'overall', 'level');
  if (number === null || version === null)
    return unverified('kibana', 'Kibana answers, but tells no version to these credentials', optional);
  const [own, es] = [releaseOf(number), releaseOf(version)];
  if (!own || !es) return unverified('kibana', `the versions cannot be compared: ${number} and ${version}`, optional);
  if (lineNameOf(own) !== lineNameOf(es) || older(own, es) > 0) {
    return fail(
      'kibana',
      `Kibana is ${nameOf(own)}, Elasticsearch ${nameOf(es)}: upgrade Kibana after it, to the same version`,
    );
  }
  if (level !== null && level !== 'available')
    return fail('kibana', `Kibana ${number} says that it is ${level}`, { weight: 'warn' });
  return pass('kibana', `Kibana ${number} answers`);
}

/** Enterprise Search ended with 8.19. */
export function enterpriseCheck({ answers }: Inquiry): Check {
  const { version, serverless } = runningOf(answers.get('root'));
  const release = releaseOf(version);
  if (serverless || (release && release[0] >= 9)) return pass('enterprise-search', 'there is none from 9.0 on');
  const answer = answers.get('enterprise-search');
  if (answer.kind !== 'ok' || release === null) {
    const text = 'whether Enterprise Search runs is not known';
    return unverified('enterprise-search', text, {
      weight: 'warn',
      needs: 'the URL of Enterprise Search, if you run it',
    });
  }
  const own = releaseOf(textAt(answer.body, 'number') ?? textAt(answer.body, 'version', 'number'));
  if (own === null) return unverified('enterprise-search', 'what answers tells no version', { weight: 'warn' });
  const text = `Enterprise Search is ${nameOf(own)}, Elasticsearch ${nameOf(release)}`;
  return lineNameOf(own) === lineNameOf(release) ? pass('enterprise-search', text) : fail('enterprise-search', text);
}
