// One row of the sheet: its name (tap: what it means), the grades as native radios, 不了解 apart. For a listener it is a
// fieldset with a legend; what stands as its name is for the eye.
import { html } from '../live/ui.js'
import { Icon } from './icon.js'
import { gradeTone } from './words.js'

/** A row. `name` makes the radios one group; `asked` = it was missing and asked for; `onGrade(key)` takes a choice. */
export function Item({ item, number, form, name, chosen, asked, onGrade }) {
  const flagged = asked && !chosen // once chosen, the place of the flag stays: nothing moves under the thumb
  const scored = form.grades.filter((grade) => grade.value !== null)
  const rows = scored.length % 3 === 0 ? 'grades grades-3' : 'grades'
  const kind = `item${item.overall ? ' item-whole' : ''}${flagged ? ' is-missing' : ''}`
  const title = html`${number && html`<span class="item-no" aria-hidden="true">${number}</span>`}<span aria-hidden="true">${item.name}</span>`
  return html`<fieldset class=${kind} id=${name} aria-describedby=${flagged ? `${name}-flag` : null}>
    <legend class="hear">${number ? `${number}、${item.name}` : item.name}</legend>
    ${item.help
      ? html`<details class="item-name"><summary>${title}<span class="hear">${item.name}是指什么</span><${Icon} name="info" /></summary><p>${item.help}</p></details>`
      : html`<div class="item-name"><p class="item-title">${title}</p></div>`}
    ${flagged && html`<p class="item-flag" id=${`${name}-flag`}><${Icon} name="alert" />这一项还没有评</p>`}
    ${asked && chosen && html`<p class="item-flag" aria-hidden="true">\u00a0</p>`}
    <div class=${rows}>
      ${form.grades.map((grade) => html`<label class=${labelClass(form.grades, grade)}>
        <input type="radio" name=${name} value=${grade.key} checked=${chosen === grade.key} onChange=${() => onGrade(grade.key)} />
        <span>${grade.name}</span></label>`)}
    </div>
  </fieldset>`
}

function labelClass(grades, grade) {
  return grade.value === null ? 'unknown g0' : `g${gradeTone(grades, grade.key)}`
}
