import { carryRules, rules } from '../rules/index.ts';
import { aboutOf, type Occasion } from './about.ts';
import type { Landscape } from './landscape/model.ts';
import { connectors } from './layout/connectors.ts';
import { look } from './look.ts';
import { needsLandscape } from './output.ts';
import { countOf, type Report } from './report.ts';
import type { Studied, StudyOptions } from './study.ts';
import type { World } from './world.ts';

/** Looks at a fork by all rules and layouts there are: what every command about one begins with. */
export function study<T>(options: StudyOptions, world: World, use: (studied: Studied) => Promise<T>): Promise<T> {
  return look(options, { world, rules, carryRules, layouts: [connectors] }, use);
}

/**
 * Lints a fork.
 * @throws Complaint when it could not be checked: not having checked is never a pass.
 */
export function reportOf(options: StudyOptions, world: World, occasion: Occasion): Promise<Report> {
  return study({ ...options, reviewing: true }, world, async (studied) => {
    const { compared, verdict, notes } = studied;
    const { comparison } = compared;
    return {
      comparison,
      findings: verdict.findings,
      counts: countOf(verdict.findings),
      notes: [...comparison.notes, ...notes],
      carries: verdict.carries,
      rules,
      about: await aboutOf(studied, occasion),
      ...(needsLandscape(occasion.to) ? { landscape: await landscapeAround(studied) } : {}),
    };
  });
}

/** Gathered only for a format that draws it, and loaded then. */
async function landscapeAround({ compared, room }: Studied): Promise<Landscape> {
  const { landscapeOf } = await import('./landscape/landscape.ts');
  return landscapeOf(compared, room.git);
}
