import type { TestProject } from 'vitest/node';
import { portStories } from '../port/told.ts';
import told from './told.ts';

/** Tells the stories that are carried over. */
export default (project: TestProject): (() => void) => told(project, portStories());
