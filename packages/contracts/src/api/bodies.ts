import type { z } from 'zod';
import type {
  addMachineBody,
  changeMachineBody,
  connectionReportDto,
  setLeverBody,
  setupBody,
} from '#api/machine.ts';
import type { addNoteBody, changeRoastBody, hintBody, markBody, roastPage } from '#api/roast.ts';

export type AddMachineBody = z.infer<typeof addMachineBody>;
export type ChangeMachineBody = z.infer<typeof changeMachineBody>;
export type ConnectionReportDto = z.infer<typeof connectionReportDto>;
export type SetLeverBody = z.infer<typeof setLeverBody>;
export type SetupBody = z.infer<typeof setupBody>;
export type AddNoteBody = z.infer<typeof addNoteBody>;
export type HintBody = z.infer<typeof hintBody>;
export type MarkBody = z.infer<typeof markBody>;
export type ChangeRoastBody = z.infer<typeof changeRoastBody>;
export type RoastPage = z.infer<typeof roastPage>;
