// One question in the inbox: its words, and under the cursor what can be done with it.
import { html, useEffect, useRef } from '../live/ui.js';
import { hhmm } from '../live/clock.js';
import { place, questions, subjectOf } from './desk.js';
import { useDraft } from './drafts.js';
import { Icon } from './icons.js';
import { Button } from './parts.js';
import { approve, call, putBack } from './questioning.js';
import { Reasons } from './reasons.js';
import { chosen, cursor, focused, inHand, opened, stepOff, tick, ticked, twins } from './tray.js';

/** One row. */
export function Question({ question }) {
  const { id, number, state } = question;
  const on = focused.value?.id === id;
  const row = useRef(null);
  const open = opened.value?.id === id ? opened.value.what : null;
  useEffect(() => on && inHand.peek() && row.current.scrollIntoView({ block: 'nearest' }), [on, open]);
  return html`<li class=${on ? 'q on' : 'q'} ref=${row} onClick=${(event) => pick(event, id)}>
    <input type="checkbox" tabindex="-1" aria-label=${`选中问题 ${number}`} checked=${ticked.value.includes(id)} onChange=${() => tick(id)} />
    <div>
      <${Meta} question=${question} />
      <p class="text" tabindex=${on ? 0 : null} role=${on ? 'group' : null} aria-label=${on ? `问题 ${number} 全文` : null}>${question.text}</p>
    </div>
    <div class="aside">
      <span class="sup">同问 <b>${question.supports}</b></span>
      ${on ? html`<${Button} small kind="ghost" act=${() => (opened.value = { id, what: 'text' })}>改字<//>` : html`<${Quick} question=${question} />`}
    </div>
    ${on && !open && html`<${Acts} question=${question} />`}
    ${open === 'reject' && html`<${Reasons} question=${question} />`}
    ${open === 'text' && html`<${Wording} question=${question} />`}
  </li>`;
}

/** A click on the row's words moves the cursor; one on its buttons does their deed and moves nothing under the hand. */
function pick(event, id) {
  if (!event.target.closest('button, input, textarea')) cursor.value = id;
}

function Meta({ question }) {
  const twin = twins.value.get(question.id);
  const before = question.follows && questions.value.find((one) => one.id === question.follows);
  const whose = !place.value.subject && subjectOf(question.subject_id)?.name;
  return html`<div class="meta">
    <b>${question.number} 号</b><span>${question.by}</span><span>${hhmm(question.at)}</span>
    ${whose && html`<span class="tag">${whose}</span>`}
    ${before && html`<span class="tag tag-law">追问 ${before.number} 号</span>`}
    ${question.original && html`<span class="tag" title=${`原话：${question.original}`}>改过字</span>`}
    ${twin && html`<span class="tag tag-warn">疑似与 ${twin} 号重复</span>`}
  </div>`;
}

function Quick({ question }) {
  const which = html`<span class="sr">问题 ${question.number}</span>`;
  if (question.state === 'pending') return html`<${Button} small act=${() => approve(question)}>通过${which}<//>`;
  return html`<${Button} small act=${() => call(question)}><${Icon} name="device-tv" size="s" />叫出${which}<//>`;
}

function Acts({ question }) {
  const waiting = question.state === 'pending';
  const pickForMerge = () => ticked.value.includes(question.id) || tick(question.id);
  const away = (deed) => async () => {
    const before = question;
    if (await deed(question)) stepOff(before);
  };
  return html`<div class="acts">
    ${waiting
      ? html`<${Button} small kind="primary" act=${away(approve)} data-key="pass">通过 <kbd>A</kbd><//>`
      : html`<${Button} small kind="primary" act=${away(call)} data-key="call">叫出 <kbd>C</kbd><//>`}
    ${!waiting && html`<${Button} small act=${away(putBack)} data-key="pass">退回 <kbd>A</kbd><//>`}
    <${Button} small act=${() => (opened.value = { id: question.id, what: 'reject' })} data-key="reject">不采用 <kbd>R</kbd><//>
    <${Button} small act=${pickForMerge} data-key="tick" off=${chosen.value.length > 1}>合并 <kbd>M</kbd><//>
    ${waiting && html`<${Button} small act=${away(call)} data-key="call">直接叫出 <kbd>C</kbd><//>`}
  </div>`;
}

function Wording({ question }) {
  const [text, setText, clear] = useDraft(`wording-${question.id}`, question.text);
  const close = () => {
    clear();
    opened.value = null;
  };
  const save = async () => {
    if (await approve(question, text.trim())) close();
  };
  return html`<div class="reasons" role="group" aria-label="修改文字">
    <label class="label" for="wording">改错字，不改意思；原话照样存着</label>
    <textarea class="in" id="wording" rows="3" maxlength="500" value=${text} onInput=${(event) => setText(event.target.value)}></textarea>
    <div class="acts">
      <${Button} small kind="primary" act=${save} off=${!text.trim()}>${question.state === 'pending' ? '用这个文字通过' : '用这个文字'}<//>
      <button class="btn btn-s" type="button" onClick=${close}>返回</button>
    </div>
  </div>`;
}
