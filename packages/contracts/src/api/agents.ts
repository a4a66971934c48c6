import { z } from 'zod';
import { idText } from '#id-text.ts';

const wallMs = z.int().describe('milliseconds since 1970 UTC');

const toolDto = z.object({
  name: z.string().describe('the version: `roast.read@1`'),
  words: z.string(),
  takes: z.string(),
  effect: z.string(),
});

const agentDto = z.object({
  name: z.string().describe('the version: `roast-reporter@1`'),
  words: z.string(),
  goal: z.string(),
  goalName: z.string(),
  behaviour: z.string().describe('what it does to the world'),
  level: z.int().describe('the rung it stands on, 1 to 5'),
  levelWords: z.string(),
  cap: z.int().describe('the rung it can never leave upwards'),
  tools: z.array(toolDto),
  limits: z.array(z.string()).describe('what one run may use, in words'),
  starts: z.string().describe('when it starts by itself, in words'),
  state: z.enum(['active', 'refused', 'waiting']).describe('waiting: not yet registered'),
  trouble: z.string().describe('why it does not work; empty when it does'),
});
export type AgentDto = z.infer<typeof agentDto>;

export const agentsDto = z
  .object({
    agents: z.array(agentDto),
    policies: z.array(z.object({ name: z.string(), words: z.string() })),
    versions: z
      .array(
        z.object({
          kind: z.string(),
          name: z.string(),
          digest: z.string().describe('SHA-256 of the definition'),
          atMs: wallMs.describe('when it was first seen here'),
        }),
      )
      .describe('every version that was ever registered, oldest first'),
    reasoner: z.string().nullable().describe('the language model that may remark; null: none'),
    machines: z
      .array(
        z.object({
          name: z.string(),
          label: z.string(),
          dropS: z.number(),
          developmentPct: z.number(),
        }),
      )
      .describe('machines that can be simulated, with their reference'),
    days: z.array(z.object({ name: z.string(), words: z.string() })),
    hands: z.array(z.object({ name: z.string(), words: z.string() })),
  })
  .meta({ id: 'Agents' });
export type AgentsDto = z.infer<typeof agentsDto>;

const name = z.string().min(1).max(40);
const count = (max: number) => z.int().min(0).max(max);

export const startMissionBody = z.strictObject({
  goal: z.literal('sim-roast', 'sim-roast: what people start are rehearsals on the twin'),
  machine: name.default('g1').describe('a machine that can be simulated'),
  days: name.default('B').describe('what days are like'),
  hands: name.default('human').describe('who roasts'),
  roasts: z.int().min(1).max(250).default(40),
  firstSeed: count(1_000_000_000).default(1).describe('the same seeds give the same roasts'),
  roastId: idText('roast')
    .nullable()
    .default(null)
    .describe('a roast whose drop and development are the target'),
  dropS: z.int().min(60).max(3600).nullable().default(null).describe('target, seconds from charge'),
  developmentPct: z.int().min(1).max(60).nullable().default(null).describe('target, percent'),
  toleranceS: z.int().min(1).max(600).default(15),
  tolerancePct: z.int().min(1).max(30).default(2),
});
export type StartMissionBody = z.infer<typeof startMissionBody>;
