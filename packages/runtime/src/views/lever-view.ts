import type { LeverEventDto } from '@artisan-ts/contracts';
import type { LeverEvent } from '#ports/roast-store.ts';

/** A lever event as it crosses the border. */
export function leverView(event: LeverEvent): LeverEventDto {
  const { machineId, lever, atUs, wallMs, value, state } = event;
  return { machineId, lever, monoUs: atUs, wallMs, value, state };
}
