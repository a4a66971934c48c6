import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import { cruise, type ICruiseOptions, type ICruiseResult } from 'dependency-cruiser';
import extractTSConfig from 'dependency-cruiser/config-utl/extract-ts-config';

const root = resolve(import.meta.dirname, '..');

/** What a cruise found: how much was read, and which imports break which rule. */
export interface FloorReport {
  readonly modules: number;
  readonly violations: readonly string[];
}

/** Cruises folders below `baseDir` by the rules of `.dependency-cruiser.cjs`. */
export async function checkFloors(
  baseDir: string,
  folders: readonly string[],
): Promise<FloorReport> {
  const config = createRequire(import.meta.url)('../.dependency-cruiser.cjs');
  const options: ICruiseOptions = {
    ...config.options,
    baseDir,
    validate: true,
    ruleSet: { forbidden: config.forbidden },
  };
  const { enhancedResolveOptions, tsConfig, ...cruiseOptions } = options as ICruiseOptions & {
    enhancedResolveOptions: Record<string, unknown>;
  };
  const result = await cruise([...folders], cruiseOptions, enhancedResolveOptions, {
    tsConfig: extractTSConfig(resolve(root, 'tsconfig.json')),
  });
  const { summary } = result.output as ICruiseResult;
  return {
    modules: summary.totalCruised,
    violations: summary.violations.map((v) => `${v.rule.name}: ${v.from} -> ${v.to}`),
  };
}

async function main(): Promise<void> {
  const { modules, violations } = await checkFloors(root, ['packages', 'apps']);
  for (const violation of violations) console.error(violation);
  console.log(
    `floors: ${modules} modules read, ${violations.length} imports that point up or sideways`,
  );
  // Zero modules means that the reader is broken, not that the house is in order.
  if (modules === 0 || violations.length > 0) process.exit(1);
}

if (import.meta.main) await main();
