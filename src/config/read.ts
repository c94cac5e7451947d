import type { Layout } from '../layout/layout.ts';
import { boundExpressions, gitName, glob, insidePath, pattern } from './checks.ts';
import { layoutOf } from './layout.ts';
import { type Config, type ConfigFile, emptyConfig, type Level, type StackFile } from './model.ts';
import { type Fields, fields, isNothing, list, named, oneOf, text } from './readers.ts';
import { openSheet } from './sheet.ts';

/** What a config may name, and what complaints call it. */
export interface ReadOptions {
  /** The file's name as the user knows it. */
  readonly file: string;
  /** Names of all rules. */
  readonly rules: readonly string[];
  /** The layouts that a config may name or extend. */
  readonly layouts: readonly Layout[];
}

/** Every key of the file, and what it becomes. */
type Given = {
  readonly [K in keyof ConfigFile]?: K extends 'stack'
    ? StackFile
    : K extends keyof Config
      ? NonNullable<Config[K]>
      : string;
};

const levels: readonly Level[] = ['error', 'warn', 'info', 'off'];

const keys = ({ rules, layouts }: ReadOptions): Fields<Given> => ({
  $schema: text(),
  upstream: text(gitName),
  target: text(gitName),
  releaseLines: list(text(pattern)),
  layout: layoutOf(layouts),
  rules: named(rules, 'rule', '`fork-lint rules` lists them', oneOf(levels)),
  failOn: oneOf(['now', 'next']),
  upstreamBranches: list(text(glob)),
  own: list(text(glob)),
  // git knows no ./
  carries: (spot) => text(insidePath)(spot)?.replace(/^(\.\/+)+/, '') ?? null,
  newFrom: text(gitName),
  stack: fields<StackFile>({ elasticsearch: text(), kibana: text() }),
});

/**
 * Reads the text of a `fork-lint.yaml`.
 * @throws Complaint that lists everything wrong with it, by line.
 */
export function readConfig(source: string, options: ReadOptions): Config {
  boundExpressions();
  const sheet = openSheet(source, options.file);
  const read = isNothing(sheet.root) ? {} : fields(keys(options))(sheet.root);
  sheet.finish();
  const { $schema: _schema, stack, ...given } = read ?? {};
  return {
    ...emptyConfig,
    ...given,
    stack: { ...emptyConfig.stack, ...stack },
  };
}
