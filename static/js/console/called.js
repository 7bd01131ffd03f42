// The question on the air: exactly one, above both columns, with its answer.
import { leftMs, mmss } from '../live/clock.js';
import { html } from '../live/ui.js';
import { lost, now, questions, stage } from './desk.js';
import { useDraft } from './drafts.js';
import { extendTimer, turnTimer } from './moves.js';
import { Button } from './parts.js';
import { answer, call, uncall } from './questioning.js';
import { called } from './tray.js';
import { span } from './words.js';

/** The card, or nothing. */
export function Called() {
  const question = called.value;
  if (!question) return null;
  return html`<section class="called" aria-label="正在质询" key=${question.id}>
    <div class="meta">
      <span class="tag tag-live">${lost.value ? '断开前在播' : '在播'}</span>
      <b>${question.number} 号</b><span>${question.by}</span><span>同问 ${question.supports}</span><${Ago} at=${question.called_at} />
      <span class="push"></span>
      <${Turn} />
      <${Button} small act=${() => uncall(question)} data-key="uncall">从大屏收起 <kbd>W</kbd><//>
    </div>
    <blockquote tabindex="0">${question.text}</blockquote>
    <${Note} question=${question} />
    <${Follows} question=${question} />
  </section>`;
}

function Ago({ at }) {
  return at ? html`<span>叫出 ${span(now.value - at)}</span>` : null;
}

/** The answer's own clock. */
function Turn() {
  const { turn } = stage.value;
  if (!turn) return html`<${Button} small act=${turnTimer}>答复计时 3 分钟<//>`;
  const left = leftMs(turn, now.value);
  return html`<b class=${left < 0 ? 'c-seal nw' : 'nw'}>答复 ${left < 0 ? '超时 ' : ''}${mmss(left)}</b>
    <${Button} small act=${turnTimer}>${turn.ends_at === null ? '继续计时' : '暂停计时'}<//>
    <${Button} small act=${() => extendTimer(60, 'turn')}>+1 分<//>`;
}

function Note({ question }) {
  const [text, setText, clear] = useDraft(`answer-${question.id}`);
  const [mark, setMark, unmark] = useDraft(`evaded-${question.id}`);
  const evaded = mark === 'yes';
  const done = async () => {
    if (!(await answer(question, text.trim(), evaded))) return;
    clear();
    unmark();
  };
  return html`<div class="note">
    <input
      class="in"
      aria-label="答复要点"
      data-note
      placeholder="记答复要点，按 E 到这里；会写进会议纪要"
      maxlength="500"
      value=${text}
      onInput=${(event) => setText(event.target.value)}
    />
    <label class="switch small">
      <input type="checkbox" role="switch" checked=${evaded} onChange=${(event) => setMark(event.target.checked ? 'yes' : '')} />未正面回答
    </label>
    <${Button} kind="primary" act=${done}>答复完毕<//>
  </div>`;
}

/** A follow-up waits to be heard: to the question on the air, or to the one answered before. */
function Follows({ question }) {
  const waiting = questions.value.filter((one) => one.follows === question.id && ['pending', 'approved'].includes(one.state));
  const before = questions.value.find((one) => one.id === question.follows);
  return html`${before && html`<p class="follow"><b class="nw">这是追问</b> <span>${before.number} 号的原提问人；上次答复：${before.answer || '没有记要点'}</span></p>`}
    ${waiting.map(
      (one) => html`<p class="follow">
        <b class="nw">追问</b> <span>原提问人：${one.text}</span><${Button} small class="push" act=${() => call(one)}>追问上屏<//>
      </p>`,
    )}`;
}
