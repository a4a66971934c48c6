import { tc4Missing, tc4Values } from '#tc4/channels.ts';
import {
  decideTc4,
  openConversation,
  type Tc4Effect,
  type Tc4State,
  type Tc4Turn,
  wakeUs,
} from '#tc4/conversation.ts';
import { encodeCommand, LineAssembler, type Tc4Line } from '#tc4/frame.ts';
import type { Tc4Settings } from '#tc4/settings.ts';
import type { Conversation, WireEffect, WireInput, WireTurn } from '#wire/conversation.ts';

/** The conversation with a TC4 as every line holds it: commands become bytes, fields become values. */
export function tc4Conversation(settings: Tc4Settings): Conversation<Tc4State, Tc4Line> {
  const { plan } = settings;
  const onWire = (turn: Tc4Turn): WireTurn<Tc4State> => ({
    state: turn.state,
    effects: turn.effects.map((effect) => wireEffect(settings, effect)),
  });
  return {
    framer: () => new LineAssembler(),
    open: (nowUs) => onWire(openConversation(plan, nowUs)),
    decide: (state, input, nowUs) => {
      // Half a line is the beginning of one.
      if (input.type === 'noise') return { state, effects: [] };
      return onWire(decideTc4(plan, state, tc4Input(input), nowUs));
    },
    wakeUs: (state) => wakeUs(plan, state),
  };
}

function tc4Input(input: Exclude<WireInput<Tc4Line>, { type: 'noise' }>) {
  return input.type === 'frame' ? { type: 'line' as const, line: input.frame } : input;
}

function wireEffect({ layout, unit }: Tc4Settings, effect: Tc4Effect): WireEffect {
  switch (effect.type) {
    case 'send':
      return { type: 'send', bytes: encodeCommand(effect.command) };
    case 'reading':
      return { type: 'sample', atUs: effect.atUs, ...tc4Values(layout, unit, effect.fields) };
    case 'missing':
      return { type: 'sample', atUs: effect.atUs, ...tc4Missing(layout, effect.reason) };
    case 'fault':
      return effect;
  }
}
