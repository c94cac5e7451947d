import fc from 'fast-check';
import type { Texts } from './trees.ts';

/** What fork and upstream each do to one definition of the base. */
export interface Fate {
  readonly fork: 'keep' | 'edit' | 'indent' | 'delete' | 'rename' | 'move';
  readonly target: 'keep' | 'edit' | 'move';
  /** Which of the parts the target keeps it in. */
  readonly part: 0 | 1;
  /** Whether it is a member of a class. */
  readonly inside: boolean;
  readonly shape: (typeof shapes)[number];
  /** Whether a second definition of the same name follows it. Edits are made to that one. */
  readonly twin: boolean;
  /** Whether the fork adds a new definition behind it. */
  readonly add: boolean;
}

const shapes = ['plain', 'decorated', 'nested', 'string', 'constant', 'either', 'tried'] as const;

const fate: fc.Arbitrary<Fate> = fc.record({
  fork: fc.constantFrom('keep', 'keep', 'edit', 'edit', 'indent', 'delete', 'rename', 'move'),
  target: fc.constantFrom('keep', 'keep', 'edit', 'move'),
  part: fc.constantFrom(0, 1),
  inside: fc.boolean(),
  shape: fc.constantFrom(...shapes),
  twin: fc.integer({ min: 0, max: 4 }).map((n) => n === 0),
  add: fc.boolean(),
});

/** Fates of definitions, and how the lines of the three trees end. */
export interface Story {
  readonly fates: readonly Fate[];
  readonly ends: 'LF' | 'CRLF' | 'CRLF in the fork';
}

export const story = (most: number): fc.Arbitrary<Story> =>
  fc.record({
    fates: fc.array(fate, { minLength: 1, maxLength: most }),
    ends: fc.constantFrom('LF', 'LF', 'LF', 'CRLF', 'CRLF in the fork'),
  });

export interface World {
  readonly base: Texts;
  readonly fork: Texts;
  readonly target: Texts;
}

/** How often a name is defined when nobody touches it. */
export const copies = ({ shape, twin }: Fate): number =>
  (shape === 'either' || shape === 'tried' ? 2 : 1) * (twin ? 2 : 1);

/** Two classes and functions around them in one file, which the target splits in two. */
export function worldOf({ fates, ends }: Story): World {
  const all = fates.map((one, i) => ({ one, i }));
  const old = all.map(({ one, i }) => ({
    place: one.inside ? 'First' : null,
    text: definition(`thing_${i}`, one, {}),
  }));
  const fork = all.flatMap(({ one, i }) => forkOf(one, i));
  const target = (part: 0 | 1) => all.filter(({ one }) => one.part === part).map(({ one, i }) => targetOf(one, i));
  const crlf = (trees: Texts): Texts =>
    Object.fromEntries(Object.entries(trees).map(([path, text]) => [path, text.replaceAll('\n', '\r\n')]));
  const packages = { 'pkg/__init__.py': '' };
  const parts = { ...packages, 'pkg/old/__init__.py': '' };
  const world = {
    base: { ...packages, 'pkg/old.py': fileOf(old, true) },
    fork: { ...packages, 'pkg/old.py': fileOf(fork, true) },
    target: {
      ...parts,
      'pkg/old/one.py': fileOf([...target(0), ...target(1).filter(({ place }) => place !== null)], true),
      'pkg/old/two.py': fileOf(
        target(1).filter(({ place }) => place === null),
        false,
      ),
    },
  };
  if (ends === 'LF') return world;
  if (ends === 'CRLF in the fork') return { ...world, fork: crlf(world.fork) };
  return { base: crlf(world.base), fork: crlf(world.fork), target: crlf(world.target) };
}

interface Placed {
  /** The class it is a member of. */
  readonly place: string | null;
  readonly text: string;
}

function forkOf(one: Fate, i: number): Placed[] {
  const name = `thing_${i}`;
  const place = one.inside ? (one.fork === 'move' ? 'Second' : 'First') : null;
  const marks = one.fork === 'edit' ? { fork: `fork ${i}` } : {};
  const text = definition(one.fork === 'rename' ? `renamed_${name}` : name, one, {
    ...marks,
    deep: one.fork === 'indent',
  });
  const added = { place: one.inside ? 'First' : null, text: definition(`added_${i}`, { ...one, twin: false }, {}) };
  return [...(one.fork === 'delete' ? [] : [{ place, text }]), ...(one.add ? [added] : [])];
}

function targetOf(one: Fate, i: number): Placed {
  const place = one.inside ? (one.target === 'move' ? 'Second' : 'First') : null;
  return { place, text: definition(`thing_${i}`, one, one.target === 'edit' ? { target: `upstream ${i}` } : {}) };
}

function fileOf(rows: readonly Placed[], withClasses: boolean): string {
  const classes = withClasses
    ? ['First', 'Second'].map((name) => {
        const members = rows.filter(({ place }) => place === name).map(({ text }) => indented(text));
        return `class ${name}:\n    """Holds the ${name} things."""\n\n${[...members, indented(`def last_of_${name}(self):\n    return "${name}"\n`)].join('\n')}`;
      })
    : [];
  return `# licence\n\n${[...classes, ...rows.filter(({ place }) => place === null).map(({ text }) => text)].join('\n\n')}`;
}

/** One level deeper; lines of strings stay at the margin. */
const indented = (text: string): string => text.replace(/^(?!with a line at)(?=.)/gm, '    ');

interface Marks {
  /** The fork's line at the top, upstream's at the end. */
  readonly fork?: string;
  readonly target?: string;
  /** The body is put under a condition. */
  readonly deep?: boolean;
}

function definition(name: string, one: Pick<Fate, 'shape' | 'inside' | 'twin'>, marks: Marks): string {
  if (!one.twin) return shaped(name, '', one, marks);
  return `${shaped(name, '', one, {})}\n${shaped(name, '_again', one, marks)}`;
}

function shaped(
  name: string,
  suffix: string,
  { shape, inside }: Pick<Fate, 'shape' | 'inside'>,
  { fork, target, deep }: Marks,
): string {
  const seed = name.replace('renamed_', '') + suffix;
  const self = inside ? 'self, ' : '';
  const [top = '', end = ''] = [fork, target].map((mark) => mark && `note("${mark}")\n`);
  const lines = `${top}first_line_of_${seed} = 1\nsecond_line_of_${seed} = 2\nthird_line_of_${seed} = 3\n${end}`;
  const body = deep ? `if x:\n${indented(lines)}` : lines;
  const function_ = (more = '', of = body): string => `def ${name}(${self}x):\n${indented(more + of)}`;
  const entries = [fork, target].map((mark) => (mark ? `    "${mark}",\n` : ''));
  switch (shape) {
    case 'plain':
      return function_();
    case 'decorated':
      return `@note\n@note(x=1)\nasync ${function_()}`;
    case 'nested':
      return function_(`def inner_of_${seed}():\n    return "inner of ${seed}"\n\n`);
    case 'string':
      return function_(`"""Text of ${seed}\nwith a line at the margin of ${seed}\n"""\n`);
    case 'constant':
      return `${name} = [\n${entries[0]}    "${seed} first",\n    "${deep ? 'deep ' : ''}${seed} last",\n${entries[1]}]\n`;
    case 'either':
      return `if flag_of_${seed}:\n\n${indented(function_())}\nelse:\n\n${indented(function_('', `other_line_of_${seed} = 4\n`))}`;
    case 'tried':
      return `try:\n    from fast_${seed} import helper\n\n${indented(function_())}\nexcept ImportError:\n\n${indented(function_('', `slow_line_of_${seed} = 5\n`))}`;
  }
}
