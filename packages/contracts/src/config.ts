import { z } from 'zod';

/** Port of the HTTP server unless told otherwise. */
export const defaultPort = 4717;

const credentials = z.strictObject({ username: z.string().min(1), password: z.string().min(12) });

const loopbacks: readonly string[] = ['127.0.0.1', '::1', 'localhost'];

/** Where machines that are read elsewhere deliver: nowhere, to a broker within the station, or to one beside it. */
export const brokerConfig = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('off') }),
  z
    .strictObject({
      kind: z.literal('embedded'),
      port: z.int().min(0).max(65535).default(1883),
      listen: z.string().min(1).default('127.0.0.1'),
      credentials: credentials.optional().describe('what every sender has to say'),
    })
    .refine(({ listen, credentials }) => credentials !== undefined || loopbacks.includes(listen), {
      path: ['credentials'],
      message:
        'a username and a password of 12 characters or more, as other computers can reach this broker',
    }),
  z.strictObject({
    kind: z.literal('external'),
    url: z
      .string()
      .regex(/^mqtts?:\/\/[^\s@]+$/, 'mqtt://host:port; who it is goes into credentials'),
    credentials: credentials.optional(),
  }),
]);
export type BrokerConfig = z.infer<typeof brokerConfig>;

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
  broker: brokerConfig
    .default({ kind: 'off' })
    .describe('MQTT for machines that are read by other devices or computers; docs/mqtt.md'),
  missionsDatabase: z
    .string()
    .regex(
      /^postgres(ql)?:\/\/([^\s:@/]+@)?[^\s@]+$/,
      'postgresql://user@host/database; the password comes from PGPASSWORD or ~/.pgpass',
    )
    .optional()
    .describe(
      'PostgreSQL for missions and their audit log; without it they lie in the data folder',
    ),
  auditAnchors: z
    .string()
    .min(1)
    .optional()
    .describe(
      'a file outside the data folder, best on another disk, where it is kept how the audit log stands; docs/missions.md',
    ),
});
export type StationConfig = z.infer<typeof stationConfig>;

/** The JSON Schema of `config.json`, for editors. */
export function stationConfigJsonSchema(): unknown {
  return z.toJSONSchema(stationConfig, { io: 'input' });
}
