import { hash } from 'node:crypto';

/** 16 hexadecimal digits of SHA-256 over the parts, each ended so that `ab`,`c` and `a`,`bc` differ. */
export const fingerprint = (parts: readonly string[]): string =>
  hash('sha256', parts.map((part) => `${part}\0`).join(''), 'hex').slice(0, 16);
