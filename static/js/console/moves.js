// The moves of the meeting: open, start, pause, next, go back, close. Each is one deed with its way back.
import { say, run } from './deed.js';
import { agenda, meeting, place, screen, stage } from './desk.js';
import { minutesOf, stageName } from './place.js';
import { openRound } from './rounding.js';
import { askFor } from './watch.js';

/** Open the meeting for 签到. */
export function openMeeting() {
  return run({ label: '开始签到', steps: [['meeting.open', {}]], final: '' });
}

/** Start with the first item. */
export function startMeeting() {
  askFor(place.peek().next);
  return run({ label: '开会', steps: [['meeting.start', {}]], final: '' });
}

/** Stop clocks, questions and ballots for a while. */
export function pauseMeeting() {
  return run({ label: '暂停会议', steps: [['meeting.pause', {}]] });
}

/** Go on where it stopped. */
export function resumeMeeting() {
  return run({ label: '继续会议', steps: [['meeting.resume', {}]] });
}

/** End the meeting for good. */
export function closeMeeting() {
  return run({ label: '结束会议', steps: [['meeting.close', {}]], final: '会议已经结束' });
}

/** Turn the rehearsal on or off; off wipes what was done in it. */
export function rehearse(on) {
  const label = on ? '开始演练' : '结束演练';
  const final = on ? '演练里的操作可以撤销' : '演练数据已经清除';
  return run({ label, steps: [['meeting.rehearse', { on }]], final });
}

/** Go to the next stage. `refused` may take over what the server says. */
export function goNext(refused) {
  const there = place.peek().next;
  if (!there) return null;
  askFor(there);
  const steps = [onward(there), ...offTheResult()];
  return run({ label: moveName(there), steps, undo: wayBack(there), refused });
}

/** The command that leads on; a place behind what was drawn forward and is done has to be named. */
function onward({ item, stage: name }) {
  const follows = agenda.peek().indexOf(item) - place.peek().index <= 1;
  return follows ? ['agenda.next', { expected: here() }] : ['agenda.go', { item_id: item.item_id, stage: name, expected: here() }];
}

/** Go to any stage of any item. */
export function goTo(item, name) {
  const there = { item, stage: name };
  const steps = [['agenda.go', { item_id: item.item_id, stage: name, expected: here() }], ...offTheResult()];
  return run({ label: moveName(there), steps, undo: wayBack(there) });
}

/** Enter the appraisal and open its round; with a reason where not more than half are present. */
export async function enterAppraisal(subjectIds, reason, refused) {
  const there = place.peek().next;
  askFor(there);
  const steps = [onward(there), ...offTheResult()];
  const moved = await run({ label: moveName(there), steps, undo: wayBack(there), refused }); // should the round not open
  if (!moved) return null;
  const minutes = minutesOf(there.item, there.stage);
  return openRound(subjectIds, 'seats', { seconds: minutes ? Math.round(minutes * 60) : undefined, reason }, '进入测评');
}

/** Stop or continue the clock of the stage. */
export function pauseOrGo() {
  const { timer } = stage.peek();
  const running = timer.state === 'running';
  return run({ label: running ? '暂停计时' : '继续计时', steps: [[running ? 'timer.pause' : 'timer.start', { which: 'stage' }]] });
}

/** Start the clock of the stage (or of the answer) anew with so many seconds. */
export function startTimer(seconds, which = 'stage') {
  return run({ label: '重新计时', steps: [['timer.start', { which, seconds }]] });
}

/** Give more time. */
export function extendTimer(seconds = 60, which = 'stage') {
  return run({ label: '加时', steps: [['timer.extend', { which, seconds }]] });
}

/** The answer's clock: start with the usual three minutes, stop, go on. */
export function turnTimer() {
  const { turn } = stage.peek();
  const running = turn && turn.ends_at !== null;
  return run({ label: running ? '暂停答复计时' : '答复计时', steps: [[running ? 'timer.pause' : 'timer.start', { which: 'turn' }]] });
}

/** Say once why nothing can move while the meeting is paused or over. */
export function cannotMove() {
  const { state, paused } = meeting.peek();
  if (state !== 'running') say('warn', state === 'closed' ? '会议已经结束，议程不能再动' : '开会以后才能换环节');
  else if (paused) say('warn', '会议暂停着，先点「继续会议」');
  else return false;
  return true;
}


/** A result that was put on the screen leaves it with the stage: the next one is not to begin under another's score. */
function offTheResult() {
  const { pinned, scene } = screen.peek();
  return pinned && scene === 'result' ? [['screen.show', { scene: 'auto' }]] : [];
}

function here() {
  const { item_id: itemId, stage: name } = stage.peek();
  return { item_id: itemId, stage: name };
}

function moveName({ item, stage: name }) {
  return `进入${stageName(item, name)}`;
}

/** The inverse of a move: back to where we are now, as long as nobody has moved since. */
function wayBack({ item, stage: name }) {
  const back = here();
  const expected = { item_id: item.item_id, stage: name };
  const steps = [['agenda.go', { ...back, expected }]];
  if (offTheResult().length) steps.push(['screen.show', { scene: 'result', subject_id: screen.peek().subject_id }]);
  return { steps, expect: { stage: expected } };
}
