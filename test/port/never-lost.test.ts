import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portTexts, type Texts } from './trees.ts';

/** What fork and upstream each do to one definition of the base. */
interface Fate {
  readonly fork: 'keep' | 'edit' | 'delete' | 'rename';
  readonly target: 'keep' | 'edit';
  /** Which of the parts the target keeps it in. */
  readonly part: 0 | 1;
  readonly inside: boolean;
  readonly shape: 'plain' | 'decorated' | 'nested' | 'string' | 'constant';
  /** Whether the fork adds a new definition behind it. */
  readonly add: boolean;
}

const fate: fc.Arbitrary<Fate> = fc.record({
  fork: fc.constantFrom('keep', 'keep', 'edit', 'delete', 'rename'),
  target: fc.constantFrom('keep', 'keep', 'edit'),
  part: fc.constantFrom(0, 1),
  inside: fc.boolean(),
  shape: fc.constantFrom('plain', 'decorated', 'nested', 'string', 'constant'),
  add: fc.boolean(),
});

function definition(name: string, { shape, inside }: Pick<Fate, 'shape' | 'inside'>, marks: readonly string[]): string {
  const seed = name.replace('renamed_', '');
  const body = marks.map((mark) => `    note("${mark}")\n`);
  const [top = '', end = ''] =
    marks.length > 1 ? body : marks[0]?.startsWith('fork') ? [body.join(''), ''] : ['', body.join('')];
  const self = inside ? 'self, ' : '';
  const middle = `    first_line_of_${seed} = 1\n    second_line_of_${seed} = 2\n    third_line_of_${seed} = 3\n`;
  const text = {
    plain: `def ${name}(${self}x):\n${top}${middle}${end}`,
    decorated: `@note\n@note(x=1)\nasync def ${name}(${self}x):\n${top}${middle}${end}`,
    nested: `def ${name}(${self}x):\n${top}    def inner_of_${seed}():\n        return "inner of ${seed}"\n\n${middle}${end}`,
    string: `def ${name}(${self}x):\n${top}    """Text of ${seed}\nwith a line at the margin of ${seed}\n    """\n${middle}${end}`,
    constant: `${name} = [\n    "${seed} first",\n${marks.map((mark) => `    "${mark}",\n`).join('')}    "${seed} last",\n]\n`,
  }[shape];
  return inside ? text.replace(/^(?!with a line at)(?=.)/gm, '    ') : text;
}

interface World {
  readonly base: Texts;
  readonly fork: Texts;
  readonly target: Texts;
}

const licence = '# licence\n\n';

/** A file of functions and one class that the target splits in two. */
function worldOf(fates: readonly Fate[]): World {
  const rows = fates.map((one, i) => {
    const name = `thing_${i}`;
    const fork = { keep: [name, []], edit: [name, [`fork ${i}`]], rename: [`renamed_${name}`, []], delete: null }[
      one.fork
    ];
    return {
      one,
      base: definition(name, one, []),
      fork: (fork === null ? [] : [definition(String(fork[0]), one, fork[1] as string[])]).concat(
        one.add ? [definition(`added_${i}`, one, [])] : [],
      ),
      target: definition(name, one, one.target === 'edit' ? [`upstream ${i}`] : []),
    };
  });
  const file = (
    pick: (row: (typeof rows)[number]) => readonly string[],
    among: (row: (typeof rows)[number]) => boolean,
    withClass: boolean,
  ): string => {
    const members = rows.filter(({ one }) => one.inside).flatMap(pick);
    const inner = withClass ? [`class Holder:\n    """Holds things."""\n\n${members.join('\n')}`] : [];
    return licence + [...inner, ...rows.filter((row) => !row.one.inside && among(row)).flatMap(pick)].join('\n\n');
  };
  const all = (): boolean => true;
  return {
    base: { 'pkg/__init__.py': '', 'pkg/old.py': file(({ base }) => [base], all, true) },
    fork: { 'pkg/__init__.py': '', 'pkg/old.py': file(({ fork }) => fork, all, true) },
    target: {
      'pkg/__init__.py': '',
      'pkg/old/__init__.py': '',
      'pkg/old/one.py': file(
        ({ target }) => [target],
        ({ one }) => one.part === 0,
        true,
      ),
      'pkg/old/two.py': file(
        ({ target }) => [target],
        ({ one }) => one.part === 1,
        false,
      ),
    },
  };
}

const count = (tree: Texts, name: string): number =>
  Object.values(tree).reduce(
    (n, text) => n + [...text.matchAll(new RegExp(`^\\s*(?:async )?(?:def )?${name}(?: =|\\()`, 'gm'))].length,
    0,
  );

describe('a port', () => {
  it('loses and doubles no definition', () => {
    const runs = Number(process.env['PORT_RUNS'] ?? 300);
    fc.assert(
      fc.property(fc.array(fate, { minLength: 1, maxLength: 7 }), (fates) => {
        const { base, fork, target } = worldOf(fates);
        const { work, result } = portTexts(base, fork, target);
        const left = new Set(work.left.map(({ symbol }) => symbol.replace('Holder.', '')));
        const shown = (): string =>
          JSON.stringify({ left: work.left.map(({ symbol, reason }) => [symbol, reason]), result }, null, 1);
        for (const [i, one] of fates.entries()) {
          const name = `thing_${i}`;
          const now = one.fork === 'rename' ? `renamed_${name}` : name;
          const settled = !left.has(name) && !left.has(now);
          const total = count(result, name) + count(result, `renamed_${name}`);
          if (one.fork === 'delete') expect(count(result, name), `${name} ${shown()}`).toBe(settled ? 0 : 1);
          else {
            expect(total, `${name} ${shown()}`).toBe(1);
            if (settled) expect(count(result, now), `${now} ${shown()}`).toBe(1);
          }
          const texts = Object.values(result).join('');
          if (one.fork === 'edit' && settled) expect(texts.split(`fork ${i}"`).length, shown()).toBe(2);
          if (one.target === 'edit' && (one.fork !== 'delete' || !settled))
            expect(texts.split(`upstream ${i}"`).length, shown()).toBe(2);
          if (one.target === 'edit') expect(one.fork !== 'delete' || !settled, shown()).toBe(true);
          if (one.add) expect(count(result, `added_${i}`) + (left.has(`added_${i}`) ? 1 : 0), shown()).toBe(1);
        }
        expect(Object.values(result).some((text) => text.includes('<<<<<<<'))).toBe(false);
      }),
      { numRuns: runs },
    );
  }, 600_000);

  it('onto the base is the fork, and of nothing is the target', () => {
    fc.assert(
      fc.property(fc.array(fate, { minLength: 1, maxLength: 6 }), (fates) => {
        const { base, fork, target } = worldOf(fates);
        expect(portTexts(base, fork, base).result).toEqual(fork);
        expect(portTexts(base, base, target).result).toEqual(target);
      }),
      { numRuns: 100 },
    );
  });
});
