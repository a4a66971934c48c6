export { type AnalysisContext, analyseRoast } from '#analysis/analyse-roast.ts';
export { type AnalysisSettings, defaultAnalysisSettings } from '#analysis/analysis-settings.ts';
export { analysisWords, excursionWords } from '#analysis/analysis-words.ts';
export type * from '#analysis/rate-shape.ts';
export type * from '#analysis/reference-deviation.ts';
export * from '#analysis/roast-analysis.ts';
export type * from '#analysis/roast-energy.ts';
export type { RoastLosses } from '#analysis/roast-losses.ts';
export { type RoastPhase, roastPhaseNames } from '#analysis/roast-phase.ts';
export * from '#comparison/compare-roasts.ts';
export * from '#comparison/consistency.ts';
export { consistencyWords } from '#comparison/consistency-words.ts';
export type { ControlChart, ControlLimits, Drift } from '#comparison/control-chart.ts';
export { type Departure, referenceBand } from '#comparison/departure.ts';
export { departureWords } from '#comparison/departure-words.ts';
export * from '#comparison/measures.ts';
export * from '#comparison/probe-drift.ts';
export { type Spread, spreadOf } from '#comparison/spread.ts';
export * from '#cupping/calibration.ts';
export * from '#cupping/codes.ts';
export * from '#cupping/forms.ts';
export * from '#cupping/score.ts';
export * from '#cupping/triangle.ts';
export { nearestIndex, valueAt } from '#curve/nearest.ts';
export * from '#evaluation/agreement/evaluate-agreement.ts';
export type { ComputedRoast } from '#evaluation/agreement/file-numbers.ts';
export type {
  DetectionEvaluation,
  KindScore,
  MachineScore,
  RoastsScore,
  RuleScore,
} from '#evaluation/detection-scores.ts';
export * from '#evaluation/evaluate-detection.ts';
export * from '#evaluation/evaluate-milestones.ts';
export * from '#evaluation/evaluate-quiet.ts';
export { type PlayedStream, type PressedStream, scoreDetection } from '#evaluation/score.ts';
export { type RecordedDay, recordedDay, rightBatches } from '#evaluation/zero-touch-day.ts';
export type { RoastPhases } from '#facts/phases.ts';
export * from '#facts/roast-facts.ts';
export * from '#facts/turning-point.ts';
export { learntLead, type RoastLeads, roastLeads } from '#habit/press-lead.ts';
export * from '#milestones/expectation.ts';
export * from '#probe-check/probe-check.ts';
export * from '#quality/correct.ts';
export * from '#quality/questions.ts';
export { type RateOfRiseDescription, rateOfRiseMethods } from '#rate-of-rise/methods.ts';
export { RateOfRiseStream, rateOfRise } from '#rate-of-rise/stream.ts';
export * from '#report/batches.ts';
export * from '#report/coffee-report.ts';
export * from '#report/day-report.ts';
export * from '#report/document.ts';
export * from '#report/drawing.ts';
export * from '#report/roast-report.ts';
export * from '#report/roast-report-input.ts';
export { type Sheet, sheetOf } from '#report/sheet.ts';
export * from '#scene/axes.ts';
export * from '#scene/chart-scene.ts';
export * from '#scene/comparison-scene.ts';
export * from '#scene/gaps.ts';
export * from '#scene/lever-lanes.ts';
export * from '#scene/phase-bands.ts';
export * from '#scene/place-labels.ts';
export * from '#scene/saved-columns.ts';
export * from '#scene/scene-notes.ts';
export { decideSession } from '#session/decide.ts';
export { forgetClosed } from '#session/lifecycle.ts';
export { resumeSession, type SessionRemains } from '#session/resume.ts';
export * from '#session/rules.ts';
export { sessionSample } from '#session/session-sample.ts';
export {
  initialSession,
  type SampleInput,
  type SessionEffect,
  type SessionInput,
  type SessionMark,
  type SessionRoast,
  type SessionState,
  type SessionStep,
} from '#session/state.ts';
export { type SessionPhase, sessionPhase } from '#session/table.ts';
export { defectWords } from '#signal/defects.ts';
export { signalMemoryS } from '#signal/horizon.ts';
export { type JudgedCurve, judgeCurves, withoutDefects } from '#signal/judge-curves.ts';
export { type ChannelTrouble, SignalHealth } from '#signal/signal-health.ts';
export { SignalJudge } from '#signal/signal-judge.ts';
export * from '#smoothing/methods.ts';
export { SmoothingStream, smoothed } from '#smoothing/stream.ts';
export * from '#words/date.ts';
export * from '#words/format.ts';
export { inUnit } from '#words/in-unit.ts';
export * from '#words/moment.ts';
export { noPhasesWords } from '#words/no-phases.ts';
export * from '#words/origin.ts';
