// The deeds around a round: open, more time, remind, close, void, reveal.
import { run } from './deed.js';
import { meeting, place } from './desk.js';
import { hasDeadline } from './rounds.js';
import { names } from './words.js';

/** Open a round. `label` names the deed where it is part of a larger one. */
export function openRound(subjectIds, audience, { seconds, reason } = {}, label = '开始测评') {
  const payload = { subject_ids: subjectIds, audience };
  if (seconds) payload.seconds = seconds;
  if (reason) payload.reason = reason;
  return run({ label, steps: [['round.open', payload]], final: '要重来，请结束后作废' });
}

/** Give more time; the grace moves with it. */
export function extendRound(round, seconds) {
  const label = hasDeadline(round) ? `延长 ${seconds} 秒` : `限时 ${seconds} 秒`;
  return run({ label, steps: [['round.extend', { round_id: round.id, seconds }]] });
}

/** Remind the phones that have not scored yet. */
export function remind() {
  return run({ label: '提醒未评的手机', steps: [['notice.post', { text: '测评快结束了，请尽快提交', to: 'unscored' }]] });
}

/** More time and a reminder in one; a round without a deadline gets none by it. */
export async function extendAndRemind(round) {
  if (!hasDeadline(round)) return remind();
  const steps = [
    ['round.extend', { round_id: round.id, seconds: 30 }],
    ['notice.post', { text: '测评延长 30 秒，请尽快提交', to: 'unscored' }],
  ];
  return run({ label: '延长 30 秒并提醒', steps });
}

/** Close and seal. */
export function closeRound(round) {
  return run({ label: '结束测评', steps: [['round.close', { round_id: round.id }]], final: '要重来，请作废' });
}

/** Void, with the reason for the minutes. */
export function voidRound(round, reason) {
  return run({ label: '作废测评', steps: [['round.void', { round_id: round.id, reason }]], final: '可以重新测评' });
}

/** Open the result to the staff alone. */
export function look(round) {
  const steps = [['round.reveal', { round_id: round.id, to: 'staff' }]];
  return run({ label: `看${roundNames(round)}的结果`, steps, final: '看过以后不能作废' });
}

/** Publish to the hall, or to all; the hall's screen then shows the result. */
export function publish(round, to) {
  const steps = [['round.reveal', { round_id: round.id, to }]];
  if (round.audience === 'seats') steps.push(['screen.show', { scene: 'result', subject_id: onScreen(round) }]);
  return run({ label: `公布${roundNames(round)}的结果`, steps, final: '公布以后不能收回' });
}

/** The subjects of a round by name. */
export function roundNames(round) {
  const ids = round.subjects.map((entry) => entry.subject_id);
  return names((meeting.peek()?.subjects ?? []).filter((subject) => ids.includes(subject.id)));
}

/** Whose result the screen shows first: the subject of the stage where it is in the round, else the first. */
function onScreen(round) {
  const here = place.peek().subject?.id;
  const ids = round.subjects.map((entry) => entry.subject_id);
  return ids.includes(here) ? here : ids[0];
}
