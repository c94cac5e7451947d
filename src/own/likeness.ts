/** How much of one of upstream's sources another text holds. */
export interface Likeness {
  readonly source: string;
  /** The share of the lines that only this source has which are still there: what is left of the original. */
  readonly left: number;
  /** The share of the text, its lines weighted by how few sources have them, that comes from there. */
  readonly share: number;
  /** How many lines that only this source has. */
  readonly lines: number;
}

/** Sources by name, and in how many of them each line stands. */
export interface Corpus {
  readonly sources: ReadonlyMap<string, ReadonlySet<string>>;
  readonly spread: ReadonlyMap<string, number>;
}

/**
 * A text is a copy of the source it is most like when this much of the original is left in it, or when it consists of the
 * original to this share (a part was taken). Measured on every source of three releases with lines replaced at random: of a
 * copy of which a quarter is left, .17 or more of the original's own lines are there, and never one of any other source's.
 * Sources that nobody copied have .03 of one at most; upstream's own, each held against its siblings, .16, but for the
 * twins mssql and postgresql (.35), which tell themselves apart by being both there.
 */
const enough = { left: 1 / 6, share: 0.5, lines: 3 } as const;

/** A source that has few lines of its own is not recognised by one or two of them. */
const prior = 4;

export function corpusOf(sources: Iterable<readonly [name: string, text: string]>): Corpus {
  const all = new Map([...sources].map(([name, text]) => [name, tellingLines(text)] as const));
  const spread = new Map<string, number>();
  for (const lines of all.values()) for (const line of lines) spread.set(line, (spread.get(line) ?? 0) + 1);
  return { sources: all, spread };
}

/** The source that a text is most like. */
export function mostLike(text: string, { sources, spread }: Corpus): Likeness | null {
  const lines = tellingLines(text);
  const weight = (line: string): number => 1 / Math.sqrt(spread.get(line) ?? 1);
  let total = 0;
  for (const line of lines) total += weight(line);
  let best: Likeness | null = null;
  for (const [source, theirs] of sources) {
    let [own, shared, common] = [0, 0, 0];
    for (const line of theirs) {
      const alone = spread.get(line) === 1;
      if (alone) own++;
      if (!lines.has(line)) continue;
      if (alone) shared++;
      common += weight(line);
    }
    const left = shared / (own + prior);
    if (!best || left > best.left) best = { source, left, share: total ? common / total : 0, lines: shared };
  }
  return best;
}

export function isCopy({ left, share, lines }: Likeness): boolean {
  return lines >= enough.lines && (left >= enough.left || share >= enough.share);
}

/** Twice what two texts share over what both have: 1 for equal ones. */
export function alike(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let common = 0;
  for (const line of a) if (b.has(line)) common++;
  return a.size + b.size === 0 ? 0 : (2 * common) / (a.size + b.size);
}

/** What every data source has to write, whoever writes it: the framework's contract. */
const contract =
  /^(?:async )?def (?:__init__|__anext__|__aiter__|ping|get_docs|get_docs_incrementally|get_access_control|close|changed|get_default_configuration|get_simple_configuration|validate_config|advanced_rules_validators|tweak_bulk_options|_set_internal_logger|features|access_control_query|_dls_enabled|set_features|set_logger|get_content|download|lazy_download)\b|^(?:yield doc, None|super\(\)\.__init__\(.*\)|self\.configuration = configuration|"(?:order|type|value|required|sensitive|display)": .{0,24})$/;

/** How lines that tell nothing start: comments, decorators, docstrings, imports, plain returns, and the contract. */
const dull = /^(?:[#@"'ady]|from |import |return|super|self\.conf)/;
const always = /^(?:[#@]|"""|'''|from |import |return$|return \w+$)/;

/** The lines that can tell where a text comes from, each once. */
export function tellingLines(text: string): Set<string> {
  const lines = new Set<string>();
  for (const whole of text.split('\n')) {
    const line = whole.trim();
    // most lines are told by their start alone, which is what makes this fast
    if (line.length > 4 && !(dull.test(line) && (always.test(line) || contract.test(line)))) lines.add(line);
  }
  return lines;
}
