// Questions around a round: open without quorum, close early, void, look, publish.
import { leftMs } from '../live/clock.js';
import { html, useState } from '../live/ui.js';
import { boot, categoryName, enough, meeting, now, place, presence, results, roundsBook, turnout } from './desk.js';
import { answered, Dialog, Facts } from './dialog.js';
import { useDraft } from './drafts.js';
import { health } from './health.js';
import { Chips, Field } from './parts.js';
import { closeRound, extendAndRemind, look, publish, roundNames, voidRound } from './rounding.js';
import { hasDeadline, lackingByCategory, roundOf, totals, turnoutOf } from './rounds.js';
import { names, percent, share, span, VOID_REASONS } from './words.js';

/** Not more than half are here: go on with a reason for the minutes. */
export function OpenRound({ subjectIds, open }) {
  const [reason, setReason, clear] = useDraft('quorum');
  const { present, expected } = enough();
  const who = names(meeting.value.subjects.filter((subject) => subjectIds.includes(subject.id)));
  const begin = async () => {
    const done = await open(reason.trim());
    if (done) clear();
    return done;
  };
  const deed = { label: '照样开始测评', kind: 'danger', off: !reason.trim(), act: begin };
  return html`<${Dialog} title=${`到场不过半，仍然测评${who}？`} tone="c-warn" safe="先不测评" deeds=${[deed]}>
    <div class="dialog-body">
      <p>参加测评的人还没有过半。可以再等，也可以写明理由照样进行。</p>
      <${Facts} rows=${[['参评的', `实到 ${present}，应到 ${expected}`], ['各类', perCategory()]]} />
      <${Field} label="理由（必填，写进会议纪要）" id="quorum" rows="2" most="200" value=${reason} set=${setReason} />
    </div>
  <//>`;
}

function perCategory() {
  return presence.value
    .filter((row) => boot.scoring.includes(row.category))
    .map((row) => `${categoryName(row.category)} ${row.present}/${row.expected}`)
    .join('，');
}

/** Some who are here have not voted. */
export function CloseRound({ roundId }) {
  const round = roundsBook.value.rounds.find((one) => one.id === roundId);
  const entries = turnoutOf(turnout.value, roundId);
  const { cast, present } = totals(entries);
  const lacking = lackingByCategory(entries);
  const people = lacking.reduce((sum, each) => sum + each.lacking, 0);
  const left = round && leftMs(round, now.value);
  const rate = share(cast, present);
  if (round?.state !== 'open') return html`<${AlreadyClosed} cast=${cast} />`;
  const close = async () => (await closeRound(round)) && answered(); // whichever dialog stands by then
  const deeds = [
    { label: round && hasDeadline(round) ? '延长 30 秒并提醒他们' : '提醒他们，继续等', beside: true, act: () => extendAndRemind(round) },
    { label: '结束测评', kind: 'danger', act: close },
  ];
  const title = people ? `还有 ${people} 人在场未评，现在结束？` : '在场的都评了，现在结束？';
  return html`<${Dialog} title=${title} tone="c-warn" safe="继续等" deeds=${deeds}>
    <div class="dialog-body">
      <p>结束以后他们不能再评。已经交上来的 ${cast} 张不受影响。</p>
      <${Facts}
        rows=${[
          ['未评', lacking.map((each) => `${categoryName(each.category)} ${each.lacking}`).join('，')],
          ['参评率', rate && `${percent(rate)}，${cast * 2 > present ? '高于规定的一半' : '没有过半，结果会注明参评率不足'}`],
          ['剩余时间', left === null ? '不限时' : left > 0 ? span(left) : '已到时，正在宽限'],
        ]}
      />
    </div>
  <//>`;
}

/** The time, or another host, was quicker than the answer. */
function AlreadyClosed({ cast }) {
  return html`<${Dialog} title="这次测评已经结束" icon="lock" tone="" safe="知道了" onward>
    <div class="dialog-body"><p>时间到了，或者另一台主持台先结束了。${cast} 张测评票都已封存。</p></div>
  <//>`;
}

