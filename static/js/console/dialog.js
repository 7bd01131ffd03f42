// The dialog: over a dimmed page, the safe choice has the focus, the deed wakes up after a moment.
import { html, signal, useEffect, useRef, useState } from '../live/ui.js';
import { lost } from './desk.js';
import { Icon } from './icons.js';
import { Button } from './parts.js';

const WAKE = 800;
const CLEAR = 16; // px between the pressed point and a deed

/** Where the last press was, in px of the window. */
let pressed = { x: -1, y: -1 };
document.addEventListener('pointerdown', ({ clientX: x, clientY: y }) => (pressed = { x, y }), true);

/** What is asked at the moment: a function that draws a Dialog, or null. */
export const asking = signal(null);

/** Ask. A second question takes the place of the first. */
export function ask(draw) {
  asking.value = draw;
}

/** Take the dialog away. */
export function answered() {
  asking.value = null;
}

/** Draws whatever is asked. */
export function Dialogs() {
  const draw = asking.value;
  return draw ? draw() : null;
}

/**
 * One question. `deeds` = [{label, act, kind?, off?, beside?}] stand right, the last one being the deed itself (`beside`
 * ones stand beside the safe button); `act` returns something false to keep the dialog open. `safe` = words of the way back.
 * With `onward` nothing is to be decided: the safe button stands right and the deeds left. `note` and `aside` fill the foot.
 */
export function Dialog({ title, icon = 'alert-triangle', tone = 'c-seal', wide, onward, safe, deeds = [], note = '', aside, children }) {
  const box = useRef(null);
  const [awake, setAwake] = useState(false);
  const here = useRef(true);
  useEffect(() => {
    const dialog = box.current;
    dialog.showModal();
    stepAside(dialog);
    (box.current.querySelector('[data-focus]') ?? box.current.querySelector('[data-safe]')).focus();
    const timer = setTimeout(() => setAwake(true), WAKE);
    return () => {
      clearTimeout(timer);
      here.current = false;
      dialog.close(); // gives the focus back to where it was
    };
  }, []);
  // a dialog that another one has replaced must not take that one away
  const leave = () => here.current && answered();
  const press = ({ act }) => async () => (await act()) && leave();
  const button = (deed) => html`<${Button} act=${press(deed)} kind=${deed.kind ?? ''} off=${deed.off || (!awake && !deed.beside)} data-deed>
    ${deed.label}
  <//>`;
  const back = html`<button class=${`btn ${onward ? 'btn-primary' : ''}`} type="button" data-safe onClick=${leave}>
    ${safe}${!onward && html` <kbd>Esc</kbd>`}
  </button>`;
  return html`<dialog ref=${box} class=${`dialog ${wide ? 'dialog-wide' : ''}`} aria-labelledby="dialog-title" onClose=${leave}>
    <div class="dialog-head"><${Icon} name=${icon} size="l" tone=${tone} /><h2 id="dialog-title">${title}</h2></div>
    ${children}
    ${lost.value && html`<p class="dialog-lost" role="alert">与服务器断开了，正在重连。连上以后才能操作，这里写的不会丢。</p>`}
    <div class="dialog-foot">
      ${note && html`<span class="small quiet">${note}</span><span class="push"></span>`}
      ${aside} ${!onward && back}
      ${deeds.filter((deed) => deed.beside).map(button)}
      ${!note && !onward && html`<span class="push"></span>`}
      ${deeds.filter((deed) => !deed.beside).map(button)}
      ${onward && html`<span class="push"></span>${back}`}
    </div>
  </dialog>`;
}

/** No deed may lie where the finger still is: the dialog moves up or down until none does. */
function stepAside(dialog) {
  for (const deed of dialog.querySelectorAll('[data-deed]')) {
    const { left, right, top, bottom } = deed.getBoundingClientRect();
    const isUnder = pressed.x > left - CLEAR && pressed.x < right + CLEAR && pressed.y > top - CLEAR && pressed.y < bottom + CLEAR;
    if (!isUnder) continue;
    const up = pressed.y - CLEAR - bottom;
    const shift = dialog.getBoundingClientRect().top + up > CLEAR ? up : pressed.y + CLEAR - top;
    dialog.style.transform = `translateY(${Math.round(shift)}px)`;
    return;
  }
}

/** Facts as a list: [[term, words]]; empty ones are left out. */
export function Facts({ rows }) {
  return html`<dl class="facts">
    ${rows.filter(([, words]) => words).map(([term, words]) => html`<dt>${term}</dt><dd>${words}</dd>`)}
  </dl>`;
}
