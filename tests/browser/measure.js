// What is wrong with the picture on the wall: every text box measured. Gives a list of words, empty when all is well.
() => {
  const unit = Math.min(innerWidth / 1920, innerHeight / 1080)
  const found = []
  const say = (what, node) => found.push(`${what}: ${node.className?.baseVal ?? node.className ?? ''} “${node.textContent.trim().slice(0, 24)}”`)
  const stage = document.querySelector('.stage')
  const dimmed = (node) => stage.hasAttribute('data-notice') && !node.closest('.notice, .status')
  const whole = { left: 0, top: 0, right: innerWidth, bottom: innerHeight }
  const inside = (a, b, slack) => a.left >= b.left - slack && a.top >= b.top - slack && a.right <= b.right + slack && a.bottom <= b.bottom + slack
  const meet = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 * unit && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 3 * unit

  // the ink of Chinese and of digits lies in the em square, whatever the line's height
  const inked = (box, size) => {
    const middle = (box.top + box.bottom) / 2
    return { left: box.left, right: box.right, top: middle - size / 2, bottom: middle + size / 2 }
  }

  const clip = (node) => {
    for (let at = node; at !== document.body; at = at.parentElement) if (getComputedStyle(at).overflow !== 'visible') return at
    return null
  }

  const texts = []
  const walker = document.createTreeWalker(stage, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode.parentElement
    if (!walker.currentNode.data.trim() || node.closest('svg, .drill')) continue
    const style = getComputedStyle(node)
    const size = parseFloat(style.fontSize)
    if (size < 36 * unit - 0.3) say(`too small, ${(size / unit).toFixed(1)}`, node)
    const range = document.createRange()
    range.selectNodeContents(walker.currentNode)
    for (const box of range.getClientRects()) {
      if (box.width) texts.push({ node, size, style, ...inked(box, size) })
    }
  }

  for (const text of texts) {
    const clipping = clip(text.node)
    const clipped = clipping && getComputedStyle(clipping)
    if (clipped?.textOverflow === 'ellipsis') {
      text.right = Math.min(text.right, clipping.getBoundingClientRect().right)
    } else if (clipping && clipped.webkitLineClamp === 'none' && !inside(text, clipping.getBoundingClientRect(), 2 * unit)) say('cut', text.node)
    const room = text.node.closest('.notice, .spine, .matter, .status')
    if (!inside(text, whole, 1)) say('outside of the screen', text.node)
    else if (room && !inside(text, roomOf(room), 2 * unit)) say('outside of its part', text.node)
  }

  function roomOf(part) {
    const box = part.getBoundingClientRect()
    const style = getComputedStyle(part)
    const side = (name) => (part.matches('.status') ? 0 : parseFloat(style[`padding${name}`]) * 0.6)
    return { left: box.left + side('Left'), right: box.right - side('Right'), top: box.top + side('Top'), bottom: box.bottom - side('Bottom') }
  }

  for (const clamped of stage.querySelectorAll('.part p')) {
    if (clamped.scrollHeight > clamped.clientHeight + 2) say('cut by its lines', clamped)
  }

  const solids = [...stage.querySelectorAll('.qr svg, svg.bar, .plot.bar, .plot.radar, .mark')].map((node) => ({ node, ...plain(node.getBoundingClientRect()) }))
  function plain({ left, top, right, bottom }) {
    return { left, top, right, bottom }
  }
  const boxes = [...texts, ...solids]
  for (const [i, one] of boxes.entries()) {
    for (const other of boxes.slice(i + 1)) {
      if (one.node === other.node || one.node.contains(other.node) || other.node.contains(one.node)) continue
      if (dimmed(one.node) !== dimmed(other.node)) continue
      if (meet(one, other)) say(`lies on “${other.node.textContent.trim().slice(0, 12)}”`, one.node)
    }
  }
  for (const solid of solids) if (!inside(solid, whole, 1)) say('outside of the screen', solid.node)

  for (const word of stage.querySelectorAll('.plot text')) {
    const size = parseFloat(getComputedStyle(word).fontSize)
    if (size < 36 * unit - 0.3) say(`too small in the chart, ${(size / unit).toFixed(1)}`, word)
    if (!inside(word.getBoundingClientRect(), whole, 1)) say('outside of the screen', word)
  }

  for (const plot of stage.querySelectorAll('.plot')) {
    const drawn = plot.querySelector('.main-svg')?.getBoundingClientRect().width
    if (Math.abs((drawn ?? 0) - plot.getBoundingClientRect().width) > 2) say(`a chart ${drawn} wide in another room`, plot)
  }

  const channel = (value) => (value <= 10.31 ? value / 3294.6 : ((value / 255 + 0.055) / 1.055) ** 2.4)
  const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b)
  const numbers = (colour) => colour.match(/[\d.]+/g).map(Number)
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const colour = numbers(getComputedStyle(at).backgroundColor)
      if (colour.length === 3 || colour[3] === 1) return colour
    }
    return [255, 255, 255]
  }
  for (const { node, style } of texts) {
    if (dimmed(node)) continue
    const [high, low] = [light(numbers(style.color)), light(behind(node))].sort((a, b) => b - a)
    if ((high + 0.05) / (low + 0.05) < 4.5) say('too little contrast', node)
  }
  return [...new Set(found)]
}
