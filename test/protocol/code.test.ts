import { describe, expect, it } from 'vitest';
import { pythonPlaces } from '../../src/outline/python/places.ts';
import { compareCode } from '../../src/protocol/code.ts';

const compare = (base: string | null, target: string | null) =>
  compareCode([{ path: 'p.py', text: base }], [{ path: 'p.py', text: target }], pythonPlaces);

const old = `
INDEX = ".elastic"
_PRIVATE = 1

class Status(Enum):
    CREATED = 1
    GONE = 2

class Connector:
    @property
    def status(self):
        def inner():
            return 1
        return inner()

    async def claim(
        self,
        cursor=None,
    ):
        pass

    def _hidden(self):
        pass

class Filter:
    def rules(self):
        pass
`;

describe('the code of the protocol', () => {
  it('is what others see of it', () => {
    const now = `
from sdk.filtering import (
    Filter,
    Other,
)
INDEX = ".elastic-v2"

class Status(Enum):
    CREATED = "created"

class JobType(Enum):
    FULL = "full"

class Connector(Document):
    @property
    def status(self):
        return 2

    async def claim(self, cursor=None, force=False):
        pass
`;
    expect(compare(old, now)).toEqual({
      added: ['JobType'],
      removed: [
        { name: 'Filter', from: 'sdk.filtering' },
        { name: 'Status.GONE', from: null },
      ],
      changed: [
        { name: 'Connector', before: 'class Connector', after: 'class Connector(Document)' },
        {
          name: 'Connector.claim',
          before: 'async def claim(self, cursor=None)',
          after: 'async def claim(self, cursor=None, force=False)',
        },
        { name: 'INDEX', before: '".elastic"', after: '".elastic-v2"' },
        { name: 'Status.CREATED', before: '1', after: '"created"' },
      ],
      unreadable: [],
    });
  });

  it('is the same with other bodies and line breaks', () => {
    const now = old
      .replace('async def claim(\n        self,\n        cursor=None,\n    ):', 'async def claim(self, cursor=None):')
      .replace('return 1', 'return 3');
    expect(compare(old, now)).toEqual({ added: [], removed: [], changed: [], unreadable: [] });
  });

  it.each([[null], ['def  ']])('that cannot be read (%j) is said to be so', (text) =>
    expect(compare(old, text).unreadable).toEqual(['p.py']),
  );
});
