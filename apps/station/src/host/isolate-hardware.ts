import type { DriverKind } from '@artisan-ts/runtime';
import { isolatedDriver } from '#bridge/isolated-driver.ts';

/**
 * The driver in a process of its own when it loads native code, which could take this process along; otherwise as it is.
 * `folder` as in {@link Isolation}.
 */
export function isolateHardware(kind: DriverKind, folder: string | null): DriverKind {
  return kind.isNative ? isolatedDriver(kind, { folder }) : kind;
}
