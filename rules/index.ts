import type { Rule } from '../src/rule.ts';
import { carryExpired } from './carry-expired.ts';
import { carryNew } from './carry-new.ts';
import { carryUnused } from './carry-unused.ts';
import { changedSignature } from './changed-signature.ts';
import { committedSecret } from './committed-secret.ts';
import { conflictMarker } from './conflict-marker.ts';
import { copyBehind } from './copy-behind.ts';
import { copyKeepsName } from './copy-keeps-name.ts';
import { copyWithoutTests } from './copy-without-tests.ts';
import { deadImport } from './dead-import.ts';
import { farBehind } from './far-behind.ts';
import { frameworkAddition } from './framework-addition.ts';
import { frameworkEdit } from './framework-edit.ts';
import { leftBehind } from './left-behind.ts';
import { mergeConflict } from './merge-conflict.ts';
import { nameCollision } from './name-collision.ts';
import { otherEdit } from './other-edit.ts';
import { preGa } from './pre-ga.ts';
import { protocolChange } from './protocol-change.ts';
import { protocolEdit } from './protocol-edit.ts';
import { publishedCarry } from './published-carry.ts';
import { registryEdit } from './registry-edit.ts';
import { sourceEdit } from './source-edit.ts';
import { sourceTestEdit } from './source-test-edit.ts';
import { staleRevert } from './stale-revert.ts';
import { unregisteredSource } from './unregistered-source.ts';
import { upgradePath } from './upgrade-path.ts';
import { versionFormat } from './version-format.ts';

/** The rules about carries: they speak last, when it is known which findings each carry covers. */
export const carryRules: readonly Rule[] = [carryNew, carryExpired, carryUnused, publishedCarry];

/** Every rule, in the order in which a report tells them: what is broken, what breaks the fork's rules, what comes next. */
export const rules: readonly Rule[] = [
  carryNew,
  conflictMarker,
  committedSecret,
  versionFormat,
  staleRevert,
  protocolEdit,
  frameworkEdit,
  frameworkAddition,
  sourceEdit,
  sourceTestEdit,
  copyKeepsName,
  copyWithoutTests,
  unregisteredSource,
  leftBehind,
  nameCollision,
  deadImport,
  changedSignature,
  carryExpired,
  mergeConflict,
  registryEdit,
  otherEdit,
  carryUnused,
  publishedCarry,
  copyBehind,
  protocolChange,
  upgradePath,
  preGa,
  farBehind,
];
