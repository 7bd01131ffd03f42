// Who is on, which stage it is, how much time is left.
import { leftMs, mmss } from '../live/clock.js';
import { html } from '../live/ui.js';
import { agenda, meeting, now, place, questions, roundsBook, stage } from './desk.js';
import { ask } from './dialog.js';
import { extendTimer, pauseOrGo } from './moves.js';
import { subjectIds } from './next.js';
import { Button } from './parts.js';
import { minutesOf } from './place.js';
import { extendRound } from './rounding.js';
import { hasDeadline, openSeatsRound, phaseOf, roundOf, standing } from './rounds.js';
import { TimerSheet } from './timer-sheet.js';
import { names, span, STAGES, SUBJECT_KINDS } from './words.js';

const LOW = 30_000;

/** The head of the stage: what, who, timer. */
export function Now() {
  const { item, stage: name, subject } = place.value;
  return html`<header class="now">
    <div class="what">${STAGES[name] ?? '议程'}<small>${under()}</small></div>
    <div class="who">${subject ? html`<${Person} subject=${subject} />` : html`<${Matter} item=${item} />`}</div>
    <${Timer} />
  </header>`;
}

function Person({ subject }) {
  const order = meeting.value.subjects.findIndex((one) => one.id === subject.id) + 1;
  return html`<p class="small">第 ${order} 位，共 ${meeting.value.subjects.length} 位 · ${SUBJECT_KINDS[subject.kind] ?? subject.kind}</p>
    <h2>${subject.name}</h2>
    <p class=${`${subject.unit}${subject.post}`.length > 20 ? 'post long' : 'post'}>${unitParts(subject)} <span>${subject.post}</span></p>`;
}

/** A unit breaks before what stands in brackets rather than in the middle of a name. */
function unitParts({ unit }) {
  return unit.split(/(?=（)/).map((part) => html`<span>${part}</span>`);
}

function Matter({ item }) {
  const order = agenda.value.indexOf(item) + 1;
  const who = meeting.value.subjects.filter((subject) => item.subject_ids.includes(subject.id));
  return html`<p class="small">议程第 ${order} 项，共 ${agenda.value.length} 项</p>
    <h2>${item.title}</h2>
    <p>${names(who)}</p>`;
}

/** The small line under the stage's name. */
function under() {
  const { item, stage: name, subject } = place.value;
  if (meeting.value.paused) return '已暂停';
  if (name === 'inquiry') {
    const done = questions.value.filter((question) => question.subject_id === subject?.id && question.state === 'answered').length;
    return done < meeting.value.questions_goal ? `已答 ${done}，至少 ${meeting.value.questions_goal}` : `已答 ${done}`;
  }
  if (name === 'appraisal') {
    const round = subjectIds({ item, subject }).map((id) => roundOf(roundsBook.value.rounds, id)).find(Boolean);
    return round ? standing(round) : '还没有开始';
  }
  return meeting.value.rehearsal ? '演练' : '进行中';
}

function Timer() {
  const round = openSeatsRound(roundsBook.value.rounds);
  return round ? html`<${RoundTimer} round=${round} />` : html`<${StageTimer} />`;
}

function StageTimer() {
  const { timer, given_ms: given } = stage.value;
  const left = leftMs(timer, now.value);
  const total = given ?? (minutesOf(place.value.item, place.value.stage) ?? 0) * 60_000;
  const running = timer.state === 'running';
  const still = left === null || meeting.value.paused;
  const change = () => ask(() => html`<${TimerSheet} />`);
  if (!timed()) return html`<${SealedTimer} />`;
  return html`<div class=${`timer ${tone(left)}`} role="timer">
    <span class="left">${left === null ? '--:--' : mmss(left)}</span>
    <span class="under">${timerWords(left, running, total)} <button class="textlink" type="button" onClick=${change}>改</button></span>
    <span class="keys">
      <${Button} small act=${pauseOrGo} off=${still} data-key="timer">${running ? '暂停计时' : '继续计时'} <kbd>T</kbd><//>
      <${Button} small act=${() => extendTimer(60)} data-key="more">+1 分钟 <kbd>+</kbd><//>
    </span>
  </div>`;
}

/** After an appraisal: how long ago it ended. */
function SealedTimer() {
  const rounds = subjectIds(place.value).map((id) => roundOf(roundsBook.value.rounds, id));
  const closedAt = Math.max(...rounds.map((round) => round.closed_at ?? 0));
  return html`<div class="timer">
    <span class="left">${closedAt ? mmss(now.value - closedAt) : ''}</span><span class="under">测评结束以来</span>
  </div>`;
}

function timerWords(left, running, total) {
  const rounded = Math.round(total / 30_000) * 30_000; // a clock set anew has been given no round figure
  const all = rounded ? ` · 共 ${span(rounded)}` : '';
  if (left === null) return `没有计时${all}`;
  if (left < 0) return html`<b class="c-seal">超时</b>${all}`;
  return `${running ? '剩余' : '计时停着'}${all}`;
}

/** Whether the clock of the stage means anything: not once every subject of an appraisal has been voted on. */
export function timed() {
  if (place.value.stage !== 'appraisal') return true;
  return !subjectIds(place.value).every((id) => roundOf(roundsBook.value.rounds, id));
}

function RoundTimer({ round }) {
  const left = leftMs(round, now.value);
  const grace = phaseOf(round, now.value) === 'grace';
  return html`<div class=${`timer ${grace ? 'low' : tone(left)}`} role="timer">
    <span class="left">${left === null ? '--:--' : mmss(grace ? round.closes_at - now.value : left)}</span>
    <span class="under">${roundWords(round, left, grace)}</span>
    <span class="keys"><${MoreTime} round=${round} /></span>
  </div>`;
}

/** More time where there is an end to move; one without an end is given one, in words that say so. */
function MoreTime({ round }) {
  if (!hasDeadline(round)) return html`<${Button} small act=${() => extendRound(round, 60)}>限时 1 分钟<//>`;
  return html`<${Button} small act=${() => extendRound(round, 30)} data-key="more">+30 秒 <kbd>+</kbd><//>
    <${Button} small act=${() => extendRound(round, 60)}>+60 秒<//>`;
}

function roundWords(round, left, grace) {
  if (round.ends_at === null) return left === null ? '不限时，要您来结束' : '会议暂停，测评停着';
  if (grace) return html`<b class="c-warn">宽限：已经开始评的还能交，然后自动结束</b>`;
  return `到时再留 ${Math.round((round.closes_at - round.ends_at) / 60_000)} 分钟，然后自动结束`;
}

function tone(left) {
  if (left === null) return '';
  return left < 0 ? 'over' : left <= LOW ? 'low' : '';
}
