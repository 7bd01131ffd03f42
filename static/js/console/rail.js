// The rail: what was, is and comes, with the minutes planned; and a look at another pane without moving the meeting.
import { hhmm, leftMs } from '../live/clock.js';
import { html, useEffect, useRef } from '../live/ui.js';
import { GoTo } from './asks-meeting.js';
import { say } from './deed.js';
import { agenda, meeting, now, place, roundsBook, stage, subjectOf } from './desk.js';
import { ask } from './dialog.js';
import { Icon } from './icons.js';
import { LookElsewhere } from './elsewhere.js';
import { cannotMove } from './moves.js';
import { course, itemMinutes, plannedStarts } from './place.js';
import { openSeatsRound, roundOf, standing } from './rounds.js';
import { dateAndTime, span, STAGES_IN_FULL } from './words.js';

/** The whole rail. */
export function Rail() {
  return html`<nav class="pane rail" aria-label="议程">
    <${Drift} />
    <div class="pane-body" tabindex="0" role="region" aria-label="议程列表"><${Agenda} /></div>
    <${LookElsewhere} />
  </nav>`;
}

function Drift() {
  const { state, starts_at: startsAt, rehearsal } = meeting.value;
  if (state === 'closed') return html`<div class="drift"><b>${rehearsal ? '演练走完了' : '会议已结束'}</b></div>`;
  if (rehearsal) return html`<div class="drift"><b>演练不计时差</b></div>`;
  if (state !== 'running') return html`<${BeforeStart} startsAt=${startsAt} />`;
  const found = course(agenda.value, stage.value, startsAt, now.value);
  if (!found) return html`<div class="drift"><b>正在进行</b><span>计划 ${dateAndTime(startsAt)}</span></div>`;
  const minutes = Math.round(found.drift / 60_000);
  const words = minutes >= 2 ? `比计划晚 ${longWords(minutes)}` : minutes <= -2 ? `比计划早 ${longWords(-minutes)}` : '按计划';
  return html`<div class="drift"><b class=${minutes >= 2 ? 'c-warn' : ''}>${words}</b><span>预计 ${hhmm(found.ends_at)} 结束</span></div>`;
}

function BeforeStart({ startsAt }) {
  const minutes = Math.round((startsAt - now.value) / 60_000);
  const soon = Math.abs(minutes) <= 120;
  const late = soon && minutes < -1;
  const planned = soon ? hhmm(startsAt) : dateAndTime(startsAt);
  const words = soon ? untilStart(minutes) : '还没有开会';
  return html`<div class="drift"><b class=${late ? 'c-warn' : ''}>${words}</b><span>计划 ${planned}</span></div>`;
}

function untilStart(minutes) {
  if (minutes > 0) return `${longWords(minutes)}后开会`;
  return minutes < 0 ? `已过开会时间 ${longWords(-minutes)}` : '到开会时间了';
}

function Agenda() {
  const starts = plannedStarts(agenda.value, meeting.value.starts_at);
  let number = 0;
  return html`<ol class="agenda">
    ${agenda.value.map((item, index) => {
      const mark = item.kind === 'subject' ? String(++number) : '·';
      return html`<${Item} key=${item.item_id} item=${item} mark=${mark} startsAt=${starts[index]} />`;
    })}
  </ol>`;
}

