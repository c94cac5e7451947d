/** What yargs says, and how we say it. */
const ours: readonly (readonly [RegExp, (...parts: string[]) => string])[] = [
  [/^Not enough arguments following: (\S+)/, (flag = '') => `${flagOf(flag)} needs a value`],
  [/^Not enough non-option arguments/, () => 'the command needs to know what it is about'],
  [/^Too many non-option arguments/, () => 'there is more here than the command takes'],
  [/^Missing required arguments?: (.+)/, (names = '') => `${names.split(', ').map(flagOf).join(', ')} must be given`],
  [
    /^Invalid values: +Argument: (\S+), Given: ("[^"]*"|[^,]*), Choices: (.+)/,
    (flag = '', given = '', choices = '') => `${flagOf(flag)} takes ${choices.replaceAll('"', '')}, not ${given}`,
  ],
];

const flagOf = (name: string): string => `${name.length === 1 ? '-' : '--'}${name}`;

/** A sentence of yargs' in words of ours; one that nobody foresaw keeps its own. */
export function sentence(message: string): string {
  const said = message.trim().replaceAll('\n', ' ');
  for (const [pattern, say] of ours) {
    const found = pattern.exec(said);
    if (found) return say(...found.slice(1));
  }
  return said.replace(/^([A-Z])(?=[a-z])/, (first) => first.toLowerCase());
}
