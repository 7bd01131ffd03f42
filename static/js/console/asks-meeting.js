// Questions before a move of the whole meeting.
import { leftMs } from '../live/clock.js';
import { html } from '../live/ui.js';
import { ambers } from './checks.js';
import { agenda, meeting, now, place, presence, roundsBook, screen, stage } from './desk.js';
import { Dialog, Facts } from './dialog.js';
import { closeMeeting, goTo, rehearse } from './moves.js';
import { minutesOf, stageName } from './place.js';
import { openSeatsRound, roundOf, unpublished } from './rounds.js';
import { names, span, timeOfDay } from './words.js';
import { cameFrom, otherHost, whereWeAre } from './watch.js';

/** Start although something amber is left. */
export function StartMeeting({ go }) {
  const present = presence.value.reduce((sum, row) => sum + row.present, 0);
  const expected = presence.value.reduce((sum, row) => sum + row.expected, 0);
  const deed = { label: '开会', kind: 'primary', act: go };
  return html`<${Dialog} title="还有要留意的，现在开会？" tone="c-warn" safe="再等等" deeds=${[deed]}>
    <div class="dialog-body">
      <p>这些不拦开会，开会以后也能补。</p>
      <${Facts} rows=${[['到场', `实到 ${present}，应到 ${expected}`], ['留意', ambers.value.map((note) => note.title).join('；')]]} />
    </div>
  <//>`;
}

/** End the meeting. */
export function CloseMeeting() {
  const left = unpublished(roundsBook.value.rounds);
  const open = roundsBook.value.rounds.filter((round) => round.state === 'open').length;
  const undone = agenda.value.filter((item) => !item.done && item.item_id !== stage.value.item_id);
  const deed = { label: '结束会议', kind: 'danger', off: open > 0, act: closeMeeting };
  return html`<${Dialog} title=${`结束「${meeting.value.title}」？`} safe="先不结束" deeds=${[deed]}>
    <div class="dialog-body">
      <p>${open ? '还有测评没有结束。请先结束或作废，再结束会议。' : '结束以后不能再提问、点评和测评，也不能再开。'}</p>
      <${Facts}
        rows=${[
          ['议程', undone.length ? `还有 ${undone.length} 项没有走到：${names(undone.map(named))}` : '都走完了'],
          ['结果', resultWords(left.length)],
          ['大屏', '换到结束页'],
          ['手机', '显示「会议已结束」'],
        ]}
      />
    </div>
  <//>`;
}

function resultWords(left) {
  if (left) return `还有 ${left} 次测评没有公布，结束以后还可以公布`;
  return roundsBook.value.rounds.length ? '测评过的都已公布' : '没有测评过';
}

/** An item by its subject's name, or by its title. */
function named(item) {
  const subject = meeting.value.subjects.find(({ id }) => item.kind === 'subject' && id === item.subject_ids[0]);
  return { name: subject?.name ?? item.title };
}

/** Leave the rehearsal. */
export function EndRehearsal() {
  const deed = { label: '结束演练，清除数据', kind: 'danger', act: () => rehearse(false) };
  return html`<${Dialog} title="结束演练？" icon="presentation" tone="" safe="继续演练" deeds=${[deed]}>
    <div class="dialog-body">
      <p>回到开会前。演练里的签到、提问、点评和测评全部清除，票证不受影响。</p>
    </div>
  <//>`;
}

/** We pressed, and another host had moved already. Nothing is to be done; the way back stands apart. */
export function OtherHost() {
  const { item, stage: name } = place.value;
  const { by } = stage.value;
  const title = item ? `${otherHost()}进入了「${stageName(item, name)}」` : '另一台主持台先换了环节';
  return html`<${Dialog} title=${title} icon="users" tone="c-warn" safe="知道了，继续" deeds=${wayBack()} onward>
    <div class="dialog-body">
      <p>另一台主持台先换了环节。你几乎同时按下的「下一步」没有再执行一次，没有多跳一步。画面已经换成最新的。</p>
      <${Facts}
        rows=${[
          ['现在', `${whereWeAre()}，${leftWords(leftMs(stage.value.timer, now.value))}`],
          ['谁换的', by && `${by.name ?? '会议导入时给出的主持台'}，${timeOfDay(by.at)}`],
        ]}
      />
    </div>
  <//>`;
}

/** Back to where the meeting was, unless a round runs already. */
function wayBack() {
  const { item_id: itemId, stage: name } = cameFrom.value ?? {};
  const item = agenda.value.find((one) => one.item_id === itemId);
  if (!item || openSeatsRound(roundsBook.value.rounds)) return [];
  return [{ label: `退回${stageName(item, name)}`, act: () => goTo(item, name) }];
}

function leftWords(left) {
  if (left === null) return '没有计时';
  return left < 0 ? `超时 ${span(-left)}` : `剩余 ${span(left)}`;
}

function isBefore(item, name, here) {
  const at = agenda.value.findIndex((one) => one.item_id === item.item_id);
  const stages = item.stages.map((entry) => entry.stage);
  return at < here.index || (at === here.index && stages.indexOf(name) < stages.indexOf(here.stage));
}

/** Those whom nobody has rated yet: before a jump to the results it is to be known. */
function unrated() {
  return meeting.value.subjects.filter((subject) => !roundOf(roundsBook.value.rounds, subject.id));
}

/** Jump to another place of the agenda. */
export function GoTo({ item, name }) {
  const who = meeting.value.subjects.filter((subject) => item.kind === 'subject' && item.subject_ids.includes(subject.id));
  const target = who.length ? `${stageName(item, name)} — ${names(who)}` : item.title;
  const minutes = minutesOf(item, name);
  const backwards = isBefore(item, name, place.value);
  const verb = backwards ? '回到' : '跳到';
  const deed = { label: `${verb}${stageName(item, name)}`, kind: 'primary', act: () => goTo(item, name) };
  return html`<${Dialog} title=${`${verb}「${target}」？`} tone="c-warn" safe=${backwards ? '不回去' : '不跳'} deeds=${[deed]}>
    <div class="dialog-body">
      <p>可以撤销。${backwards ? '以前没有用完的时间接着计。' : '中间的环节先跳过，以后还能回来。'}</p>
      <${Facts}
        rows=${[
          ['现在', whereWeAre()],
          ['还没有测评', item.kind === 'announcement' && names(unrated())],
          ['计时', minutes ? `计划 ${minutes} 分钟` : '没有计时'],
          ['大屏', screen.value.pinned ? '手动，画面不会跟着换' : '跟着换'],
        ]}
      />
    </div>
  <//>`;
}
