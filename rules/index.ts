import type { Rule } from '../src/rule.ts';
import { conflictMarker } from './conflict-marker.ts';
import { farBehind } from './far-behind.ts';
import { frameworkAddition } from './framework-addition.ts';
import { frameworkEdit } from './framework-edit.ts';
import { mergeConflict } from './merge-conflict.ts';
import { otherEdit } from './other-edit.ts';
import { protocolEdit } from './protocol-edit.ts';
import { registryEdit } from './registry-edit.ts';
import { sourceEdit } from './source-edit.ts';
import { sourceTestEdit } from './source-test-edit.ts';
import { staleRevert } from './stale-revert.ts';
import { versionFormat } from './version-format.ts';

/** Every rule, in the order in which a report tells them: what is broken, what breaks the fork's rules, what comes next. */
export const rules: readonly Rule[] = [
  conflictMarker,
  versionFormat,
  staleRevert,
  protocolEdit,
  frameworkEdit,
  frameworkAddition,
  sourceEdit,
  sourceTestEdit,
  mergeConflict,
  registryEdit,
  otherEdit,
  farBehind,
];
