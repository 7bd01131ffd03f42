// Why a question is not taken: the asker reads the reason.
import { html, signal, useEffect, useRef } from '../live/ui.js';
import { useDraft } from './drafts.js';
import { Button, Field } from './parts.js';
import { reject } from './questioning.js';
import { opened, stepOff } from './tray.js';
import { REASONS } from './words.js';

const OTHER = REASONS[REASONS.length - 1];

/** The reason picked; the keys 1 to 5 pick too. */
export const picked = signal(REASONS[0]);

/** The reasons under a question. */
export function Reasons({ question }) {
  const [text, setText, clear] = useDraft(`reason-${question.id}`);
  const box = useRef(null);
  useEffect(() => box.current.focus(), []);
  const other = picked.value === OTHER;
  const close = () => (opened.value = null);
  const go = async () => {
    if (!(await reject(question, other ? text.trim() : picked.peek()))) return;
    clear();
    stepOff(question);
  };
  return html`<div class="reasons" role="group" aria-label="不采用的理由" tabindex="-1" ref=${box}>
    <b>不采用 ${question.number} 号，提问人会看到理由</b>
    <div class="chips" role="radiogroup" aria-label="理由">
      ${REASONS.map((reason, index) => html`<${Reason} reason=${reason} digit=${index + 1} />`)}
    </div>
    ${other && html`<${Field} label="写明理由，提问人会看到" id="reason" most="200" value=${text} set=${setText} />`}
    <div class="acts">
      <${Button} small kind="primary" act=${go} off=${other && !text.trim()} data-key="confirm">不采用 <kbd>Enter</kbd><//>
      <button class="btn btn-s" type="button" onClick=${close}>返回 <kbd>Esc</kbd></button>
    </div>
  </div>`;
}

function Reason({ reason, digit }) {
  const pick = () => (picked.value = reason);
  return html`<button type="button" class="chip" role="radio" aria-checked=${picked.value === reason} onClick=${pick}>
    <kbd>${digit}</kbd>${reason}
  </button>`;
}
