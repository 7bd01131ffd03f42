// The one next step, from where the meeting is: what the large button says and does. Pure: no page, no clock of its own.
import { leftMs } from '../live/clock.js';
import { minutesOf, stageName } from './place.js';
import { openSeatsRound, peopleLacking, roundOf, turnoutOf, unpublished } from './rounds.js';
import { STAGES, names, span } from './words.js';

/**
 * The next step: {act, args, label, blocked?, danger?, asks?, nokey?, then: {text, warn}, whatIf, other?: {label, act, args}}.
 * `view` holds the sections as they stand, `place`, `now`, and `goal` (answered questions a subject) and `blocks` (why
 * the meeting cannot open yet).
 */
export function nextStep(view) {
  const step = inState(view);
  if (view.meeting.rehearsal && !step.other && step.act !== 'endRehearsal') {
    step.other = { label: '结束演练', act: 'endRehearsal' };
  }
  return step;
}

function inState(view) {
  const { meeting } = view;
  if (meeting.state === 'prepared') return opening(view);
  if (meeting.state === 'open') return starting(view);
  if (meeting.state === 'closed') return ended(view);
  if (meeting.paused) return resuming();
  const open = openSeatsRound(view.rounds);
  if (open) return closing(view, open);
  return publishing(view) ?? measuring(view) ?? moving(view) ?? ending(view);
}

function opening({ blocks }) {
  const step = { act: 'open', label: '开始签到' };
  if (blocks.length) {
    const then = { text: `还不能开始签到：${blocks[0]}`, warn: true };
    return { ...step, blocked: true, then, whatIf: '补上后这个按钮会变蓝' };
  }
  return { ...step, then: { text: '签到以后，代表可以扫码进入' }, whatIf: '大屏显示欢迎和签到人数' };
}

function resuming() {
  const then = { text: '计时、提问和测评都停着' };
  return { act: 'resume', label: '继续会议', then, whatIf: '继续后从停下的地方接着走' };
}

function starting({ presence, agenda, blocks }) {
  const present = presence.reduce((sum, row) => sum + row.present, 0);
  const expected = presence.reduce((sum, row) => sum + row.expected, 0);
  return {
    act: 'start',
    label: '开会',
    blocked: blocks.length > 0,
    then: blocks.length ? { text: `还不能开会：${blocks[0]}`, warn: true } : { text: `实到 ${present}，应到 ${expected}`, warn: present * 2 <= expected },
    whatIf: agenda.length ? `大屏和手机换到「${agenda[0].title}」` : '议程是空的',
  };
}

function ended({ meeting, rounds }) {
  if (meeting.rehearsal) {
    const then = { text: '演练走完了' };
    return { act: 'endRehearsal', label: '结束演练', asks: true, nokey: true, then, whatIf: '回到开会前，演练的数据全部清除' };
  }
  const left = unpublished(rounds).length;
  return {
    act: null,
    label: '会议已经结束',
    blocked: true,
    then: left ? { text: `还有 ${left} 次测评没有公布`, warn: true } : { text: '结果都已公布' },
    whatIf: '签到、提问、测评都已存好',
  };
}

function closing({ turnout, place, subjects }, round) {
  const lacking = peopleLacking(turnoutOf(turnout, round.id));
  return {
    act: 'closeRound',
    args: [round],
    label: `结束测评 — ${namesOf(round, subjects) || place.item.title}`,
    asks: lacking > 0,
    nokey: true,
    then: lacking ? { text: `还有 ${lacking} 人在场未评`, warn: true } : { text: '在场的都评了' },
    whatIf: '大屏换到「测评已结束」，不显示分数',
  };
}

function publishing(view) {
  const { place, rounds, subjects } = view;
  const round = place.item.kind === 'announcement' ? unpublished(rounds)[0] : lookedAt(view);
  if (!round) return null;
  return {
    act: 'reveal',
    args: [round],
    label: `公布结果 — ${namesOf(round, subjects)}`,
    danger: true,
    asks: true,
    nokey: true,
    then: { text: '公布后不能收回' },
    whatIf: '先选给会场看，还是连直播一起',
    other: place.next ? { label: place.item.kind === 'announcement' ? '先不公布，往下走' : '先不公布，到下一位', act: 'go' } : null,
  };
}

/** The round of this place when only the staff has seen its result. */
function lookedAt({ place, rounds }) {
  if (place.stage !== 'appraisal') return null;
  return placeRounds(place, rounds).find((round) => round?.revealed_to === 'staff') ?? null;
}

