import type { Oid } from '../model.ts';

/** How something in a plan is known. Whatever nobody looked at is `unverified`, with what it would take. */
export type Known =
  | { readonly verified: true; readonly by: string }
  | { readonly verified: false; readonly why: string };

/** One thing to do or to know. */
export interface PlanItem {
  /** A lower-case sentence without full stop. */
  readonly text: string;
  readonly known: Known;
  /** To be run in this order; what is no shell command says so in `text`. */
  readonly commands: readonly string[];
  readonly links: readonly string[];
  /** True when there is nothing to do: told because silence would not say whether it was looked at. */
  readonly done: boolean;
}

/** The parts of a plan in the order in which an upgrade takes them. */
const sectionNames = [
  'route',
  'snapshot',
  'stack',
  'merge',
  'own-code',
  'protocol',
  'configuration',
  'by-hand',
  'notes',
  'back',
] as const;
export type SectionName = (typeof sectionNames)[number];

/** A part of the plan. */
export interface PlanSection {
  readonly name: SectionName;
  readonly title: string;
  readonly items: readonly PlanItem[];
}

/** A commit of the plan's head. */
export interface PlanPoint {
  readonly ref: string;
  readonly sha: Oid;
  readonly version: string | null;
}

/** The upgrade of one fork, in order. */
export interface Plan {
  readonly fork: PlanPoint;
  readonly base: PlanPoint;
  readonly target: PlanPoint;
  readonly sections: readonly PlanSection[];
  /** What limits the plan as a whole. */
  readonly notes: readonly string[];
}

type Extra = Partial<Pick<PlanItem, 'commands' | 'links' | 'done'>>;

/** An item that something proves. */
export function known(text: string, by: string, extra: Extra = {}): PlanItem {
  return { text, known: { verified: true, by }, commands: [], links: [], done: false, ...extra };
}

/** An item that nobody has looked at yet. */
export function unverified(text: string, why: string, extra: Extra = {}): PlanItem {
  return { text, known: { verified: false, why }, commands: [], links: [], done: false, ...extra };
}
