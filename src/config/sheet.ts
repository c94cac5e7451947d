import {
  type Alias,
  Composer,
  type CST,
  type Document,
  isAlias,
  isNode,
  Lexer,
  LineCounter,
  type Node,
  Parser,
  visit,
  type YAMLError,
} from 'yaml';
import { Complaint } from '../complaint.ts';
import { printable, shown } from './checks.ts';

/** A config comes from anyone who may open a pull request. These are far above what one needs, and bound what it costs. */
const most = { characters: 50_000, depth: 100, values: 10_000, told: 20 };

/** How large a file may be, where it is no config. */
export type Allowance = Pick<typeof most, 'characters' | 'values'>;

/** One value of the file, and how a complaint names it. */
export interface Spot {
  /** Aliases followed; null where there is nothing. */
  readonly node: Node | null;
  /** `rules.framework-edit`, `own[0]`; empty for the whole file. */
  readonly path: string;
  readonly line: number;
  /** Notes what is wrong with this value. Returns what a reader returns that could not read. */
  refuse(what: string): null;
  /** A value inside this one; the complaint about it names the line where `mark` stands. */
  inside(value: unknown, path: string, mark: unknown): Spot;
}

/** A parsed file. */
export interface Sheet {
  readonly root: Spot;
  /** @throws Complaint when any value was refused. */
  finish(): void;
}

interface Problem {
  readonly line: number;
  readonly text: string;
}

/**
 * Parses YAML as plain data: no tags, no merge keys, one document.
 * @throws Complaint when it is no such thing.
 */
export function openSheet(text: string, file: string, allowance: Allowance = most): Sheet {
  const lines = new LineCounter();
  if (text.length > allowance.characters) throw tooMuch(file, 1, `more than ${allowance.characters} characters`);
  const { document, wrong } = compose(text, file, lines);
  const problems: Problem[] = [...wrong];
  const finish = (): void => {
    if (problems.length > 0) throw complaint(file, problems);
  };
  finish();

  const lineAt = (node: unknown): number => (isNode(node) && node.range ? lines.linePos(node.range[0]).line : 1);
  const targets = anchored(document);
  let values = 0;
  const spotOf = (value: unknown, path: string, line: number): Spot => {
    values += 1;
    // ten lists of ten aliases each, six deep, are a million values
    if (values > allowance.values) throw tooMuch(file, line, `more than ${allowance.values} values`);
    const refuse = (what: string): null => {
      problems.push({ line, text: path === '' ? what : `${path}: ${what}` });
      return null;
    };
    const node = isAlias(value) ? (targets.get(value) ?? null) : isNode(value) ? value : null;
    if (isAlias(value) && node === null) refuse(`no anchor of the name ${shown(value.source)} before this alias`);
    return {
      node,
      path,
      line,
      refuse,
      inside: (inner, name, mark) => spotOf(inner, name, lineAt(mark)),
    };
  };
  return {
    root: spotOf(document.contents, '', lineAt(document.contents)),
    finish,
  };
}

function compose(text: string, file: string, lines: LineCounter): { document: Document.Parsed; wrong: Problem[] } {
  const options = {
    schema: 'core',
    merge: false,
    resolveKnownTags: false,
    uniqueKeys: false,
    prettyErrors: false,
  } as const;
  const [document, second] = new Composer(options).compose(tokensOf(text, file, lines), true, text.length);
  // `true` asks for a document whatever the text holds
  if (document === undefined) throw new Error('the YAML library composed no document');
  const found = [...document.errors, ...document.warnings].map((error) => ({
    line: lines.linePos(error.pos[0]).line,
    text: explain(error, text),
  }));
  const more = second && {
    line: lines.linePos(second.range[0]).line,
    text: 'a second document; a config is one',
  };
  return { document, wrong: more ? [...found, more] : found };
}

/**
 * The tokens of a text that is not nested absurdly deep. The composer recurses, and where that meets the end of the stack
 * inside a regular expression's compilation, V8 ends the process instead of throwing.
 */
function tokensOf(text: string, file: string, lines: LineCounter): CST.Token[] {
  const parser = new Parser(lines.addNewLine);
  lines.addNewLine(0);
  const tokens: CST.Token[] = [];
  for (const lexeme of new Lexer().lex(text)) {
    tokens.push(...parser.next(lexeme));
    if (parser.stack.length > most.depth) {
      throw tooMuch(file, lines.lineStarts.length, `values nested more than ${most.depth} deep`);
    }
  }
  tokens.push(...parser.end());
  return tokens;
}

function explain({ code, message, pos }: YAMLError, text: string): string {
  if (code !== 'TAG_RESOLVE_FAILED') return `not YAML: ${printable(message)}`;
  return `the tag ${shown(text.slice(...pos))} does not fit here; only plain values are read`;
}

/** What each alias stands for: the nearest anchor of its name before it. The library's own look-up walks the file each time. */
function anchored(document: Document.Parsed): Map<Alias, Node> {
  const anchors = new Map<string, Node>();
  const targets = new Map<Alias, Node>();
  visit(document, {
    Node(_key, node) {
      if (isAlias(node)) {
        const target = anchors.get(node.source);
        if (target) targets.set(node, target);
      } else if (node.anchor !== undefined) anchors.set(node.anchor, node);
    },
  });
  return targets;
}

function tooMuch(file: string, line: number, what: string): Complaint {
  return complaint(file, [{ line, text: `${what}; no config needs that` }]);
}

function complaint(file: string, problems: readonly Problem[]): Complaint {
  const sorted = problems.toSorted((a, b) => a.line - b.line);
  const told = sorted.slice(0, most.told);
  const [sentence = file, ...others] = told.map(({ line, text }) => `${file}:${line}: ${text}`);
  const untold = sorted.length - told.length;
  const numbers = [...new Set(told.map(({ line }) => line))];
  return new Complaint(sentence, [
    ...others,
    ...(untold > 0 ? [`${file}: ${untold} more of them`] : []),
    `edit ${file}   # line${numbers.length === 1 ? '' : 's'} ${numbers.join(', ')}`,
  ]);
}
