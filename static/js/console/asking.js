// When a step asks first, and what a press of `next` leads to.
import { html } from '../live/ui.js';
import { CloseMeeting, EndRehearsal, OtherHost, StartMeeting } from './asks-meeting.js';
import { CloseRound, OpenRound, RevealRound } from './asks-round.js';
import { ambers } from './checks.js';
import { answered, ask } from './dialog.js';
import { enough, place, turnout } from './desk.js';
import { enterAppraisal, goNext, openMeeting, resumeMeeting, startMeeting } from './moves.js';
import { minutesOf } from './place.js';
import { openRound, closeRound } from './rounding.js';
import { peopleLacking, turnoutOf } from './rounds.js';
import { otherWasFirst } from './watch.js';

/** What each step of next.js does. */
export const ACTS = {
  open: () => openMeeting(),
  start: () => (ambers.peek().length ? ask(() => html`<${StartMeeting} go=${startMeeting} />`) : startMeeting()),
  resume: () => resumeMeeting(),
  go: () => goNext(movedByOther),
  enterAppraisal: (subjectIds) => appraise(subjectIds),
  openRound: (subjectIds) => measure(subjectIds),
  closeRound: (round) => endRound(round),
  reveal: (round) => ask(() => html`<${RevealRound} round=${round} />`),
  close: () => ask(() => html`<${CloseMeeting} />`),
  endRehearsal: () => ask(() => html`<${EndRehearsal} />`),
};

function appraise(ids) {
  if (enough().enough) return enterAppraisal(ids, undefined, movedByOther);
  return ask(() => html`<${OpenRound} subjectIds=${ids} open=${(reason) => enterAppraisal(ids, reason, movedByOther)} />`);
}

function measure(subjectIds) {
  const minutes = minutesOf(place.peek().item, 'appraisal');
  const seconds = minutes ? Math.round(minutes * 60) : undefined;
  const open = (reason) => openRound(subjectIds, 'seats', { seconds, reason });
  return enough().enough ? open() : ask(() => html`<${OpenRound} subjectIds=${subjectIds} open=${open} />`);
}

/** End a round; asks when anyone present has not voted. */
function endRound(round) {
  const lacking = round.audience === 'seats' ? peopleLacking(turnoutOf(turnout.peek(), round.id)) : 0;
  return lacking ? ask(() => html`<${CloseRound} roundId=${round.id} />`) : closeRound(round);
}

function movedByOther(error) {
  if (error.code !== 'stage.mismatch') return false;
  answered();
  ask(() => html`<${OtherHost} />`);
  otherWasFirst();
  return true;
}

