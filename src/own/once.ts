/** Answers each question once: history names the same paths again and again. */
export function once<T>(answer: (name: string) => T): (name: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (name) => {
    const found = known.get(name) ?? { value: answer(name) };
    known.set(name, found);
    return found.value;
  };
}
