import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

const root = resolve(import.meta.dirname, '..');
const fileLinesMax = 500;
const docLinesMax = 400;
const proseWidthMax = 100;

/** A house rule that a formatter or linter cannot hold. Each message says what to do instead. */
interface Rule {
  readonly name: string;
  readonly applies: (path: string) => boolean;
  readonly check: (path: string, text: string) => readonly string[];
}

const isTest = (path: string) =>
  /\.(test|test-d|e2e|bench)\.tsx?$/.test(path) || path.includes('testkit/');
const isSource = (path: string) => /\.tsx?$/.test(path);
const isPureFloor = (path: string) =>
  /^packages\/(domain|roast|twin|formats|contracts|trust|kernel|runtime)\/src\//.test(path) &&
  !isTest(path);

const rules: readonly Rule[] = [
  {
    name: 'file-size',
    applies: (path) => isSource(path) && !path.includes('__generated__'),
    check: (_, text) => {
      const lines = text.split('\n').length;
      return lines > fileLinesMax
        ? [`${lines} lines; split by responsibility below ${fileLinesMax}`]
        : [];
    },
  },
  {
    name: 'ambient-time-and-chance',
    applies: isPureFloor,
    check: (_, text) =>
      linesMatching(text, /\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(|\bperformance\.now\(/).map(
        (line) =>
          `line ${line}: take a Clock, an IdSource or a RandomStream as an argument instead`,
      ),
  },
  {
    name: 'vague-names',
    applies: (path) => isSource(path),
    check: (path) =>
      /(^|\/)(utils?|helpers?|common|misc)(\/|\.tsx?$)/.test(path)
        ? ['name the idea instead: clamp.ts, not utils.ts']
        : [],
  },
  {
    name: 'unfinished',
    applies: (path) => isSource(path) && path !== 'scripts/check-tidy.ts',
    check: (_, text) =>
      linesMatching(text, /\bTODO\b|\bFIXME\b|\b(it|test|describe)\.(skip|only|todo)\(/).map(
        (line) => `line ${line}: finish it, or leave it out and say so in the docs`,
      ),
  },
  {
    name: 'docs-name-what-exists',
    applies: (path) => path.endsWith('.md') && !path.startsWith('CHANGELOG'),
    check: (path, text) => missingPaths(path, text),
  },
  {
    name: 'docs-size',
    applies: (path) => path.endsWith('.md'),
    check: (_, text) => {
      const lines = text.split('\n').length;
      return lines > docLinesMax ? [`${lines} lines; nobody reads more than ${docLinesMax}`] : [];
    },
  },
  {
    name: 'docs-width',
    applies: (path) => path.endsWith('.md'),
    check: (_, text) => wideProse(text),
  },
];

/** Prose that is read in a terminal and in a diff. A table, an example and a span that cannot be broken may be wider. */
function wideProse(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, (example) => example.replaceAll(/.+/g, ''));
  return prose.split('\n').flatMap((line, index) => {
    const isTable = /^\s*\|/.test(line);
    const isWhole = !/\s/.test(line.replaceAll(/`[^`]*`|!?\[[^\]]*\]\([^)]*\)/g, '').trim());
    const isWide = line.length > proseWidthMax && !isTable && !isWhole;
    return isWide ? [`line ${index + 1}: break it below ${proseWidthMax + 1} characters`] : [];
  });
}

function linesMatching(text: string, pattern: RegExp): readonly number[] {
  return text.split('\n').flatMap((line, index) => (pattern.test(line) ? [index + 1] : []));
}

/** Paths that a document names, in code spans or links, must exist: recipes may not rot. */
function missingPaths(path: string, text: string): readonly string[] {
  const spans = [
    ...text.matchAll(/`((?:packages|apps|docs|scripts|bench|e2e|fixtures)\/[\w./-]+)`/g),
  ];
  const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)];
  return [
    ...spans.map((m) => m[1] ?? '').filter((name) => !existsSync(resolve(root, name))),
    ...links
      .map((m) => m[1] ?? '')
      .filter((name) => !existsSync(resolve(root, dirname(path), name))),
  ].map((name) => `${name} does not exist`);
}

/** Every breach of the house rules in the files that git knows. */
export function checkTidy(): readonly string[] {
  const list = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const files = list.split('\n').filter((path) => path !== '' && existsSync(resolve(root, path)));
  return files.flatMap((path) => {
    const applying = rules.filter((rule) => rule.applies(path));
    if (applying.length === 0) return [];
    const text = readFileSync(resolve(root, path), 'utf8');
    return applying.flatMap((rule) =>
      rule.check(path, text).map((what) => `${path} (${rule.name}): ${what}`),
    );
  });
}

function main(): void {
  const breaches = checkTidy();
  for (const breach of breaches) console.error(breach);
  console.log(`tidy: ${breaches.length} breaches of the house rules`);
  if (breaches.length > 0) process.exit(1);
}

if (import.meta.main) main();
