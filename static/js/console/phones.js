// What the delegates' phones show at the moment, in a word. Pure: no page, no state.
import { openSeatsRound, roundOf } from './rounds.js';

const AT_STAGE = { reporting: '述法，可提问', inquiry: '提问', commentary: '点评' };

/** The word for the strip on top, from the sections as they stand and `place`. */
export function phonesShow({ meeting, place, rounds }) {
  if (meeting.state === 'prepared') return '等待签到';
  if (meeting.state === 'open') return '签到';
  if (meeting.state === 'closed') return '会议已结束';
  if (meeting.paused) return '会议暂停';
  if (openSeatsRound(rounds)) return '测评表';
  if (place.stage === 'appraisal') {
    const ids = place.subject ? [place.subject.id] : (place.item?.subject_ids ?? []);
    return ids.some((id) => roundOf(rounds, id)) ? '测评已结束' : '等待测评';
  }
  return AT_STAGE[place.stage] ?? place.item?.title ?? '等待';
}
