import type { Options } from 'yargs';
import { Complaint } from '../complaint.ts';
import { hint } from '../nearest.ts';
import type { Study } from '../study.ts';
import type { World } from '../world.ts';
import type { Where } from './cli.ts';
import { checking, where } from './options.ts';

const formats = ['text', 'markdown', 'json', 'github', 'junit'] as const;

/** The command line of `fork-lint plan`, as data. */
export const planCommand = {
  command: 'plan',
  describe: 'the upgrade to a target, in order: stack, merge, what breaks, how to go back',
  options: {
    ...where,
    format: { type: 'string', alias: 'f', requiresArg: true, default: 'text', describe: formats.join(', ') },
    'output-file': checking['output-file'],
    color: checking.color,
  },
} as const satisfies { readonly command: string; readonly describe: string; readonly options: Record<string, Options> };

/** What was typed after `fork-lint plan`. */
export interface PlanOptions extends Where {
  readonly format: string;
  readonly outputFile: string | undefined;
  readonly color: 'auto' | 'always' | 'never';
}

/**
 * Runs `fork-lint plan`; `rules` are the names of the rules that `study` runs.
 * @returns 0: an upgrade that takes work is no failure.
 * @throws Complaint for a format that is not there, or when nothing can be planned.
 */
export async function runPlan(
  options: PlanOptions,
  world: World,
  study: Study,
  rules: readonly string[],
): Promise<number> {
  const format = formats.find((one) => one === options.format);
  if (format === undefined) {
    const sentence = `there is no format ${JSON.stringify(options.format)} for plan (${hint(options.format, formats)})`;
    throw new Complaint(sentence, 'fork-lint plan --format markdown');
  }
  const [{ planOf }, { planReporters }, { deliver, terminalOf }] = await Promise.all([
    import('../plan/plan.ts'),
    import('../reporters/plan.ts'),
    import('../output.ts'),
  ]);
  const plan = await study(options, (studied) => planOf(studied, rules));
  const show = (terminal: Parameters<(typeof planReporters)['text']>[1]): string =>
    planReporters[format](plan, terminal);
  deliver(show, options.outputFile ?? null, terminalOf(world.stdout, world.env, options.color), world);
  return 0;
}