/** Void a round that nobody has seen. */
export function VoidRound({ round }) {
  const [picked, setPicked] = useState(VOID_REASONS[0]);
  const [text, setText, clear] = useDraft(`void-${round.id}`);
  const [typed, setTyped] = useState('');
  const { cast } = totals(turnoutOf(turnout.value, round.id));
  const go = async () => {
    const done = await voidRound(round, `${picked}：${text.trim()}`);
    if (done) clear();
    return done;
  };
  const deed = { label: `作废 ${cast} 张测评票`, kind: 'danger', off: !text.trim() || typed.trim() !== '作废', act: go };
  return html`<${Dialog} title=${`作废${roundNames(round)}的这次测评？`} icon="ban" safe="不作废" deeds=${[deed]}>
    <div class="dialog-body">
      <p>结果没有人看过，可以作废。${cast} 张测评票都不再计入，理由写入审计。之后重新测评，代表要再评一次。</p>
      <div><p class="label">作废理由</p>
        <${Chips} label="作废理由" options=${VOID_REASONS.map((each) => [each, each])} value=${picked} pick=${setPicked} /></div>
      <${Field} label="说明（必填，写进会议纪要）" id="void-text" rows="2" most="180" value=${text} set=${setText} />
      <${Field} label="请输入「作废」两个字" id="void-word" value=${typed} set=${setTyped} />
    </div>
  <//>`;
}

/** Open the result to the staff alone: voiding is over then. */
export function LookAtResult({ round }) {
  const deed = { label: '看结果', kind: 'danger', act: () => look(round) };
  return html`<${Dialog} title=${`先看${roundNames(round)}的结果？`} icon="eye" tone="c-warn" safe="先不看" deeds=${[deed]}>
    <div class="dialog-body">
      <p>看过以后，这次测评不能再作废。大屏和手机仍然看不到。</p>
      <${Facts} rows=${[['谁能看', '登录主持台的工作人员'], ['大屏', '还是「测评已结束」']]} />
    </div>
  <//>`;
}

/** Publish: to the hall, or to all. */
export function RevealRound({ round }) {
  const viewers = round.audience === 'viewers';
  const shown = round.revealed_to === 'seats';
  const [to, setTo] = useState(viewers || shown ? 'all' : 'seats');
  const who = roundNames(round);
  const options = shown ? [['all', '会场和直播']] : [['seats', '会场：大屏和代表手机'], ['all', '会场和直播']];
  const deed = { label: to === 'all' ? '公布给会场和直播' : '公布给会场', kind: 'danger', act: () => publish(round, to) };
  return html`<${Dialog} title=${`公布${who}的${viewers ? '网上测评' : '测评'}结果？`} safe="先不公布" deeds=${[deed]}>
    <div class="dialog-body">
      <p>公布以后不能收回，范围只能再扩大。</p>
      ${!viewers && !shown && html`<${TooEarly} />`}
      <${Chips} label="给谁看" options=${options} value=${to} pick=${setTo} />
      <${Facts} rows=${revealFacts(round, to, who)} />
    </div>
  <//>`;
}

/** Why results come last: whoever is still to score reads them. Said until the time for results has come. */
function TooEarly() {
  if (meeting.value.state === 'closed' || place.value.item?.kind === 'announcement') return null;
  const waiting = meeting.value.subjects.filter(({ id }) => (roundOf(roundsBook.value.rounds, id) ?? { state: 'open' }).state === 'open');
  if (!waiting.length) return null;
  return html`<p class="c-warn"><b>还有 ${waiting.length} 位没有测评完。</b>先公布会影响后面的打分，建议最后一起公布。</p>`;
}

function revealFacts(round, to, who) {
  const viewers = health.value?.sockets.viewers ?? 0;
  const seen = results.value.filter((result) => result.round_id === round.id && result.score);
  return [
    ['大屏', round.audience === 'seats' ? '得分、分项、分类、总体评价，马上换到结果页' : '可以显示，不自动换'],
    ['手机', `代表的手机，${who}本人的手机`],
    ['直播', `${viewers ? `${viewers} 名在线观众` : '观众页'}${to === 'all' ? '也看得到' : '暂时看不到，以后可以再公布'}`],
    ['内容', seen.map(content).join('；')],
  ];
}

function content(result) {
  return `综合得分 ${result.score}，优秀率 ${percent(result.rates?.excellent)}，优良率 ${percent(result.rates?.good_or_better)}`;
}
