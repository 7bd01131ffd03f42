// Where the meeting is in its agenda, what comes next, and how it keeps to the plan. Pure: no page, no clock.
import { leftMs } from '../live/clock.js';
import { STAGES } from './words.js';

const MINUTE = 60_000;

/** Where the meeting is: {item, stage, subject, index, next}; item null before the start and after the close. */
export function placeOf(agenda, stage, subjects) {
  const index = agenda.findIndex((item) => item.item_id === stage.item_id);
  const item = index < 0 ? null : agenda[index];
  const subject = subjects.find((one) => one.id === stage.subject_id) ?? null;
  return { item, stage: stage.stage, subject, index, next: following(agenda, index, stage.stage) };
}

/**
 * The place after this one, {item, stage}, or null after the last. Before the start it is the first. An item that was
 * drawn forward and is done is not entered again.
 */
function following(agenda, index, stage) {
  if (index < 0) return agenda.length ? { item: agenda[0], stage: agenda[0].stages[0].stage } : null;
  const stages = agenda[index].stages.map((entry) => entry.stage);
  const at = stages.indexOf(stage);
  if (at >= 0 && at + 1 < stages.length) return { item: agenda[index], stage: stages[at + 1] };
  const item = agenda.slice(index + 1).find((each) => !each.done);
  return item ? { item, stage: item.stages[0].stage } : null;
}

/** What a stage of an item is called: 质询, or the item's title where it has no stages of its own. */
export function stageName(item, stage) {
  return stage === 'main' ? item.title : STAGES[stage];
}

/** The planned minutes of a stage, or null. */
export function minutesOf(item, stage) {
  return item?.stages.find((entry) => entry.stage === stage)?.minutes ?? null;
}

/** The planned minutes of an item, all its stages together. */
export function itemMinutes(item) {
  return item.stages.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0);
}

/** When each item is planned to begin, in ms, in the agenda's order; the last entry is the planned end. */
export function plannedStarts(agenda, startsAt) {
  const starts = [startsAt];
  for (const item of agenda) starts.push(starts[starts.length - 1] + itemMinutes(item) * MINUTE);
  return starts;
}

/**
 * How far the meeting is off its plan: {drift, ends_at} in ms, drift above 0 is late. Null where the plan says nothing:
 * not under way, or the meeting is held more than half a day off the planned time.
 */
export function course(agenda, stage, startsAt, now) {
  const index = agenda.findIndex((item) => item.item_id === stage.item_id);
  if (index < 0) return null;
  const starts = plannedStarts(agenda, startsAt);
  let planned = starts[index];
  for (const entry of agenda[index].stages) {
    planned += (entry.minutes ?? 0) * MINUTE;
    if (entry.stage === stage.stage) break;
  }
  const left = Math.max(0, leftMs(stage.timer, now) ?? 0);
  const drift = now + left - planned;
  if (Math.abs(drift) > 720 * MINUTE) return null;
  return { drift, ends_at: starts[starts.length - 1] + drift };
}
