import { describe } from 'vitest';
import { describeContract } from '#conformance/contract.ts';
import type { DriverBench } from '#conformance/driver-bench.ts';
import { describeLineFaults } from '#conformance/line-faults.ts';

/**
 * What every driver promises, as tests. Call it in the test file of a driver with a way to make a fresh device on
 * virtual time; devices at the end of a line are also unplugged, silenced, garbled and delayed.
 */
export function describeDriver(name: string, makeBench: () => DriverBench): void {
  describe(`${name}, as any driver`, () => {
    describeContract(makeBench);
    if (makeBench().line === null) return;
    describeLineFaults(() => {
      const bench = makeBench();
      if (bench.line === null) throw new Error('a bench must have a line always or never');
      return { ...bench, line: bench.line };
    });
  });
}
