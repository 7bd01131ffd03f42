// Getting in: a slip, a typed code, the open door, and every way in which that can fail, said plainly.
import { html, useState } from '../live/ui.js'
import { Icon } from './icon.js'
import { Bar, Button, FineLine, State, Top, opening } from './frame.js'
import { cleanCode, forgetCode } from './device.js'

const LETTERS = '没有找到这个编码，请对照票证再看一遍。编码里没有字母 I、L、O、U；像 O 的是数字 0，像 I 的是数字 1。'

function Outside({ children, bar }) {
  return html`<${Top} name="述评" note="述法评议会" /><main>${children}</main>${bar && html`<${Bar}>${bar}<//>`}`
}

/** The form for the eight characters under the slip's QR. `enter` joins; `refuse` takes the page for what is no typing error. */
export function CodePage({ enter, refuse }) {
  const [code, setCode] = useState('')
  const [wrong, setWrong] = useState('')
  const [busy, setBusy] = useState(false)

  async function send(event) {
    event.preventDefault()
    if (busy) return
    if (cleanCode(code).length < 8) return setWrong('编码共 8 位，请对照票证补全。')
    setBusy(true)
    try {
      await enter({ code: cleanCode(code) })
    } catch (error) {
      if (error.code === 'seat.bound_elsewhere') refuse(error, { code: cleanCode(code) })
      setWrong(error.code === 'seat.unknown' ? LETTERS : error.message)
    }
    setBusy(false)
  }

  return html`<${Outside}>
    <form class="card" onSubmit=${send}>
      <h1 tabindex="-1">输入票证编码</h1>
      <p id="code-help">编码印在票证二维码下方，共 8 位，字母不分大小写。</p>
      <div class="field"><label class="hear" for="code">8 位编码</label>
        <input class="input input-code" id="code" maxlength="12" inputmode="text" autocapitalize="characters" autocomplete="off"
          spellcheck=${false} enterkeyhint="go" placeholder="例 K7MP-3X2Q" value=${code} onInput=${(event) => setCode(event.target.value)}
          aria-invalid=${wrong ? 'true' : null} aria-describedby=${wrong ? 'code-wrong' : 'code-help'} />
        ${wrong && html`<p class="wrong" id="code-wrong" role="alert"><${Icon} name="alert" /><span>${wrong}</span></p>`}
      </div>
      <${Button} main type="submit" busy=${busy}>${busy ? '正在进入' : '下一步'}<//>
    </form>
    <${FineLine} soft icon="slip">用微信“扫一扫”扫票证上的二维码，可以直接进入，不必输入。<//>
  <//>`
}

function toCode() {
  forgetCode()
  location.assign('/j')
}

/** Where one came in by a typed code, which the phone remembers: the way to another one. */
export function OtherCode() {
  if (location.pathname !== '/j') return null
  return html`<p class="quiet"><a class="link" href="/j" onClick=${opening(toCode)}>这不是您的席位？输入另一个编码</a></p>`
}

const byCode = html`<${Button} main onClick=${toCode}>输入编码<//>`
const inWeChat = /MicroMessenger/i.test(navigator.userAgent)

/** The slip is bound: where the other page may be, and what the host must be told. `tail` = the code's last four, where known. */
function BoundPage({ tail, again }) {
  const bar = html`${tail && html`<p class="bar-note">您的票证编码后 4 位 <b class="tail">${tail}</b></p>`}
    <${Button} main onClick=${again}>已解除，重新进入<//>`
  return html`<${Outside} bar=${bar}>
    <${State} icon="phone" tone="warn" title="这张票证已在另一部手机上使用">
      <p>${inWeChat
        ? '也可能就是这部手机：您先用浏览器打开过。请回到浏览器里原来的那一页。'
        : '也可能就是这部手机：您先用微信扫过码，或在另一个浏览器里打开过。请回到原来的那一页。'}</p>
      <p>换了手机，或找不到那一页：请会务人员“解除绑定”，报票证编码的后 4 位，再点下面的按钮。</p>
      <p class="soft">已提交的评分不受影响。</p><//><//>`
}

/**
 * A slip that does not let in. `error` is `{code, message}` as the server gave it, `tail` the last four of the slip's code
 * where they are known, `again` tries once more.
 */
export function RefusedPage({ error, tail, again: tryAgain }) {
  const again = html`<${Button} main onClick=${tryAgain}>再试一次<//>`
  switch (error.code) {
    case 'seat.bound_elsewhere':
      return html`<${BoundPage} tail=${tail} again=${tryAgain} />`
    case 'seat.unknown':
    case 'access.invalid':
      return html`<${Outside} bar=${byCode}><${State} icon="slip" tone="warn" title="这张票证不能使用">
        <p>它可能已过期，或不是本次会议的票证。</p><p>请输入票证上的 8 位编码，或到签到台换一张。</p><//><//>`
    case 'join.closed':
      return html`<${Outside} bar=${byCode}><${State} icon="slip" tone="warn" title="这里不能直接进入">
        <p>名额已满，或会议没有开放扫码直接进入。</p><p>请到签到台领一张票证，扫票证上的二维码，或输入票证编码。</p><//><//>`
    case 'access.released':
      return html`<${Outside} bar=${again}><${State} icon="phone" tone="warn" title="这张票证已解除绑定">
        <p>您换了手机，或演练刚刚结束。</p><p>如果您还要用这部手机，请点下面的按钮重新进入。</p><//><//>`
    case 'meeting.not_found':
      return html`<${Outside} bar=${byCode}><${State} icon="slip" tone="warn" title="没有找到这场会议"><p>${error.message}</p><//><//>`
    default:
      return html`<${Outside} bar=${again}><${State} icon="off" tone="warn" title="还没有进入会议"><p>${error.message}</p><//><//>`
  }
}
