/** Floors: an import points to a lower floor, never up, never sideways. ARCHITECTURE.md draws them. */
const floor1 = 'roast|twin|formats|contracts|trust|kernel';

/** What each package may import, beside itself and its own dependencies. */
const allowed = {
  domain: '',
  roast: 'domain',
  formats: 'domain',
  contracts: 'domain',
  twin: 'domain|roast',
  trust: 'domain',
  kernel: 'domain|trust',
  runtime: `domain|${floor1}`,
  drivers: `domain|${floor1}|runtime`,
  storage: `domain|${floor1}|runtime`,
  report: 'domain|roast',
  server: `domain|${floor1}|runtime`,
  ui: `domain|${floor1}|runtime`,
  testkit: `domain|${floor1}|runtime`,
};

const floors = Object.entries(allowed).map(([name, below]) => ({
  name: `floor-of-${name}`,
  comment: `${name} may import ${below || 'no other package'}`,
  severity: 'error',
  from: { path: `packages/${name}/src`, pathNot: '\\.test\\.tsx?$' },
  to: {
    path: '(^|/)(packages|apps)/[^/]+',
    pathNot: `(^|/)packages/(${[name, below].filter(Boolean).join('|')})/`,
  },
}));

module.exports = {
  forbidden: [
    ...floors,
    {
      name: 'no-cycles',
      severity: 'error',
      comment: 'a ring by types alone is a ring for the reader',
      from: {},
      to: { circular: true },
    },
    {
      name: 'pure-floors-know-no-platform',
      severity: 'error',
      from: {
        path: 'packages/(domain|roast|twin|formats|contracts|trust|kernel|runtime)/src',
        pathNot: '\\.test\\.ts$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'only-contracts-uses-zod',
      severity: 'error',
      comment: 'schemas live in contracts; drivers describe their settings with its SettingField',
      from: { path: '(packages|apps)/[^/]+/src', pathNot: 'packages/contracts/|\\.test\\.tsx?$' },
      to: { path: 'node_modules/zod/' },
    },
    {
      name: 'screen-takes-types-of-contracts',
      severity: 'error',
      comment: 'a value brings every schema to the screen, which its own rules then forbid to run',
      from: { path: 'packages/ui/src', pathNot: '\\.test\\.tsx?$' },
      to: { path: '(^|/)packages/contracts/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'public-face-only',
      severity: 'error',
      comment: 'another package is reached by its index.ts alone',
      from: { path: '(packages|apps)/([^/]+)/' },
      to: { path: '(packages)/([^/]+)/src/', pathNot: ['packages/$2/', 'src/index\\.ts$'] },
    },
    {
      name: 'testkit-in-tests-only',
      severity: 'error',
      from: { path: '(packages|apps)/[^/]+/src', pathNot: '\\.test\\.tsx?$|packages/testkit/' },
      to: { path: 'packages/testkit/' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: 'node_modules/(?!@artisan-ts)' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js'],
    },
  },
};
