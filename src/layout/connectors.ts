import type { FeaturePlace, Layout } from './layout.ts';

/**
 * elastic/connectors, 8.5 to 9.6. Measured on all its release tags and branches; the places and the commits that moved
 * them are told in `fixtures/README.md` and on the pages of the rules.
 */
const app = 'app/connectors_service';
const sdk = 'libs/connectors_sdk';
const restructured = {
  exists: [`${app}/connectors/config.py`, `${sdk}/connectors_sdk`],
};

/** Tooling of which every package under `app/` and `libs/` has its own. */
const perPackage = [
  'Makefile',
  'MANIFEST.in',
  'NOTICE.txt',
  'README.md',
  '.gitignore',
  '.ruff.toml',
  'pyrightconfig.json',
  'pytest.ini',
];

/** One value for every release. */
const always = (...globs: string[]): FeaturePlace[] => [{ since: '8.5', globs }];

export const connectors = {
  name: 'connectors',
  repositories: ['elastic/connectors', 'elastic/connectors-python'],
  url: 'https://github.com/elastic/connectors.git',
  releaseLines: ['^\\d+\\.\\d+$', '^\\d+\\.x$', '^pre-[\\d.]+-stable$'],
  defaultBranches: ['main', 'master'],
  packages: [
    {
      name: 'connectors',
      places: [
        { since: '9.3', when: restructured, folder: `${app}/connectors` },
        { since: '8.5', folder: 'connectors' },
      ],
    },
    {
      name: 'connectors_sdk',
      places: [{ since: '9.3', when: restructured, folder: `${sdk}/connectors_sdk` }],
    },
    {
      name: 'tests',
      places: [
        { since: '9.3', when: { exists: [`${app}/tests/sources`] }, folder: `${app}/tests` },
        { since: '8.9', when: { exists: ['tests/sources'] }, folder: 'tests' },
      ],
    },
  ],
  features: [
    {
      area: 'fixture',
      places: [
        {
          since: '9.3',
          when: { exists: [`${app}/tests/sources`] },
          globs: [`${app}/tests/sources/fixtures/**`],
          root: `${app}/tests/sources/fixtures`,
        },
        {
          since: '8.9',
          when: { exists: ['tests/sources'] },
          globs: ['tests/sources/fixtures/**'],
          root: 'tests/sources/fixtures',
        },
        {
          since: '8.5',
          globs: ['connectors/sources/tests/fixtures/**'],
          root: 'connectors/sources/tests/fixtures',
        },
      ],
    },
    {
      area: 'source-test',
      places: [
        {
          since: '9.3',
          when: { exists: [`${app}/tests/sources`] },
          globs: [`${app}/tests/sources/**`],
          root: `${app}/tests/sources`,
        },
        {
          since: '8.9',
          when: { exists: ['tests/sources'] },
          globs: ['tests/sources/**'],
          root: 'tests/sources',
        },
        {
          since: '8.5',
          globs: ['connectors/sources/tests/**'],
          root: 'connectors/sources/tests',
        },
      ],
    },
    {
      area: 'source-helper',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [
            `${app}/connectors/sources/shared/**`,
            `${app}/connectors/sources/__init__.py`,
            `${app}/connectors/sources/atlassian/*.py`,
            `${app}/connectors/sources/sharepoint/*.py`,
          ],
        },
        {
          since: '8.5',
          globs: ['__init__', 'generic_database', 'atlassian', 'google'].map((name) => `connectors/sources/${name}.py`),
        },
      ],
    },
    {
      area: 'source',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [`${app}/connectors/sources/**`],
          root: `${app}/connectors/sources`,
          groups: ['atlassian', 'sharepoint', 'shared'],
        },
        {
          since: '8.5',
          globs: ['connectors/sources/**'],
          root: 'connectors/sources',
        },
      ],
    },
    {
      area: 'framework-test',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [`${app}/tests/**`, `${sdk}/tests/**`],
        },
        { since: '8.9', when: { exists: ['tests'] }, globs: ['tests/**'] },
        {
          since: '8.5',
          globs: ['connectors/**/tests/**', 'connectors/conftest.py'],
        },
      ],
    },
    {
      area: 'version',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [`${app}/connectors/VERSION`, `${sdk}/connectors_sdk/VERSION`],
        },
        { since: '8.5', globs: ['connectors/VERSION'] },
      ],
    },
    {
      area: 'registry',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [`${app}/connectors/config.py`],
          registry: { path: `${app}/connectors/config.py`, format: 'python' },
        },
        {
          since: '8.10',
          when: {
            matches: ['connectors/config.py', '["\']connectors\\.sources\\.'],
          },
          globs: ['connectors/config.py'],
          registry: { path: 'connectors/config.py', format: 'python' },
        },
        // from 8.10 on config.yml still holds the block, as a comment
        {
          since: '8.5',
          when: { matches: ['config.yml', '^[^#\\n]*connectors\\.sources\\.'] },
          globs: ['config.yml'],
          registry: { path: 'config.yml', format: 'yaml' },
        },
      ],
    },
    {
      area: 'protocol',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [`${app}/connectors/protocol/**`],
        },
        {
          since: '8.9',
          when: { exists: ['connectors/protocol'] },
          globs: ['connectors/protocol/**'],
        },
        { since: '8.5', globs: ['connectors/byoc.py'] },
      ],
    },
    {
      area: 'framework',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [`${app}/connectors/**`, `${sdk}/connectors_sdk/**`],
        },
        { since: '8.5', globs: ['connectors/**'] },
      ],
    },
    {
      area: 'user-config',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [`${app}/config.yml.example`, `${app}/config.yml`],
        },
        { since: '8.10', globs: ['config.yml', 'config.yml.example'] },
      ],
    },
    {
      area: 'deps',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [`${app}/pyproject.toml`, `${sdk}/pyproject.toml`],
        },
        {
          since: '8.5',
          globs: ['requirements/**', 'requirements.txt', 'test-requirements.txt', 'setup.py', 'setup.cfg'],
        },
      ],
    },
    { area: 'docker', places: always('Dockerfile*', '.dockerignore') },
    {
      area: 'tooling',
      places: [
        {
          since: '9.3',
          when: restructured,
          globs: [
            '.coveragerc',
            'Makefile',
            ...[app, sdk].flatMap((folder) => perPackage.map((name) => `${folder}/${name}`)),
            'scripts/**',
            `${app}/scripts/**`,
            'resources/**',
          ],
        },
        {
          since: '8.5',
          globs: [
            '.coveragerc',
            '.isort.cfg',
            '.ruff.toml',
            'Makefile',
            'MANIFEST.in',
            'pyrightconfig.json',
            'pytest.ini',
            'scripts/**',
            'resources/**',
          ],
        },
      ],
    },
    {
      area: 'ci',
      places: always('.buildkite/**', '.github/**', 'catalog-info.yaml', 'renovate.json', '.backportrc.json'),
    },
    { area: 'protocol', places: always('docs/CONNECTOR_PROTOCOL.md') },
    { area: 'docs', places: always('docs/**') },
    {
      area: 'meta',
      places: always(
        'LICENSE',
        '**/LICENSE',
        'NOTICE.txt',
        'README.md',
        'README.rst',
        'CONTRIBUTE.rst',
        'CONTRIBUTING.md',
        'logo-enterprise-search.png',
        '.gitignore',
      ),
    },
  ],
} as const satisfies Layout;
