import type { Picture } from '../../src/picture/model.ts';
import { forkLint } from '../support/lint.ts';
import { tell } from '../support/story.ts';

/** The page of a story, and what it was given. */
export interface Told {
  readonly html: string;
  readonly picture: Picture;
}

/** Lints a story as `--format html` does. */
export async function pageOf(story: string, ...flags: readonly string[]): Promise<Told> {
  const told = tell(story);
  try {
    const { stdout, stderr } = await forkLint(told.dir, '--format', 'html', ...flags);
    if (stdout === '') throw new Error(stderr);
    return { html: stdout, picture: pictureIn(stdout) };
  } finally {
    told.remove();
  }
}

/** The report that lies in a page. */
export function pictureIn(html: string): Picture {
  const [, json = ''] = /<script type="application\/json" id="report">(.*)<\/script>/.exec(html) ?? [];
  return JSON.parse(json);
}

/** A value of the compared kind at each place where the picture names a file by its index. */
export const pathsOf = ({ files }: Picture, indices: readonly number[]): string[] =>
  indices.flatMap((index) => files[index]?.path ?? []);
