import type { Finding } from '../model.ts';
import type { ProtocolChange } from '../protocol/difference.ts';
import { configKeys, requiresPython } from './config-keys.ts';
import { known, type PlanItem, unverified } from './model.ts';
import { configPaths, packagingPaths, type TreeTexts } from './texts.ts';

/** Rules that have a part of the plan of their own. */
const elsewhere = new Set(['protocol-change', 'merge-conflict', 'far-behind', 'upgrade-path', 'pre-ga']);

/** Rules without which nobody looked at what own code takes from upstream. */
const needed: Readonly<Record<string, string>> = {
  'dead-import': 'whether your code imports what the target no longer has',
  'changed-signature': 'whether your code calls or overrides what the target has changed',
};

/** (e) What breaks in own code, file by file, as the rules about the next upgrade found it. */
export function ownCodeItems(findings: readonly Finding[], rules: readonly string[]): PlanItem[] {
  const next = findings.filter(({ when, rule, carried }) => when === 'next' && !elsewhere.has(rule) && !carried);
  const missing = Object.entries(needed).filter(([name]) => !rules.includes(name));
  const files = [...new Set(next.map(({ path }) => path))];
  const items = files.map((path) => {
    const here = next.filter((finding) => finding.path === path);
    const told = here.map(({ line, message }) => `${line === null ? '' : `line ${line}: `}${message}`).join('; ');
    const commands = [...new Set(here.flatMap((finding) => finding.commands))];
    return known(`${path === null ? '' : `${path}: `}${told}`, [...new Set(here.map(({ rule }) => rule))].join(', '), {
      commands,
    });
  });
  const unchecked = missing.map(([name, what]) => unverified(what, `the rule ${name} did not run`));
  if (items.length + unchecked.length > 0) return [...items, ...unchecked];
  return [
    known(
      'nothing of your own code breaks',
      `the rules about the next upgrade: ${Object.keys(needed).join(', ')} and others`,
      {
        done: true,
      },
    ),
  ];
}

/** (f) What the protocol change means: the findings tell it; two equal blobs are the only proof of no change. */
export function protocolItems(
  findings: readonly Finding[],
  { page, code }: ProtocolChange,
  rules: readonly string[],
): PlanItem[] {
  const told = findings.filter(({ rule }) => rule === 'protocol-change');
  const items = told.map(({ path, message }) => {
    const text = `${path === null ? '' : `${path}: `}${message}`;
    return /could not be compared/.test(message)
      ? unverified(text, 'one side could not be read')
      : known(text, 'base and target compared, fields and definitions');
  });
  if (items.length > 0) return items;
  if ((page ?? code) === null)
    return [known('the protocol does not change', 'equal blobs in base and target', { done: true })];
  if (!rules.includes('protocol-change'))
    return [unverified('the protocol changes', 'the rule protocol-change did not run')];
  return [
    known('the protocol changes in its words and bodies alone', 'base and target compared, fields and definitions', {
      done: true,
    }),
  ];
}

/** (g) Settings that came and went, and the Python that the target wants. */
export function configurationItems(base: TreeTexts, target: TreeTexts): PlanItem[] {
  return [...keyItems(base, target), pythonItem(base, target)];
}

function keyItems(base: TreeTexts, target: TreeTexts): PlanItem[] {
  const [before, after] = [base, target].map((texts) =>
    configPaths.map((path) => texts.get(path)).find((text) => text !== undefined),
  );
  if (before === undefined || after === undefined) {
    const side = before === undefined ? 'base' : 'target';
    return [unverified('which settings came and went', `the ${side} has no example configuration`)];
  }
  const [old, now] = [configKeys(before), configKeys(after)];
  const added = [...now].filter((key) => !old.has(key));
  const removed = [...old].filter((key) => !now.has(key));
  const by = "keys of upstream's example configuration in base and target";
  if (added.length + removed.length === 0) return [known('no setting came or went', by, { done: true })];
  return [
    ...(removed.length
      ? [known(`settings that the target no longer shows, to be taken out of config.yml: ${removed.join(', ')}`, by)]
      : []),
    ...(added.length ? [known(`new settings, all with defaults: ${added.join(', ')}`, by)] : []),
  ];
}

function pythonItem(base: TreeTexts, target: TreeTexts): PlanItem {
  const [before, after] = [base, target].map((texts) =>
    requiresPython(packagingPaths.map((path) => texts.get(path) ?? null)),
  );
  if (after === null || after === undefined)
    return unverified('which Python the target needs', 'its packaging does not say');
  const was = before === after ? '' : before ? ` (so far ${before})` : ' (so far not stated)';
  return known(`Python ${after}${was}`, "the target's packaging", { done: before === after });
}
