import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { storyNames, tell } from '../support/story.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder in which `<story>` is its repository. */
    readonly told: string;
  }
}

/** Tells every story once for all mutants. */
export default function told(project: TestProject): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'fork-lint-told-'));
  for (const name of storyNames()) renameSync(tell(name).dir, join(folder, name));
  project.provide('told', folder);
  return () => rmSync(folder, { recursive: true });
}