function measuring({ place, rounds, subjects, now, stage }) {
  if (place.stage !== 'appraisal') return null;
  const waiting = subjectIds(place).filter((id) => !roundOf(rounds, id));
  if (!waiting.length) return null;
  const who = names(subjects.filter((subject) => waiting.includes(subject.id)));
  const minutes = minutesOf(place.item, 'appraisal');
  return {
    act: 'openRound',
    args: [waiting],
    label: `开始测评 — ${who}`,
    then: { text: '代表的手机还没有测评表' },
    whatIf: minutes ? `手机马上可以打分，计时 ${minutes} 分钟` : '手机马上可以打分，不限时',
    other: place.next && leftMs(stage.timer, now) !== null ? { label: '不测评，往下走', act: 'go' } : null,
  };
}

function moving(view) {
  const { place, subjects } = view;
  const there = place.next;
  if (!there) return null;
  const who = there.item.kind === 'subject' ? subjects.filter((subject) => there.item.subject_ids.includes(subject.id)) : [];
  const name = stageName(there.item, there.stage);
  const waiting = there.stage === 'appraisal' ? there.item.subject_ids.filter((id) => !roundOf(view.rounds, id)) : [];
  return {
    act: waiting.length ? 'enterAppraisal' : 'go',
    args: waiting.length ? [waiting] : [],
    label: who.length ? `进入${name} — ${names(who)}` : `进入${there.stage === 'appraisal' ? there.item.title : name}`,
    then: sofar(view),
    whatIf: ahead(view, there, who),
  };
}

function ending({ rounds }) {
  const left = unpublished(rounds).length;
  return {
    act: 'close',
    label: '结束会议',
    danger: true,
    asks: true,
    nokey: true,
    then: left ? { text: `还有 ${left} 次测评没有公布`, warn: true } : { text: '议程已经走完' },
    whatIf: '结束以后不能再提问和测评，公布还可以',
  };
}

/** What is still open in the stage that is left. */
function sofar({ place, stage, questions, comments, presence, meeting, now, goal, rounds }) {
  const left = leftMs(stage.timer, now);
  if (place.stage === 'inquiry') {
    const done = questions.filter((question) => question.subject_id === place.subject?.id && question.state === 'answered').length;
    return done < goal ? { text: `已答 ${done} 个，按规程至少 ${goal} 个`, warn: true } : { text: `已答 ${done} 个` };
  }
  if (place.stage === 'commentary') {
    const lacking = lackingLeaders(meeting, presence, comments, place.subject?.id);
    return lacking ? { text: `还有 ${lacking} 位领导没有提交` } : { text: '领导的点评都交了' };
  }
  if (place.stage === 'appraisal') {
    const sealed = placeRounds(place, rounds).some((round) => round.state === 'closed');
    return { text: sealed ? '结果封存，最后一起公布' : '测评已结束' };
  }
  if (left === null) return { text: '' };
  const name = STAGES[place.stage] ?? place.item.title;
  return left < 0 ? { text: `${name}超时 ${span(-left)}`, warn: true } : { text: `${name}还有 ${span(left)}` };
}

/** How many leaders have written nothing on the subject; those expected, by role. */
export function lackingLeaders(meeting, presence, comments, subjectId) {
  const keys = meeting.categories.filter((category) => category.role === 'leader').map((category) => category.key);
  const expected = presence.filter((row) => keys.includes(row.category)).reduce((sum, row) => sum + row.expected, 0);
  const written = comments.filter((comment) => comment.subject_id === subjectId && comment.role === 'leader').length;
  return Math.max(0, expected - written);
}

function ahead({ screen }, { item, stage }, who) {
  if (screen.pinned && screen.scene !== 'result') return '大屏是手动的，画面不会跟着换';
  const minutes = minutesOf(item, stage);
  const timed = minutes ? `，计时 ${minutes} 分钟` : '';
  return {
    reporting: `大屏换到${names(who)}的述法页${timed}`,
    inquiry: `大屏换到质询页，手机换到提问页${timed}`,
    commentary: `大屏换到点评页，没有叫出的问题留存${timed}`,
    appraisal: `手机马上可以打分${timed}`,
  }[stage] ?? `大屏换到「${item.title}」${timed}`;
}

/** The subjects of the place: the one of the stage, or all of a 集中测评. */
export function subjectIds(place) {
  return place.subject ? [place.subject.id] : place.item.subject_ids;
}

/** The rounds of the seats that belong to the place, each once. */
function placeRounds(place, rounds) {
  return [...new Set(subjectIds(place).map((id) => roundOf(rounds, id)))].filter(Boolean);
}

function namesOf(round, subjects) {
  return names(subjects.filter((subject) => round.subjects.some((entry) => entry.subject_id === subject.id)));
}
