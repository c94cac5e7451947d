import type { KeptName } from '../model.ts';
import type { Held } from './copied.ts';
import type { AddedTexts } from './own.ts';
import type { Reading } from './reading.ts';

/** The names of the original that the copy still uses as its own. */
export function keptNames(held: Held, added: AddedTexts, original: Reading, module: string | null): KeptName[] {
  const { main, line, className, registration } = held;
  const kept: KeptName[] = [];
  const lineOf = (pattern: RegExp): number => {
    const at = (added.get(main) ?? '').split('\n').findIndex((text) => pattern.test(text));
    return at < 0 ? line : at + 1;
  };
  const serviceType = original.serviceType?.text;
  if (className === original.className) kept.push({ what: 'class', value: className, path: main, line });
  if (held.name !== null && held.name === original.name?.text)
    kept.push({ what: 'name', value: held.name, path: main, line: lineOf(/^\s+name\s*(?::[^=]+)?=/) });
  if (held.serviceType !== null && held.serviceType === serviceType)
    kept.push({
      what: 'service_type',
      value: held.serviceType,
      path: main,
      line: lineOf(/^\s+service_type\s*(?::[^=]+)?=/),
    });
  if (registration && registration.serviceType === serviceType)
    kept.push({ what: 'registry key', value: serviceType, path: registration.path, line: registration.line });
  for (const path of module === null ? [] : held.tests) {
    const text = added.get(path) ?? '';
    const at = namesModule(text, module ?? '');
    if (at !== null) kept.push({ what: 'test', value: at.value, path, line: at.line });
  }
  return kept;
}

/** The first line of a test that imports or patches the original: such a test says nothing about the copy. */
function namesModule(text: string, module: string): { readonly value: string; readonly line: number } | null {
  const dot = module.lastIndexOf('.');
  const quoted = (part: string): string => part.replaceAll('.', '\\.');
  const whole = new RegExp(`(?<![\\w.])${quoted(module)}(?!\\w)[\\w.]*`);
  const apart = new RegExp(
    `^\\s*from\\s+${quoted(module.slice(0, dot))}\\s+import\\b.*(?<!\\w)${module.slice(dot + 1)}(?!\\w)`,
  );
  for (const [i, line] of text.split('\n').entries()) {
    const value = whole.exec(line)?.[0] ?? (apart.test(line) ? module : null);
    if (value !== null && !/^\s*#/.test(line)) return { value, line: i + 1 };
  }
  return null;
}