function Item({ item, mark, startsAt }) {
  const here = item.item_id === stage.value.item_id;
  const subject = item.kind === 'subject' ? subjectOf(item.subject_ids[0]) : null;
  const minutes = itemMinutes(item);
  const done = item.done && !here;
  const row = useRef(null);
  useEffect(() => here && row.current.scrollIntoView({ block: 'nearest' }), [here, stage.value.stage]);
  const kept = rounds(item);
  return html`<li class=${here ? 'here' : done ? 'done' : ''} ref=${row}>
    <button class="row" type="button" aria-current=${here ? 'true' : null} onClick=${() => move(item, item.stages[0].stage)}>
      <span class="mark">${done ? html`<${Icon} name="check" size="s" /><span class="sr">已完成</span>` : mark}</span>
      <span class="name">${subject ? subject.name : item.title}${subject && html`<small>${subject.unit}</small>`}</span>
      <span class="mins">
        ${done ? html`<${Spent} stages=${item.stages} />` : hhmm(startsAt)}
        ${(done ? kept : minutes > 0) && html`<small>${done ? kept : minutesWords(minutes)}</small>`}
      </span>
    </button>
    ${here && item.kind === 'subject' && html`<${Stages} item=${item} />`}
  </li>`;
}

function Stages({ item }) {
  const at = item.stages.findIndex((entry) => entry.stage === stage.value.stage);
  const next = place.value.next?.item === item ? place.value.next.stage : null;
  return html`<ol class="stages">
    ${item.stages.map((entry, index) => {
      const state = index < at ? 'done' : index === at ? 'is-now' : entry.stage === next ? 'is-next' : '';
      return html`<li class=${state}>
        <button class="row" type="button" aria-current=${index === at ? 'step' : null} onClick=${() => move(item, entry.stage)}>
          <span class="mark">${mark(index, at)}</span>
          <span class="name">${STAGES_IN_FULL[entry.stage]}</span>
          <span class="mins">${index === at ? html`<${SoFar} entry=${entry} />` : html`<${Spent} stages=${[entry]} />`}</span>
        </button>
      </li>`;
    })}
  </ol>`;
}

function mark(index, at) {
  if (index < at) return html`<${Icon} name="check" size="s" />`;
  return index === at ? html`<${Icon} name="player-play" size="s" />` : '';
}

/** What is taken so far of what was planned, to the second: 5:10 / 10 分. */
function SoFar({ entry }) {
  const left = leftMs(stage.value.timer, now.value);
  const { given_ms: given } = stage.value;
  if (left === null || given === null) return minutesWords(entry.minutes) || '没有计时';
  const taken = Math.max(0, given - left);
  const planned = minutesWords(entry.minutes);
  const late = entry.minutes && taken > entry.minutes * 60_000;
  return html`<span class=${late ? 'over' : ''}>${clockOf(taken)}</span>${planned && ` / ${planned}`}`;
}

function clockOf(ms) {
  const seconds = Math.floor(ms / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** What was taken of what was planned: 9 / 8 分; only the plan where nothing was timed. */
function Spent({ stages }) {
  const planned = stages.reduce((sum, entry) => sum + (entry.minutes ?? 0), 0);
  const timed = stages.filter((entry) => typeof entry.spent_ms === 'number');
  if (!timed.length) return minutesWords(planned);
  const spent = Math.round(timed.reduce((sum, entry) => sum + entry.spent_ms, 0) / 60_000);
  return html`<span class=${spent > planned ? 'over' : ''}>${spent || '不到 1'}</span> / ${minutesWords(planned)}`;
}

function longWords(minutes) {
  const hours = Math.floor(minutes / 60);
  return hours ? `${hours} 小时 ${minutes % 60} 分` : `${minutes} 分钟`;
}

function minutesWords(minutes) {
  return minutes ? span(minutes * 60_000).replace('分钟', '分') : '';
}

/** What became of the item's rounds: 已封存, 已公布, ... */
function rounds(item) {
  const own = item.subject_ids.map((id) => roundOf(roundsBook.value.rounds, id)).filter(Boolean);
  return own.length ? standing(own[own.length - 1]) : '';
}

function move(item, name) {
  if (cannotMove() || (item.item_id === stage.value.item_id && name === stage.value.stage)) return;
  if (openSeatsRound(roundsBook.value.rounds)) return say('warn', '测评正在进行，不能换环节。请先结束这次测评');
  ask(() => html`<${GoTo} item=${item} name=${name} />`);
}
