// Small parts that every pane uses: buttons that wait for their deed, bars, switches, chips.
import { html, useEffect, useRef, useState } from '../live/ui.js';
import { lost } from './desk.js';

const SAY_AFTER = 300;

/**
 * A button that does a deed. While the deed runs it cannot be pressed again; after a moment it says 正在…
 * `act` may return a promise. All buttons are off while the line is down.
 */
export function Button({ act, kind = '', small = false, off = false, class: own = '', children, ...rest }) {
  const [busy, setBusy] = useState(false);
  const [slow, setSlow] = useState(false);
  const press = async (event) => {
    event.stopPropagation();
    if (busy) return;
    setBusy(true);
    const timer = setTimeout(() => setSlow(true), SAY_AFTER);
    try {
      await act(event);
    } finally {
      clearTimeout(timer);
      setSlow(false);
      setBusy(false);
    }
  };
  const classes = ['btn', small && 'btn-s', kind && `btn-${kind}`, own].filter(Boolean).join(' ');
  return html`<button type="button" class=${classes} disabled=${off || lost.value} aria-busy=${busy} onClick=${press} ...${rest}>
    ${slow ? '正在…' : children}
  </button>`;
}

/** A bar that means only how much: `share` from 0 to 1. */
export function Bar({ share, class: own = '' }) {
  const width = Math.min(100, Math.max(0, share * 100));
  return html`<svg class=${`bar ${own}`} viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="f" width=${width} height="8" />
  </svg>`;
}

/**
 * A switch with its words. `act` gets the wish and returns what came of it: the mark stays as wished until the state
 * says so itself, and goes back at once where nothing came of it.
 */
export function Switch({ on, act, off = false, class: own = '', children }) {
  const box = useRef(null);
  const known = useRef(on);
  known.current = on;
  const wish = async (event) => {
    const done = await act(event.currentTarget.checked);
    if (!done && box.current) box.current.checked = known.current;
  };
  useEffect(() => {
    box.current.checked = on;
  }, [on]);
  return html`<label class=${`switch ${own}`}>
    <input ref=${box} type="checkbox" role="switch" defaultChecked=${on} disabled=${off || lost.value} onChange=${wish} />
    ${children}
  </label>`;
}

/** A field of text: one line, or `rows` of them. `set` gets the text as it is typed. */
export function Field({ label, id, value, set, rows = 0, most = 500, ...rest }) {
  const props = { id, value, maxlength: most, onInput: (event) => set(event.target.value), ...rest };
  return html`<div class="field"><label for=${id}>${label}</label>
    ${rows ? html`<textarea class="in" rows=${rows} ...${props}></textarea>` : html`<input class="in" autocomplete="off" ...${props} />`}
  </div>`;
}

/** One choice of a few: `options` = [value, words]. Arrow keys move, as in a group of radio buttons. */
export function Chips({ label, labelledby, options, value, pick }) {
  const move = (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.code];
    if (!step) return;
    event.preventDefault();
    const at = options.findIndex(([key]) => key === value);
    const to = (at + step + options.length) % options.length;
    pick(options[to][0]);
    event.currentTarget.children[to].focus();
  };
  return html`<div class="chips" role="radiogroup" aria-label=${label} aria-labelledby=${labelledby} onKeyDown=${move}>
    ${options.map(
      ([key, words], index) => html`<button
        type="button"
        class="chip"
        role="radio"
        aria-checked=${key === value}
        tabindex=${key === value || (value === null && index === 0) ? 0 : -1}
        onClick=${() => pick(key)}
      >
        ${words}
      </button>`,
    )}
  </div>`;
}
