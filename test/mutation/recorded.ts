import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize } from 'node:v8';
import { inject } from 'vitest';
import type { Facts } from '../../src/facts.ts';
import type { LintOptions } from '../../src/lint.ts';
import type { Note } from '../../src/model.ts';

/** What the rules were told of a story, and what became of their findings: without git, a mutant of a rule takes no time. */
export interface Recorded {
  readonly facts: Facts;
  readonly settings: Omit<LintOptions, 'fingerprint'>;
  readonly notes: readonly Note[];
  /** By fingerprint, what the carries made of a finding. */
  readonly marks: ReadonlyMap<string, { readonly carried: boolean; readonly more: string }>;
  /** Fingerprints of the findings that were there before the change under review. */
  readonly old: ReadonlySet<string>;
}

export const recorded = (story: string): Recorded =>
  deserialize(readFileSync(join(inject('facts'), story))) as Recorded; // as facts.ts wrote it
