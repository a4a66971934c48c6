import type { LeverSpec, NamedLever } from '@artisan-ts/domain';
import type { Fidelity } from '#fit/fidelity.ts';

/** The levers of a twin. */
export type TwinLever = Extract<NamedLever, 'burner' | 'air' | 'drumSpeed'>;

/** What each lever stands at, in its own unit. */
export type LeverValues = Readonly<Record<TwinLever, number>>;

/** A lever takes a value at a second of the roast. */
export interface LeverStep {
  readonly atS: number;
  readonly lever: TwinLever;
  readonly value: number;
}

/** Heat in a machine. Units: SI, temperatures in Celsius. Source: roast-science 2.3, 2.4. */
export interface MachinePhysics {
  /** Pmax: heat of the burner at 100 %. */
  readonly powerMaxW: number;
  /** gasPressureFactor: 1 at nominal gas pressure. */
  readonly gasPressureFactor: number;
  /** Where the burner lever gives full heat, and how heat grows with it: 1 for a power, 0.5 for a gas pressure. */
  readonly burnerFull: number;
  readonly burnerExponent: number;
  /** tau_burner: burner and valve follow the lever with this lag. */
  readonly burnerLagS: number;
  /** f_d: share of the burner's heat that goes straight into the drum, 0 to 1. */
  readonly drumHeatShare: number;
  /** Cd. */
  readonly drumHeatCapacityJPerK: number;
  /** hgb, hdb, hgd, hloss: gas to beans, drum to beans, gas to drum, drum to the room. */
  readonly gasToBeanWPerK: number;
  readonly drumToBeanWPerK: number;
  readonly gasToDrumWPerK: number;
  readonly lossWPerK: number;
  /** Where the air lever gives full flow, and the lag with which the fan follows; 0 for at once. */
  readonly airFull: number;
  readonly airLagS: number;
  /** G0, G1: gas flow is `G0 + G1` times the fraction of full air. */
  readonly airflowBaseKgPerS: number;
  readonly airflowSpanKgPerS: number;
  /** How convection grows with gas flow. */
  readonly airflowExponent: number;
  readonly gasHeatCapacityJPerKgK: number;
  /** rpm0: the drum speed at which drum and beans touch as fitted. */
  readonly drumSpeedRpm: number;
  /** m_ref and the exponent with which contact area grows with batch size. */
  readonly batchReferenceKg: number;
  readonly batchExponent: number;
  /** Share of the bean that is its skin, 1 for a bean of one temperature, and how fast skin and core even out. */
  readonly beanSkinShare: number;
  readonly beanExchangeS: number;
  /** tau_BT and w: lag of the bean probe, and how much of it hangs in the gas. */
  readonly btLagS: number;
  readonly btGasShare: number;
  /** tau_ET and v: lag of the environment probe, and how much of it sees the drum. */
  readonly etLagS: number;
  readonly etDrumShare: number;
}

/** A crack of the beans: around which bean temperature, and the heat it sets free (negative: takes up). */
export interface Crack {
  readonly beanC: number;
  /** Per kilogram of dry beans. */
  readonly heatJPerKg: number;
}

/** The beans of one batch. */
export interface BatchCharge {
  /** m_green, as weighed, with its water. */
  readonly greenKg: number;
  /** X0: kilograms of water per kilogram of dry beans. */
  readonly moistureDryBasis: number;
  /** dp. */
  readonly beanDiameterMm: number;
  /** kX, kR: 1 for drying and reaction heat as published. */
  readonly dryingFactor: number;
  readonly reactionFactor: number;
  /** 1 for beans that hold as much heat as published. */
  readonly heatCapacityFactor: number;
  readonly firstCrack: Crack;
  readonly secondCrack: Crack;
}

/** Temperatures at charge, Celsius; between batches the machine is held there. */
export interface ChargeConditions {
  readonly btC: number;
  readonly etC: number;
  readonly drumC: number;
  readonly beanC: number;
  readonly ambientC: number;
}

/** When the reference roast's marks fall, by bean temperature in Celsius. */
export interface MarkTemperatures {
  readonly dryEndC: number;
  readonly fcStartC: number;
  readonly dropC: number;
}

/** Where the parameters of a machine come from. */
export type MachineKnowledge =
  /** Tuned to the milestones of a published reference roast. */
  | { readonly kind: 'tuned'; readonly source: string }
  /** Fitted to real roasts; the fidelity is that on roasts the fit had not seen. */
  | { readonly kind: 'fitted'; readonly to: string; readonly fidelity: Fidelity }
  /** Made up to be like machines of its kind. Nothing was measured, and it proves nothing. */
  | { readonly kind: 'illustrative' };

/** A machine whose roasts may count as evidence: for instance when something is to be promoted. */
export type EvidenceMachine = TwinMachine & {
  readonly knowledge: Exclude<MachineKnowledge, { readonly kind: 'illustrative' }>;
};

/** Tells a machine that was measured from one that was made up. */
export function isEvidence(machine: TwinMachine): machine is EvidenceMachine {
  return machine.knowledge.kind !== 'illustrative';
}

/** A roasting machine that can be simulated, with the roast it is known by. */
export interface TwinMachine {
  readonly id: string;
  readonly label: string;
  readonly knowledge: MachineKnowledge;
  readonly levers: readonly (LeverSpec & { readonly id: TwinLever })[];
  /** Seconds between samples. */
  readonly intervalS: number;
  /** Where the levers stand when the machine is switched on. */
  readonly startLevers: LeverValues;
  /** The lever steps of the reference roast, seconds from charge, in order. */
  readonly schedule: readonly LeverStep[];
  readonly markTemperatures: MarkTemperatures;
  readonly physics: MachinePhysics;
  readonly charge: BatchCharge;
  readonly conditions: ChargeConditions;
}
