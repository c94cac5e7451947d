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

/** Tells stories once for all mutants: every one, if nobody says which. */
export default function told(project: TestProject, names: readonly string[] = storyNames()): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'fork-lint-told-'));
  for (const name of names) renameSync(tell(name).dir, join(folder, name));
  project.provide('told', folder);
  return () => rmSync(folder, { recursive: true });
}
