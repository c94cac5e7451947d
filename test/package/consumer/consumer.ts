// A program that uses fork-lint as a library, compiled and run by package.test.ts where nothing but the package is installed.
import { type CheckOptions, Complaint, check, type FindingRow, type Report, rules } from 'fork-lint';

declare const process: { readonly argv: readonly string[] };
declare const console: { log(text: string): void };

const repo = process.argv[2] ?? '.';
const log: string[] = [];
const options: CheckOptions = { repo, now: 0, levels: { 'far-behind': 'off' }, log: (line) => log.push(line) };
const report: Report = await check(options);
const errors: readonly FindingRow[] = report.findings.filter(
  ({ severity, carried }) => severity === 'error' && !carried,
);
if (errors.length !== report.counts.error) throw new Error('the counts are wrong');
// @ts-expect-error a report is not to be written to
if (report.version !== 1) report.version = 1;

/** What an option that cannot be met is answered with. */
async function complaintOf(wrong: CheckOptions): Promise<Complaint> {
  try {
    await check(wrong);
  } catch (error) {
    if (error instanceof Complaint) return error;
  }
  throw new Error('there should have been a complaint');
}

const { message, next } = await complaintOf({ repo: '/' });
const misspelt = await complaintOf({ repo, only: ['frame-work-edit'] });
console.log(
  JSON.stringify({
    errors: [...new Set(errors.map(({ path }) => path))],
    complaint: { message, next },
    misspelt: misspelt.message,
    pages: rules.every(({ name, page }) => page.startsWith(`# ${name}\n`)),
    logged: log.length > 0 && log.every((line) => line.includes('git')),
  }),
);
