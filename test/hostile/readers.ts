import { validateXML } from 'xmllint-wasm';
import { active, html } from '../reporters/rendered.ts';
import { commandsIn } from '../reporters/runner.ts';
import type { Reader } from './commands.ts';

/** What a text shows or commands that it must not; empty for a harmless one. One list for each kind of reader. */
export type Look = (text: string) => string[] | Promise<string[]>;

/** Control characters but the line feed, bidirectional overrides, broken Unicode. */
const unseen = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]|\p{Surrogate}/gu;

const marks = (text: string): string[] =>
  Array.from(text.matchAll(unseen), ([one], ..._) => `holds ${JSON.stringify(one)}`);

const commands = (allowed: readonly string[]): Look => {
  return (text) => [
    ...commandsIn(text).flatMap(({ name }) => (allowed.includes(name) ? [] : [`commands a runner: ${name}`])),
    ...Array.from(text.matchAll(/##(?:\[|vso|teamcity)/g), ([one]) => `commands a runner: ${one}`),
  ];
};

const parses = (text: string): string[] => {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [String(error)];
  }
};

/** Well-formed XML is all that is asked here; `test/reporters` holds the schemas. */
const anything =
  '<schema xmlns="http://www.w3.org/2001/XMLSchema"><element name="testsuites" type="anyType"/></schema>';

const xml: Look = async (text) => {
  const { errors } = await validateXML({ xml: [{ fileName: 'report.xml', contents: text }], schema: anything });
  return errors.map(({ rawMessage }) => rawMessage);
};

/** Links, pictures and calls; links to Elastic's pages, and the boxes of a checklist, are meant. */
const markup: Look = (text) => {
  const meant = /<a href="https:\/\/(?:www\.elastic\.co|github\.com\/elastic)\/[^"]*">[^<]*<\/a>/g;
  return active(html(text).replace(meant, '')).filter((one) => !/^<input /.test(one));
};

/** A page runs its own script and shows its own text: all that others wrote lies in one island of JSON, and in the title. */
const page: Look = (text) => {
  const [, island = ''] = /<script type="application\/json" id="report">([\s\S]*?)<\/script>/.exec(text) ?? [];
  const tags = Array.from(text.matchAll(/<(?!!)\/?([a-z][\w-]*)/gi), ([, tag = '']) => tag.toLowerCase());
  const scripts = tags.filter((tag) => tag === 'script').length;
  return [
    ...(scripts === 4 ? [] : [`has ${scripts} script tags`]),
    ...(island.includes('<') ? ['has a tag in its data'] : []),
    ...marks(island),
    ...(island === '' ? ['holds no report'] : parses(island)),
  ];
};

const runner = commands([]);

/** A new kind of output is one more row. */
export const looks: Readonly<Record<Reader, readonly Look[]>> = {
  log: [marks, runner],
  annotations: [marks, commands(['error', 'warning', 'notice'])],
  json: [marks, runner, parses],
  jsonl: [marks, runner, (text) => Promise.all(text.trimEnd().split('\n').map(parses)).then((all) => all.flat())],
  xml: [marks, runner, xml],
  markdown: [marks, markup],
  yaml: [marks, runner],
  page: [page],
  patch: [], // bytes for `git apply`, exactly: a test of their own
};
