import { z } from 'zod';

/** Port of the HTTP server unless told otherwise. */
export const defaultPort = 4717;

/** `$ARTISAN_DATA/config.json`. Precedence: flag, environment, file, default. */
export const stationConfig = z.strictObject({
  port: z
    .int()
    .min(0)
    .max(65535)
    .default(defaultPort)
    .describe('TCP port of the HTTP server; 0 picks a free one'),
  listen: z
    .string()
    .min(1)
    .default('127.0.0.1')
    .describe('address to listen on; loopback unless you know why'),
  allowedHosts: z
    .array(z.string().min(1))
    .default([])
    .describe('host names beside localhost that a browser may use to reach this station'),
});
export type StationConfig = z.infer<typeof stationConfig>;

/** The JSON Schema of `config.json`, for editors. */
export function stationConfigJsonSchema(): unknown {
  return z.toJSONSchema(stationConfig, { io: 'input' });
}
