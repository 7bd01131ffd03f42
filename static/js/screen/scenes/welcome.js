// 欢迎签到: how to get in at the left, what it is and who is there at the right.
import { html } from '../../live/ui.js'
import { hhmm } from '../../live/clock.js'
import { byCategory, folded, usePage } from '../parts.js'
import { dateAndTime, spaced, titleLines } from '../words.js'

const MOST_CELLS = 5
const CODES_A_PAGE = 2
const QUIET = 4; // modules

export const layout = 'door'

const DOING = { prepared: '会议还没有开始', open: '正在签到', running: '会议正在进行', closed: '会议已结束' }

export function doing({ sections: { meeting } }) {
  return DOING[meeting.state]
}

export function next({ sections: { meeting } }) {
  return meeting.state === 'open' || meeting.state === 'prepared' ? `${hhmm(meeting.starts_at)} 开会` : ''
}

export function Spine({ view }) {
  const { join } = view.sections.screen
  const more = moreCodes(view)
  const here = view.figures?.here
  return html`<aside class="spine door" data-codes=${more.length ? 'more' : 'one'}>
    <p class="how">扫码签到，参与质询和测评</p>
    <${Code} view=${view} text=${join.url} label="签到二维码" />
    ${here ? html`<${Elsewhere} here=${here} />` : html`<p class="typed"><span class="soft">或在浏览器打开</span><br /><b class="address">${bare(join.url)}</b><br /><span class="soft">输入票证上的 8 位编码</span></p>`}
    ${more.length > 0 && html`<${MoreCodes} view=${view} codes=${more} />`}
  </aside>`
}

/** The slips, and with them the code above, name another machine: this one's address for those who get no further. */
function Elsewhere({ here }) {
  return html`<p class="typed"><span class="elsewhere">票证上的地址不是这台电脑的</span><br /><span class="soft">打不开时请打开</span><br /><b class="address">${bare(here)}</b></p>`
}

/** The QR of a text; its picture was made by the server. The panel is its quiet zone, so the one drawn is cut off. */
function Code({ view, text, label }) {
  const svg = view.figures?.codes[text] ?? ''
  const cut = svg.replace(/viewBox="0 0 (\d+) \1"/, (_, size) => `viewBox="${QUIET} ${QUIET} ${size - 2 * QUIET} ${size - 2 * QUIET}"`)
  return html`<div class="qr" role="img" aria-label=${label} dangerouslySetInnerHTML=${{ __html: cut }}></div>`
}

/** Open doors and the Wi-Fi, two at a time, the next ones every 12 s. */
function MoreCodes({ view, codes }) {
  const first = usePage(Math.ceil(codes.length / CODES_A_PAGE)) * CODES_A_PAGE
  return html`<ul class="codes">
    ${codes.slice(first, first + CODES_A_PAGE).map(
      ({ text, words }) => html`<li key=${text}>
        <${Code} view=${view} text=${text} label=${words.join('')} /><p>${words[0]}<br /><span class="soft">${words[1]}</span></p>
      </li>`,
    )}
  </ul>`
}

function moreCodes({ sections: { screen, meeting }, figures }) {
  const names = new Map(meeting.categories.map(({ key, name }) => [key, name]))
  const doors = screen.join.open.map(({ category, url }) => ({ text: url, words: [names.get(category), '扫码入场'] }))
  const wifi = screen.join.wifi ? [{ text: screen.join.wifi, words: [networkName(screen.join.wifi), '会场无线网络'] }] : []
  const own = figures?.here ? [{ text: figures.here, words: ['打不开时', '扫这个码'] }] : []
  return [...own, ...doors, ...wifi].filter(({ text }) => figures?.codes[text])
}

/** The name of the network in the text of its QR code. */
function networkName(wifi) {
  return /S:((?:\\.|[^;])*);/.exec(wifi)?.[1].replace(/\\(.)/g, '$1') ?? ''
}

function bare(url) {
  return url.replace(/^https?:\/\//, '')
}

export function Matter({ view }) {
  const { meeting } = view.sections
  return html`<main class="matter" data-len=${view.sections.screen.title_len}>
    <p class="host">${spaced(meeting.host_unit)}</p>
    <h1 class="title">${titleLines(meeting.title).map((line, i) => html`${i > 0 && html`<br />`}${line}`)}</h1>
    <p class="where">${dateAndTime(meeting.starts_at)}<br />${spaced(meeting.place)}</p>
    <${Presence} view=${view} />
  </main>`
}

function Presence({ view }) {
  const rows = byCategory(view, view.sections.presence, 'expected')
  const sum = (name) => rows.reduce((total, row) => total + row[name], 0)
  const cells = folded(rows, MOST_CELLS)
  return html`<section class="presence" data-cells=${cells.length}>
    <p class="row"><span>实到 ${sum('present')} 人</span><span class="soft">应到 ${sum('expected')} 人</span></p>
    <ul>
      ${cells.map(
        ({ category, name, present, expected }) => html`<li key=${category}>
          <p class="soft">${name}</p>
          <p><span class="figure">${present}</span> <span class="soft">/ ${expected}</span></p>
        </li>`,
      )}
    </ul>
  </section>`
}
