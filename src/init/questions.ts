/** What a flag said about a question: yes, no, or nothing. */
export type Choice = 'yes' | 'no' | undefined;

/** Gets answers: from flags first, then from the person at the terminal, else the careful one. */
export interface Asker {
  yes(flag: Choice, question: string): Promise<boolean>;
  text(question: string, usual: string): Promise<string>;
}

/** `--yes` answers everything with yes and with what is usual. Without a terminal nothing is asked, and no is the answer. */
export function asker(yes: boolean, ask: ((question: string) => Promise<string>) | undefined): Asker {
  return {
    async yes(flag, question) {
      if (flag !== undefined) return flag === 'yes';
      if (yes) return true;
      return ask !== undefined && !/^n/i.test((await ask(`${question} [Y/n] `)).trim());
    },
    async text(question, usual) {
      if (yes || ask === undefined) return usual;
      return (await ask(`${question} [${usual}] `)).trim() || usual;
    },
  };
}
