import type { Outline } from '../outline/index.ts';

/** Whether a name means something else in a scope than in the module around it. */
export type IsHidden = (name: string, scope: string | null) => boolean;

/** The parameters of a file's functions and the names they bind, which hide the module's. */
export function locals({ definitions, uses }: Outline): IsHidden {
  const hidden = new Set<string>();
  for (const definition of definitions) {
    if (definition.kind !== 'function') continue;
    for (const { name } of definition.signature.parameters) hidden.add(`${definition.name}:${name}`);
  }
  for (const { name, write, scope } of uses().names) if (write && scope !== null) hidden.add(`${scope}:${name}`);
  return (name, scope) => {
    for (let at = scope; at; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : null) {
      if (hidden.has(`${at}:${name}`)) return true;
    }
    return false;
  };
}
