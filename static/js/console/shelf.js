// What is done with: answered, not taken, merged, withdrawn. Nothing is deleted, most can be taken back.
import { html } from '../live/ui.js';
import { questions } from './desk.js';
import { useDraft } from './drafts.js';
import { Button } from './parts.js';
import { answer, putBack, unmerge } from './questioning.js';
import { inState, opened, shelf } from './tray.js';
import { ANSWER_GRADES, QUESTION_STATES } from './words.js';

/** The shelf in the left column. */
export function Shelf({ state }) {
  const list = inState(state);
  return html`<section aria-label=${QUESTION_STATES[state]}>
    <div class="col-head">
      <h2 class="h">${QUESTION_STATES[state]} ${list.length}</h2>
      <span class="push"></span>
      <button class="btn btn-s" type="button" onClick=${() => (shelf.value = null)}>回到待审</button>
    </div>
    <ol tabindex="0" aria-label=${`${QUESTION_STATES[state]}的问题`}>
      ${list.map((question) => html`<${Row} key=${question.id} question=${question} />`)}
      ${!list.length && html`<li class="none">这里空了</li>`}
    </ol>
  </section>`;
}

function Row({ question }) {
  const { state } = question;
  const into = questions.value.find((one) => one.id === question.into);
  const editing = opened.value?.id === question.id && opened.value.what === 'answer';
  return html`<li class="q gone">
    <span></span>
    <div>
      <div class="meta">
        <b>${question.number} 号</b><span>${question.by}</span>
        ${question.evaded && html`<span class="tag tag-warn">未正面回答</span>`}
      </div>
      <p class="text">${question.text}</p>
      ${state === 'rejected' && html`<p class="small">理由：${question.reason}</p>`}
      ${into && html`<p class="small">已并入 ${into.number} 号</p>`}
      ${state === 'answered' && html`<p class="small">要点：${question.answer || '没有记'}</p>
        <p class="small">${ratingWords(question.rating)}</p>`}
    </div>
    <div class="aside">
      <span class="sup">同问 <b>${question.supports}</b></span>
      ${state === 'rejected' && html`<${Button} small act=${() => putBack(question)}>退回<//>`}
      ${state === 'merged' && html`<${Button} small act=${() => unmerge(question)}>拆开<//>`}
      ${state === 'answered' && html`<${Button} small act=${() => (opened.value = { id: question.id, what: 'answer' })}>改要点<//>`}
    </div>
    ${editing && html`<${Amend} question=${question} />`}
  </li>`;
}

function ratingWords(rating) {
  if (!rating) return '满意度：人数还少，不显示';
  return `满意度：${ANSWER_GRADES.map(([key, words]) => `${words} ${rating[key] ?? 0}`).join('，')}`;
}

function Amend({ question }) {
  const [text, setText, clear] = useDraft(`amend-${question.id}`, question.answer ?? '');
  const close = () => {
    clear();
    opened.value = null;
  };
  const save = async (evaded) => {
    if (await answer(question, text.trim(), evaded)) close();
  };
  return html`<div class="reasons">
    <label class="label" for="amend">答复要点</label>
    <textarea class="in" id="amend" rows="2" maxlength="500" value=${text} onInput=${(event) => setText(event.target.value)}></textarea>
    <div class="acts">
      <${Button} small kind="primary" act=${() => save(Boolean(question.evaded))} off=${!text.trim()}>存要点<//>
      <${Button} small act=${() => save(!question.evaded)} off=${!text.trim()}>
        ${question.evaded ? '存，改为已正面回答' : '存，并标未正面回答'}
      <//>
      <button class="btn btn-s" type="button" onClick=${close}>返回</button>
    </div>
  </div>`;
}
