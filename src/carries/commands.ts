// What `fork-lint carry` loads, in one piece: each takes a fork that was looked at and answers what to print.
export { add } from './add.ts';
export { list } from './list.ts';
export { prune } from './prune.ts';
