import { appendFileSync, statSync } from 'node:fs';
import type { Complaint } from '../complaint.ts';
import type { Report } from '../report.ts';
import { display } from '../reporters/display.ts';
import { githubComplaint } from '../reporters/github.ts';
import { markdown, markdownComplaint } from '../reporters/markdown.ts';
import type { World } from '../world.ts';
import { variable } from './variables.ts';

/** GitHub drops the summary of a step that is larger, as a whole. */
const most = 1024 * 1024;

/** Adds a report to the summary of the job, below what the same step wrote there before. */
export async function summarize(report: Report, world: World): Promise<void> {
  addToSummary(markdown(report), world);
}

/** Says where the runner shows it that, and why, nothing was checked. @returns the exit code for that. */
export function tellUnchecked(complaint: Complaint, world: World): 2 {
  world.stdout.write(githubComplaint(complaint));
  addToSummary(markdownComplaint(complaint), world);
  return 2;
}

/** The verdict is in the log and in the exit code, so a summary that cannot be written is said and no more. */
function addToSummary(text: string, { env, stderr }: World): void {
  const file = variable(env, 'GITHUB_STEP_SUMMARY');
  if (file === null) return;
  try {
    const before = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
    const left = most - before - Buffer.byteLength(text) - 1;
    if (left < 0) throw new Error('the summary of a step holds 1 MiB');
    appendFileSync(file, `${before > 0 ? '\n' : ''}${text}`);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    stderr.write(`fork-lint: the summary of the job could not be written: ${display(why)}\n`);
  }
}
